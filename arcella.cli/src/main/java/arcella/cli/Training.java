package arcella.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the usual commands against a daemon that is none, so that an AOT cache recorded meanwhile
 * ({@code -XX:AOTCacheOutput}) holds what commands need. Needs no daemon and leaves nothing behind.
 */
final class Training {

    private static final String[][] COMMANDS = {
        {"--version"},
        {"--help"},
        {"ping"},
        {"status"},
        {"list"},
        {"module", "list", "--output", "wide"},
        {"-o", "json", "list"},
        {"list", "-o", "json"},
        {"start", "hello"},
        {"module", "install", "hello.wasm", "--name", "hello"},
        {"module", "install", "--help"},
        {"logs", "hello"},
        {"start", "nobody"},
        {"module", "strat"},
        {"help", "status"},
        {"__complete", "module", "st"},
    };

    private Training() {}

    static int run(Map<String, String> environment) {
        try {
            Path home = Files.createTempDirectory("arcella-train");
            Map<String, String> own = new HashMap<>(environment);
            own.put("ARCELLA_HOME", home.toString());
            own.put("LANG", "C.UTF-8");
            Path wasm = Files.write(home.resolve("hello.wasm"), new byte[200_000]);
            try (TrainingDaemon daemon = new TrainingDaemon(home.resolve("alme"))) {
                daemon.start();
                for (int round = 0; round < 3; round++) {
                    for (String[] command : COMMANDS) {
                        new Cli(console(own, round > 0), own, home).run(command);
                    }
                }
            } finally {
                Files.delete(wasm);
                Files.deleteIfExists(home.resolve("alme"));
                Files.delete(home);
            }
            return 0;
        } catch (IOException e) {
            System.err.println("arcella-cli: training failed: " + e.getMessage());
            return 1;
        }
    }

    private static Console console(Map<String, String> environment, boolean terminal) {
        Console real = Console.ofProcess(environment);
        return new Console(
                new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
                false, terminal, terminal, terminal ? Console.screen(environment, 100) : real.screen());
    }
}
