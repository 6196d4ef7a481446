package arcella.command;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One call of a verb in progress: what was asked, by whom, and the ways back to the caller while it runs.
 *
 * <p>Used by the thread that runs the verb; {@link #emit} and {@link #progress} may be called from other threads too,
 * until the verb returns.
 */
public interface Invocation {

    /** The checked arguments. */
    Arguments arguments();

    /** Who asks. */
    Caller caller();

    /** What is remembered between the calls of this caller; empty for one who calls once, such as the command line. */
    default Optional<Session> session() {
        return Optional.empty();
    }

    /**
     * The content of an {@link Parameter.Upload} parameter that was given. Several uploads must be read in the order
     * of the verb's parameters. Reading blocks until the client has sent more; it fails with an
     * {@code IOException} if the client goes away before the end.
     *
     * @throws IllegalArgumentException if no such upload was given
     */
    InputStream upload(String parameter);

    /** Bytes that an interactive client sends while the verb runs, such as key strokes; at end if there are none. */
    InputStream input();

    /** Hears events from the client, such as {@code resize}; called on a thread of the connection, must not block. */
    void onControl(BiConsumer<String, Data> listener);

    /**
     * Tells a waiting person how far the work is.
     *
     * @param what what is being done, such as {@code compile}
     * @param done units done
     * @param total units in all, -1 if unknown
     */
    void progress(String what, long done, long total);

    /**
     * Sends one item of a stream to the caller. Blocks while the caller reads too slowly.
     *
     * @throws InterruptedException if the caller cancelled or went away
     */
    void emit(String event, Data data) throws InterruptedException;

    /** Runs once if the caller cancels or goes away, at once if that has happened; the verb's thread is also interrupted. */
    void onCancel(Runnable action);
}
