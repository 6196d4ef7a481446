package arcella.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import arcella.it.Container.Result;


/** A container for the modules of {@code examples/shop}, which need each other. */
final class Shop implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(1);

    private final Container container = new Container();

    Shop() throws IOException {}

    Container container() {
        return container;
    }

    /** Installs a module of the shop; {@code main} in the container's process, {@code worker} in one of its own. */
    Result install(String file, String id, String isolation, String... options)
            throws IOException, InterruptedException {
        String[] nameAndVersion = id.split("@");
        String manifest = """
                [module]
                name = "%s"
                version = "%s"
                imports = ["shop:ledger", "shop:ring"]
                """.formatted(nameAndVersion[0], nameAndVersion[1]);
        if (isolation.equals("main")) {
            manifest += "isolation = \"main\"\ntrusted = true\nasync = true\n";
        }
        manifest += "[restart]\nbackoff = \"300ms\"\nwait = \"15s\"\n[limits]\ndeadline = \"3m\"\nfuel = 100_000_000_000_000\n";
        Path toml = Files.writeString(Files.createTempFile(container.folder(), "m", ".toml"), manifest);
        List<String> words = new ArrayList<>(List.of("install", Distribution.example("shop/" + file + ".wasm").toString(),
                "--manifest", toml.toString(), "--grant-all"));
        words.addAll(Arrays.asList(options));
        return container.cli(words.toArray(String[]::new)).ok();
    }

    String call(String module, String call) throws IOException, InterruptedException {
        return container.cli("call", module, call).ok().out().strip();
    }

    String info(String module) throws IOException, InterruptedException {
        return container.cli("info", module).ok().out();
    }

    void awaitState(String module, String state) throws IOException, InterruptedException {
        container.await(SOON, result -> result.out().contains("\"state\": \"" + state),
                "info", module, "--output", "json");
    }

    /** Calls a function while the test goes on. */
    CompletableFuture<Result> later(String... command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return container.cli(command);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        container.close();
    }
}
