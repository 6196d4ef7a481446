package arcella.worker.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
                .network(spec.network())
                .limits(spec.limits().wasi())
                .notices(line -> tell(io, spec.module(), line))
                .stdin(io.stdin())
                .stdout(new Sink(io, StandardStream.STDOUT))
                .stderr(new Sink(io, StandardStream.STDERR))
                .build();
    }

    /** What the guest was refused stands among what it writes to its standard error: there its operator looks first. */
    private static void tell(GuestIo io, String module, String line) {
        byte[] text = ("arcella: " + module + " was " + line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            io.output(StandardStream.STDERR, text, 0, text.length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("the module's standard error cannot be written", e);
        }
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
