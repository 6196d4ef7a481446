package arcella.worker.internal.supervisor;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.internal.wire.FromWorker;

/**
 * Something asked of a worker that has not been answered.
 *
 * @param <M> the message that answers it when it succeeds
 * @param answer the class of that message
 * @param what it is, for messages
 * @param hardNanos when the worker is to be given up if it has not answered, by {@link System#nanoTime}, if ever
 * @param done takes the answer, on the reading thread
 * @param failed takes the failure, on any thread
 * @param entry takes what is handed over before the answer, on the reading thread, if it is something of which there is such
 * @param call whether it counts as a call
 * @param progress hears how far it is, on the reading thread, if it is something that tells
 */
record Request<M extends FromWorker>(
        Class<M> answer,
        String what,
        @Nullable Long hardNanos,
        Consumer<M> done,
        Consumer<ArcellaException> failed,
        boolean call,
        @Nullable Consumer<FromWorker.Entry> entry,
        @Nullable Consumer<FromWorker.Compiling> progress) {

    /** One that says nothing until it is answered, and is no call. */
    Request(Class<M> answer, String what, @Nullable Long hardNanos, Consumer<M> done,
            Consumer<ArcellaException> failed) {
        this(answer, what, hardNanos, done, failed, false, null, null);
    }

    /** The same as a call of a guest's function. */
    Request<M> asCall() {
        return new Request<>(answer, what, hardNanos, done, failed, true, entry, progress);
    }

    boolean fits(FromWorker message) {
        return message instanceof FromWorker.Failed || answer.isInstance(message);
    }

    void answered(FromWorker message) {
        if (message instanceof FromWorker.Failed failure) {
            failed.accept(failure.cause());
        } else {
            done.accept(answer.cast(message));
        }
    }
}
