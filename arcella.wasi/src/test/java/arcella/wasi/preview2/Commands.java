package arcella.wasi.preview2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiExit;
import arcella.wasi.io.OutputSink;
import arcella.wit.value.WitValue;

/** Runs command components. */
public final class Commands {

    private Commands() {}

    /** The bytes of a guest in the repository's {@code examples/wasi02} folder. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(Path.of("..", "examples", "wasi02", name + ".wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command left behind. */
    public record Outcome(int code, String out, String err) {}

    /** Runs a command to its end. */
    public static Outcome run(byte[] bytes, WasiConfig.Builder config) {
        return run(bytes, config, HostServices.none());
    }

    /** As {@link #run(byte[], WasiConfig.Builder)}, with what the guest's host offers. */
    static Outcome run(byte[] bytes, WasiConfig.Builder config, HostServices services) {
        Component component = Component.of(bytes, new CoreEngine());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        config.stdout(OutputSink.of(out, false)).stderr(OutputSink.of(err, false));
        int code;
        try (Preview2 wasi = Preview2.create(config.build(), services);
                ComponentInstance instance = wasi.addTo(new Linker()).instantiate(component)) {
            String run = Preview2.runInterface(component.type().exports().keySet()).orElseThrow();
            Optional<WitValue> result = instance.export(run, "run").call();
            code = result.orElseThrow().equals(WitValue.ResultOf.ok()) ? 0 : 1;
        } catch (WasiExit exit) {
            code = exit.code();
        }
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
