package arcella.engine.core;

/**
 * The progress of modules that are compiled one after the other, as that of one piece of work: counted over all of them, and
 * never back, although a module with functions too large for Java is compiled in several rounds. Not thread-safe.
 */
final class LoadProgress implements CompileProgress {

    private final CompileProgress hears;
    private final int total;
    private int before;
    private int most;

    /** @param total the functions of all modules together */
    LoadProgress(CompileProgress hears, int total) {
        this.hears = hears;
        this.total = total;
    }

    @Override
    public void compiled(String sha256, int done, int ofModule) {
        most = Math.max(most, before + done);
        hears.compiled(sha256, most, total);
    }

    /** A module is done with, compiled or found in the cache. */
    void past(int functions) {
        before += functions;
    }
}
