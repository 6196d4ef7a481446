package arcella.worker.internal.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

import arcella.worker.InstanceListener;

/** A listener's input, asked for with the first read. Read by one thread at a time; closed by any. */
public final class LazyInput extends InputStream {

    private final InstanceListener listener;
    private @Nullable InputStream stream;
    private boolean closed;

    /** The input of this listener. */
    public LazyInput(InstanceListener listener) {
        this.listener = listener;
    }

    private synchronized InputStream stream() throws IOException {
        if (closed) {
            throw new IOException("the instance has ended");
        }
        InputStream opened = stream;
        if (opened == null) {
            opened = listener.input();
            stream = opened;
        }
        return opened;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return stream().read(target, offset, length);
    }

    @Override
    public void close() {
        InputStream opened;
        synchronized (this) {
            closed = true;
            opened = stream;
        }
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                throw new UncheckedIOException("an instance's input could not be closed", e);
            }
        }
    }
}
