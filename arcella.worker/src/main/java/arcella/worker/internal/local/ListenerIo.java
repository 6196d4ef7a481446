package arcella.worker.internal.local;

import java.util.Arrays;

import arcella.wasi.io.InputSource;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.ModuleImports;
import arcella.worker.StandardStream;

/** An {@link InstanceListener} in this process, called on the guest's thread. */
public final class ListenerIo implements GuestIo {

    private final InstanceListener listener;
    private final ModuleImports imports;
    private final LazyInput input;

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
    public void output(StandardStream stream, byte[] source, int offset, int length) {
        listener.output(stream, Arrays.copyOfRange(source, offset, offset + length));
    }

    @Override
    public ModuleImports imports() {
        return imports;
    }

    @Override
    public void ended(Ending ending) {
        try {
            input.close();
        } finally {
            listener.ended(ending);
        }
    }
}
