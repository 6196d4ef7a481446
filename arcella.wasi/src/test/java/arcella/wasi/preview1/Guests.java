package arcella.wasi.preview1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreModule;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiExit;
import arcella.wasi.io.OutputSink;

/** Runs the example guests. */
final class Guests {

    private Guests() {}

    /** An example's module, from the repository's {@code examples} folder. */
    static CoreModule example(String name) {
        try {
            return new CoreEngine().load(Files.readAllBytes(
                    Path.of("..", "examples", name, name + ".wasm")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command left behind. */
    record Outcome(int code, byte[] stdout, byte[] stderr) {

        String out() {
            return new String(stdout, StandardCharsets.UTF_8);
        }

        String err() {
            return new String(stderr, StandardCharsets.UTF_8);
        }
    }

    /** Runs a command to its end. */
    static Outcome run(CoreModule module, WasiConfig.Builder config) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        config.stdout(OutputSink.of(out, false)).stderr(OutputSink.of(err, false));
        int code = 0;
        try (Preview1 wasi = Preview1.create(config.build());
                CoreInstance instance = module.instantiate(wasi.imports(), CoreLimits.defaults())) {
            instance.function("_start").orElseThrow().call();
        } catch (WasiExit exit) {
            code = exit.code();
        }
        return new Outcome(code, out.toByteArray(), err.toByteArray());
    }
}
