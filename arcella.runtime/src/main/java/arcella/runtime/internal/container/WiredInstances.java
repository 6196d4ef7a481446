package arcella.runtime.internal.container;

import java.io.InputStream;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.runtime.internal.services.InstanceImports;
import arcella.runtime.internal.services.ModuleServices;
import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.WiredImports;
import arcella.wasi.Denial;
import arcella.wasi.preview2.ServiceInterfaces;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleHost;
import arcella.worker.ModuleInstance;
import arcella.worker.StandardStream;

/** Makes instances whose imports go along their module's wires, for as long as the instance lives. */
final class WiredInstances {

    private WiredInstances() {}

    /** @param services what the container itself serves to the module */
    static ModuleInstance make(ModuleHost host, InstanceSpec spec, InstanceListener listener, ModuleWiring wiring,
            Optional<ModuleServices> services) {
        if (spec.imports().isEmpty()) {
            return host.instantiate(spec, listener);
        }
        ServiceInterfaces served = services.map(ModuleServices::open).orElse(null);
        WiredImports imports = wiring.imports();
        boolean made = false;
        try {
            ModuleInstance instance = host.instantiate(spec, new Listener(listener, wiring, imports, served),
                    served == null ? imports : new InstanceImports(served, imports));
            made = true;
            return instance;
        } finally {
            if (!made) {
                ended(wiring, imports, served);
            }
        }
    }

    private static void ended(ModuleWiring wiring, WiredImports imports, @Nullable ServiceInterfaces served) {
        try {
            wiring.ended(imports);
        } finally {
            if (served != null) {
                served.close();
            }
        }
    }

    /** Gives up what the instance holds of others when it has ended. */
    private record Listener(InstanceListener listener, ModuleWiring wiring, WiredImports imports,
            @Nullable ServiceInterfaces served) implements InstanceListener {

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
                WiredInstances.ended(wiring, imports, served);
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
