package arcella.wasi.io;

/**
 * A stream of one guest as another uses it, in this process or through one: what {@link GuestInput} and {@link GuestOutput}
 * can do, as bounded pieces of work that each have an answer. {@link GuestInput#of(StreamPort)} and
 * {@link GuestOutput#of(StreamPort)} make a whole stream of it again.
 *
 * <p>It is ready, as a {@link Pollable}, when its stream is: to be read, to be written, or to tell its end. A stream that
 * is gone, with its guest or otherwise, is closed for those who use it from afar, and ready.
 *
 * <p>One thread at a time reads or writes; the rest is safe on any thread.
 */
public interface StreamPort extends Pollable {

    /** The most bytes that one piece of work carries. */
    int PIECE = 64 << 10;

    /**
     * Reads what is there, without waiting.
     *
     * @param most more than zero; no more than {@link #PIECE} come
     * @return no bytes if there are none yet
     * @throws StreamException closed at the end, failed as the stream is
     */
    byte[] read(int most) throws StreamException, InterruptedException;

    /** How much may be written now: {@link GuestOutput#checkWrite}. */
    long room() throws StreamException, InterruptedException;

    /**
     * Writes.
     *
     * @param bytes no more than {@link #PIECE}, and than {@link #room} permitted; not kept
     */
    void write(byte[] bytes) throws StreamException, InterruptedException;

    /** Begins to pass on what was written: {@link GuestOutput#flush}. */
    void flush() throws StreamException, InterruptedException;

    /** Nobody will use it any more. What was lent stays open for its owner. Without effect the second time. */
    void drop();

    /** Begins to {@link #drop} it, and waits for nobody: for those whose own end must not depend on its owner. */
    default void letGo() {
        drop();
    }
}
