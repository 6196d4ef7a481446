package arcella.worker.internal.local;

import java.io.IOException;

import arcella.wasi.WasiConfig;
import arcella.wasi.io.OutputSink;
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
