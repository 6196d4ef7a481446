package arcella.worker.internal.child;

import java.io.IOException;

import arcella.error.ArcellaException;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;

/** Sends messages to the supervisor. Thread-safe. */
final class Outbox {

    private final FrameChannel channel;

    Outbox(FrameChannel channel) {
        this.channel = channel;
    }

    /** Sends; a guest's thread may be interrupted while it waits, and then nothing was sent. */
    void send(FromWorker message) throws IOException, InterruptedException {
        channel.send(Codec.encode(message));
    }

    /** Sends the answer to a request, or the failure to put it into a message. */
    void answer(long request, FromWorker message) {
        byte[] frame;
        try {
            frame = Codec.encode(message);
        } catch (ArcellaException e) {
            frame = Codec.encode(new FromWorker.Failed(request, e));
        }
        sendSurely(frame);
    }

    /** Sends what must not get lost; if that fails, there is nobody left to work for. */
    void sendSurely(FromWorker message) {
        sendSurely(Codec.encode(message));
    }

    private void sendSurely(byte[] frame) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    channel.send(frame);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (IOException e) {
            WorkerProcess.end(WorkerProcess.SUPERVISOR_GONE);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
