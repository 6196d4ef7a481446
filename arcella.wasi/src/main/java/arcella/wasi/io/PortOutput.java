package arcella.wasi.io;

import java.util.Arrays;
import java.util.Optional;

import arcella.engine.core.Trap;

/** An output stream that is somebody else's. A failure is told once, and closes it. */
final class PortOutput extends GuestOutput {

    private final StreamPort port;
    private boolean closed;

    PortOutput(StreamPort port) {
        this.port = port;
    }

    private interface Work {
        long run() throws StreamException, InterruptedException;
    }

    private long run(Work work) throws StreamException, InterruptedException {
        if (closed) {
            throw StreamException.closed();
        }
        try {
            return work.run();
        } catch (StreamException e) {
            closed = true;
            throw PortInput.told(e);
        }
    }

    /** As {@link #run}, where a stream does not say that it may wait: the interrupt of a guest that is to end is a trap. */
    private long promptly(String function, Work work) throws StreamException {
        try {
            return run(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trap(Trap.Kind.INTERRUPTED, "the guest was interrupted in " + function, java.util.List.of(), e);
        }
    }

    @Override
    public Optional<StreamPort> port() {
        return Optional.of(port);
    }

    @Override
    protected long room() throws StreamException {
        return promptly("wasi:io/streams output-stream.check-write", port::room);
    }

    @Override
    protected void put(byte[] source, int offset, int length) throws StreamException, InterruptedException {
        for (int done = 0; done < length;) {
            int from = offset + done;
            int piece = Math.min(length - done, StreamPort.PIECE);
            run(() -> {
                port.write(Arrays.copyOfRange(source, from, from + piece));
                return piece;
            });
            done += piece;
        }
    }

    @Override
    public void flush() throws StreamException {
        promptly("wasi:io/streams output-stream.flush", () -> {
            port.flush();
            return 0;
        });
    }

    @Override
    public Pollable writable() {
        return closed ? Pollable.always() : port;
    }
}
