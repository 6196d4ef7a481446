package arcella.engine.core;

/** Hears how far the compilation of a module is; large modules take seconds. */
@FunctionalInterface
public interface CompileProgress {

    /** Hears nothing. */
    CompileProgress NONE = (sha256, done, total) -> { };

    /**
     * Called on the loading thread, about once per 256 functions; never for a module that comes from the cache. A
     * module with functions too large for Java is compiled in several rounds, each of which starts again at 0.
     *
     * @param sha256 which module, see {@link CoreModule#sha256()}
     * @param done how many functions are compiled
     * @param total how many there are
     */
    void compiled(String sha256, int done, int total);
}
