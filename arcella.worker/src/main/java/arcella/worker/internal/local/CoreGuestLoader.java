package arcella.worker.internal.local;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreMeter;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.MemoryBudget;
import arcella.wasi.WasiConfig;
import arcella.wasi.io.OutputSink;
import arcella.wasi.preview1.Preview1;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.StandardStream;

/**
 * Makes guests of core modules with WASI 0.1. A module that was loaded before is not compiled again as long as there is
 * room to remember it. Safe for many threads.
 */
final class CoreGuestLoader implements GuestLoader {

    private final CoreEngine engine;
    private final MemoryBudget budget;
    private final ConcurrentHashMap<Key, SoftReference<CoreModule>> modules = new ConcurrentHashMap<>();

    CoreGuestLoader(CoreEngine engine, MemoryBudget budget) {
        this.engine = engine;
        this.budget = budget;
    }

    @Override
    public Guest load(InstanceSpec spec, GuestIo io) {
        InstanceLimits limits = spec.limits();
        CoreModule module = module(spec);
        MemoryBudget memory = budget.child(limits.memoryBytes());
        CoreMeter meter = CoreMeter.create(limits.callDepth());
        limits.fuel().ifPresent(meter::fuel);
        Preview1 wasi = Preview1.create(config(spec, io));
        try {
            CoreInstance instance = module.instantiate(wasi.imports(), CoreLimits.defaults().withMemory(memory)
                    .withTableElements(limits.tableElements()).withMeter(meter));
            return new CoreGuest(spec.module(), instance, wasi, memory, new Fuel(meter, limits.fuel()));
        } catch (RuntimeException | Error e) {
            wasi.close();
            throw e;
        }
    }

    private CoreModule module(InstanceSpec spec) {
        Key key = new Key(spec.content().sha256(), options(spec.limits()));
        SoftReference<CoreModule> known = modules.get(key);
        CoreModule module = known == null ? null : known.get();
        if (module == null) {
            module = engine.load(spec.content().load().toArray(), key.options());
            modules.put(key, new SoftReference<>(module));
        }
        return module;
    }

    /** How a module is compiled that is to keep to these limits. Depth is always counted: overflow must be clean. */
    static CoreOptions options(InstanceLimits limits) {
        return new CoreOptions(limits.fuel().isPresent(), true);
    }

    private record Key(String sha256, CoreOptions options) {}

    /** The fuel that every call gets, if it is counted. */
    record Fuel(CoreMeter meter, OptionalLong perCall) {
        void fill() {
            perCall.ifPresent(meter::fuel);
        }
    }

    private static WasiConfig config(InstanceSpec spec, GuestIo io) {
        WasiConfig.Builder config = WasiConfig.builder();
        spec.preopens().forEach(config::preopen);
        return config
                .arguments(spec.arguments())
                .environment(spec.environment())
                .stdin(io.stdin())
                .stdout(new Sink(io, StandardStream.STDOUT))
                .stderr(new Sink(io, StandardStream.STDERR))
                .build();
    }

    private record Sink(GuestIo io, StandardStream stream) implements OutputSink {
        @Override
        public void write(byte[] source, int offset, int length) throws IOException, InterruptedException {
            if (length > 0) {
                io.output(stream, source, offset, length);
            }
        }
    }
}
