package arcella.worker.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

import arcella.wasi.Denial;
import arcella.wasi.io.InputSource;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.ModuleImports;
import arcella.worker.StandardStream;
import arcella.worker.internal.streams.HubPassage;
import arcella.worker.internal.streams.StreamHub;
import arcella.worker.internal.streams.StreamPassage;

/**
 * An {@link InstanceListener} in this process, called on the guest's thread; of refusals on those too that look names up
 * and make connections.
 */
public final class ListenerIo implements GuestIo {

    private final InstanceListener listener;
    private final ModuleImports imports;
    private final LazyInput input;
    private final StreamPassage streams = new HubPassage(StreamHub.HERE);
    /** Held while the listener is called: two calls at a time it does not have to bear. */
    private final ReentrantLock calling = new ReentrantLock();
    // Guarded by calling.
    private boolean over;

    /** The connections that this listener makes, and those to other modules. */
    public ListenerIo(InstanceListener listener, ModuleImports imports) {
        this.listener = listener;
        this.imports = imports;
        this.input = new LazyInput(listener);
    }

    @Override
    public InputSource stdin() {
        return InputSource.ofBlocking(input, false);
    }

    @Override
    public void output(StandardStream stream, byte[] source, int offset, int length) throws IOException {
        calling.lock();
        try {
            listener.output(stream, Arrays.copyOfRange(source, offset, offset + length));
        } catch (UncheckedIOException e) {
            // The guest's affair, as a failed write is to any program.
            throw e.getCause();
        } finally {
            calling.unlock();
        }
    }

    @Override
    public void denied(Denial denial) {
        calling.lock();
        try {
            // A look-up may outlive the guest that asked for it.
            if (!over) {
                listener.denied(denial);
            }
        } finally {
            calling.unlock();
        }
    }

    @Override
    public ModuleImports imports() {
        return imports;
    }

    @Override
    public StreamPassage streams() {
        return streams;
    }

    @Override
    public void ended(Ending ending) {
        try {
            input.close();
        } finally {
            calling.lock();
            try {
                over = true;
                listener.ended(ending);
            } finally {
                calling.unlock();
            }
        }
    }
}
