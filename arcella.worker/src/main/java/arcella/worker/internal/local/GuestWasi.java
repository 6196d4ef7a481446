package arcella.worker.internal.local;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import arcella.wasi.Denial;
import arcella.wasi.WasiConfig;
import arcella.wasi.io.OutputSink;
import arcella.wasi.io.Pollable;
import arcella.worker.InstanceSpec;
import arcella.worker.StandardStream;

/** What the host interfaces give to one guest. */
final class GuestWasi {

    private GuestWasi() {}

    static WasiConfig config(InstanceSpec spec, GuestIo io) {
        WasiConfig.Builder config = WasiConfig.builder();
        spec.preopens().forEach(config::preopen);
        return config
                .arguments(spec.arguments())
                .environment(spec.environment())
                .network(spec.network())
                .limits(spec.limits().wasi())
                .notices(new Denials(io, new AtomicInteger(GuestIo.MOST_DENIALS)))
                .stdin(io.stdin())
                .stdout(new Sink(io, StandardStream.STDOUT))
                .stderr(new Sink(io, StandardStream.STDERR))
                .build();
    }

    /** Passes refusals on, up to a number: the listener may keep them all. */
    private record Denials(GuestIo io, AtomicInteger left) implements Consumer<Denial> {
        @Override
        public void accept(Denial denial) {
            if (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                io.denied(denial);
            }
        }
    }

    private record Sink(GuestIo io, StandardStream stream) implements OutputSink {
        @Override
        public void write(byte[] source, int offset, int length) throws IOException, InterruptedException {
            if (length > 0) {
                io.output(stream, source, offset, length);
            }
        }

        @Override
        public long room() {
            return io.outputRoom();
        }

        @Override
        public Pollable writable() {
            return io.outputReady();
        }
    }
}
