package arcella.worker;

import java.io.InputStream;

import arcella.wasi.Denial;

/**
 * Hears what an instance writes and how it ends, and gives what it reads.
 *
 * <p>The calls for one instance come one after the other, never two at a time, {@link #ended} last; each may come on
 * another thread. {@link #output} may block, and by that hold up the guest that writes: a bounded amount (at most 256
 * KiB) waits in between. An exception thrown by the listener ends the instance as {@link Ending.Stopped}, but for an
 * {@link java.io.UncheckedIOException} of {@link #output} where the instance runs in this process.
 */
public interface InstanceListener {

    /**
     * The guest wrote. Pieces have no meaning: a line may come in two, two lines in one.
     *
     * @param stream to which of its streams
     * @param bytes what it wrote, at least one byte; the listener may keep the array
     * @throws java.io.UncheckedIOException if it cannot be written. A guest in this process sees its write fail: with
     *     {@link arcella.wasi.io.OutputSink.ClosedSinkException} as the cause as a stream that is closed, else as one that failed
     */
    void output(StandardStream stream, byte[] bytes);

    /**
     * The guest was refused something: told once of each thing, at most 1000 times in an instance's life. A guest cannot
     * bring this about by writing, so it is no place for {@link #output}.
     */
    void denied(Denial denial);

    /** The instance has ended: called exactly once, after the last output, and nothing is called after it. */
    void ended(Ending ending);

    /**
     * The guest's standard input. Asked for once, when the guest first reads; read by one thread at a time, which may
     * block in it, and closed when the instance ends. At its end from the start, unless overridden.
     */
    default InputStream input() {
        return InputStream.nullInputStream();
    }
}
