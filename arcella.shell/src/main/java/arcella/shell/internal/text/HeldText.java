package arcella.shell.internal.text;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * How much text the commands of a session keep in memory at the same time: what {@code $( )} takes, the lines that {@code sort}
 * sorts, and those that {@code tail} and {@code grep} may still print. They all share one bound, since a line may have many of
 * them. Thread-safe.
 */
public final class HeldText {

    /**
     * The most bytes. Lists of all that a large container has are a hundredth of it, and it is a small part of the heap that
     * the daemon starts with.
     */
    public static final int MOST = 16 << 20;

    /** What a line costs beside its characters: its object, and its place in a list. */
    private static final int LINE = 64;

    private long held;

    /** What one command keeps, until it closes this. */
    public final class Share implements AutoCloseable {
        private final String who;
        private long bytes;
        private boolean closed;

        private Share(String who) {
            this.who = who;
        }

        /**
         * Keeps more, unless this is closed.
         *
         * @throws ArcellaException {@link ShellError#TOO_MUCH_TEXT} if the session keeps as much as it may
         */
        void add(long more) {
            synchronized (HeldText.this) {
                if (held + more > MOST) {
                    throw new ArcellaException(
                            ShellError.TOO_MUCH_TEXT,
                            who + " would have to keep more text than the " + (MOST >> 20) + " MiB that the commands of a session may"
                                    + " keep together",
                            "take less of it, such as with grep or head in the pipe before, or write it to a file with >");
                }
                if (!closed) {
                    held += more;
                    bytes += more;
                }
            }
        }

        /** Keeps a line. */
        public void add(String line) {
            add(cost(line));
        }

        /** Keeps a line no more. */
        void remove(String line) {
            synchronized (HeldText.this) {
                held -= cost(line);
                bytes -= cost(line);
            }
        }

        boolean closed() {
            synchronized (HeldText.this) {
                return closed;
            }
        }

        @Override
        public void close() {
            synchronized (HeldText.this) {
                held -= bytes;
                bytes = 0;
                closed = true;
            }
        }
    }

    /**
     * Begins to keep text.
     *
     * @param who what keeps it, as the operator knows it
     */
    public Share share(String who) {
        return new Share(who);
    }

    /** Bytes kept at the moment. */
    synchronized long held() {
        return held;
    }

    private static long cost(String line) {
        return LINE + line.length();
    }
}
