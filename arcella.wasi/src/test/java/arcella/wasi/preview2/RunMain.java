package arcella.wasi.preview2;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.component.Component;
import arcella.engine.component.ComponentInstance;
import arcella.engine.component.Linker;
import arcella.engine.core.CoreEngine;
import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiExit;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.OutputSink;
import arcella.wit.value.WitValue;

/** Runs one command component with this bundle alone: {@code [--dir HOST::GUEST[:ro]] [--env K=V] FILE [-- ARGS]}. */
final class RunMain {

    private RunMain() {}

    public static void main(String[] args) throws Exception {
        WasiConfig.Builder config = WasiConfig.builder()
                .stdin(InputSource.ofBlocking(System.in, false))
                .stdout(OutputSink.of(System.out, false))
                .stderr(OutputSink.of(System.err, false));
        Path file = Path.of("missing");
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--dir" -> {
                    String[] parts = args[++i].split("::");
                    boolean readOnly = parts[1].endsWith(":ro");
                    config.preopen(new Preopen(Path.of(parts[0]),
                            readOnly ? parts[1].substring(0, parts[1].length() - 3) : parts[1],
                            readOnly ? Preopen.Access.READ_ONLY : Preopen.Access.READ_WRITE));
                }
                case "--env" -> {
                    String[] parts = args[++i].split("=", 2);
                    config.environment(parts[0], parts[1]);
                }
                case "--" -> {
                    arguments.addAll(List.of(args).subList(i + 1, args.length));
                    i = args.length;
                }
                default -> file = Path.of(args[i]);
            }
        }
        arguments.addFirst(file.getFileName().toString());
        System.exit(run(file, config.arguments(arguments).build()));
    }

    private static int run(Path file, WasiConfig config) throws Exception {
        Component component = Component.of(Files.readAllBytes(file), new CoreEngine());
        try (Preview2 wasi = Preview2.create(config);
                ComponentInstance instance = wasi.addTo(new Linker()).instantiate(component)) {
            String run = Preview2.runInterface(component.type().exports().keySet()).orElseThrow();
            Optional<WitValue> result = instance.export(run, "run").call();
            return result.orElseThrow() instanceof WitValue.ResultOf(boolean ok, var _) && ok ? 0 : 1;
        } catch (WasiExit exit) {
            return exit.code();
        } catch (ArcellaException e) {
            e.printStackTrace();
            return 134;
        }
    }
}
