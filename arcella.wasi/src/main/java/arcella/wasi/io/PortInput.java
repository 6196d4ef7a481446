package arcella.wasi.io;

import java.io.IOException;
import java.util.Optional;

/** An input stream that is somebody else's. */
final class PortInput extends GuestInput {

    private final StreamPort port;

    PortInput(StreamPort port) {
        this.port = port;
    }

    @Override
    public Optional<StreamPort> port() {
        return Optional.of(port);
    }

    @Override
    protected int take(byte[] target, int offset, int length) throws StreamException, InterruptedException {
        try {
            byte[] bytes = port.read(Math.min(length, StreamPort.PIECE));
            System.arraycopy(bytes, 0, target, offset, bytes.length);
            return bytes.length;
        } catch (StreamException e) {
            throw told(e);
        }
    }

    @Override
    public Pollable readable() {
        return port;
    }

    /** What a failure is called crosses, and nothing else of it: it should be the same wherever the stream lives. */
    static StreamException told(StreamException e) {
        return e.failure().map(why -> StreamException.failed(new IOException(
                why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage()))).orElse(e);
    }
}
