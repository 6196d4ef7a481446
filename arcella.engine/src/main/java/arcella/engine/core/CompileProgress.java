package arcella.engine.core;

/** Hears how far the compilation of a module is; large modules take seconds. */
@FunctionalInterface
public interface CompileProgress {

    /** Hears nothing. */
    CompileProgress NONE = (sha256, done, total) -> { };

    /**
     * Called on the loading thread, about once per 256 functions; never for a load of which all comes from the cache. It
     * never goes back: a module with functions too large for Java is compiled in several rounds, and until a later one is
     * as far as one before, that stays what is done.
     *
     * @param sha256 which module is being compiled, see {@link CoreModule#sha256()}
     * @param done how many functions are compiled, of all modules that are loaded together
     * @param total how many these have
     */
    void compiled(String sha256, int done, int total);
}
