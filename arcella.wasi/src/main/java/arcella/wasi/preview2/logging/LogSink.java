package arcella.wasi.preview2.logging;

/** Where a guest's log messages go. Called on the guest's thread, and by several guests' at once if it is shared. */
@FunctionalInterface
public interface LogSink {

    /**
     * Takes one message. Both texts are the guest's own: whoever shows them escapes them.
     *
     * @param context what the guest groups its messages by; may be empty
     */
    void log(Level level, String context, String message);

    /** Throws everything away. */
    static LogSink discard() {
        return (level, context, message) -> {};
    }
}
