package arcella.wasi.io;

import java.io.IOException;

import arcella.wasi.io.OutputSink.ClosedSinkException;

/** An output stream that writes straight to a sink, on the guest's thread. */
final class SinkOutput extends GuestOutput {

    private final OutputSink sink;
    private boolean closed;

    SinkOutput(OutputSink sink) {
        this.sink = sink;
    }

    @Override
    protected long room() throws StreamException {
        if (closed) {
            throw StreamException.closed();
        }
        return sink.room();
    }

    @Override
    protected void put(byte[] source, int offset, int length) throws StreamException, InterruptedException {
        if (closed) {
            throw StreamException.closed();
        }
        try {
            if (length > 0) {
                sink.write(source, offset, length);
            }
        } catch (ClosedSinkException e) {
            closed = true;
            throw StreamException.closed();
        } catch (IOException e) {
            closed = true;
            throw StreamException.failed(e);
        }
    }

    /** Nothing is held back here: what is written is the sink's. */
    @Override
    public void flush() throws StreamException {
        if (closed) {
            throw StreamException.closed();
        }
    }

    @Override
    public Pollable writable() {
        return closed ? Pollable.always() : sink.writable();
    }
}
