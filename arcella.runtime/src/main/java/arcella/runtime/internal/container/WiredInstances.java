package arcella.runtime.internal.container;

import java.io.InputStream;

import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.WiredImports;
import arcella.wasi.Denial;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleHost;
import arcella.worker.ModuleInstance;
import arcella.worker.StandardStream;

/** Makes instances whose imports go along their module's wires, for as long as the instance lives. */
final class WiredInstances {

    private WiredInstances() {}

    static ModuleInstance make(ModuleHost host, InstanceSpec spec, InstanceListener listener, ModuleWiring wiring) {
        if (spec.imports().isEmpty()) {
            return host.instantiate(spec, listener);
        }
        WiredImports imports = wiring.imports();
        boolean made = false;
        try {
            ModuleInstance instance = host.instantiate(spec, new Listener(listener, wiring, imports), imports);
            made = true;
            return instance;
        } finally {
            if (!made) {
                wiring.ended(imports);
            }
        }
    }

    /** Gives up what the instance holds of others when it has ended. */
    private record Listener(InstanceListener listener, ModuleWiring wiring, WiredImports imports)
            implements InstanceListener {

        @Override
        public void output(StandardStream stream, byte[] bytes) {
            listener.output(stream, bytes);
        }

        @Override
        public void denied(Denial denial) {
            listener.denied(denial);
        }

        @Override
        public void ended(Ending ending) {
            try {
                wiring.ended(imports);
            } finally {
                listener.ended(ending);
            }
        }

        @Override
        public InputStream input() {
            return listener.input();
        }
    }
}
