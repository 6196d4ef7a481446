package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.it.Container.Result;

/** Modules that need each other, as an operator meets them: in any order, coming and going, in each isolation. */
class WiringIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    /** Installs a module of the shop; {@code main} in the container's process, {@code worker} in one of its own. */
    private Result install(String file, String id, String isolation, String... options)
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
        manifest += "[restart]\nbackoff = \"300ms\"\nwait = \"15s\"\n";
        Path toml = Files.writeString(Files.createTempFile(container.folder(), "m", ".toml"), manifest);
        List<String> words = new ArrayList<>(List.of("install", Distribution.example("shop/" + file + ".wasm").toString(),
                "--manifest", toml.toString(), "--grant-all"));
        words.addAll(Arrays.asList(options));
        return container.cli(words.toArray(String[]::new)).ok();
    }

    private String call(String module, String call) throws IOException, InterruptedException {
        return container.cli("call", module, call).ok().out().strip();
    }

    private String info(String module) throws IOException, InterruptedException {
        return container.cli("info", module).ok().out();
    }

    private void awaitState(String module, String state) throws IOException, InterruptedException {
        container.await(SOON, result -> result.out().contains("\"state\": \"" + state),
                "info", module, "--output", "json");
    }

    @ParameterizedTest
    @CsvSource({"worker, worker", "main, main", "main, worker", "worker, main"})
    void aConsumerAndItsProvider(String consumer, String provider) throws Exception {
        assertThat(install("till", "till@0.1.0", consumer).out())
                .contains("will wait for shop:ledger/book@0.1.0, which no installed module exports",
                        "will wait for shop:ledger/receipts@0.1.0");
        assertThat(container.cli("start", "till").ok().out()).contains("Waiting", "shop:ledger/book@0.1.0");
        install("ledger", "ledger@0.1.0", provider);
        assertThat(info("till")).contains("which ledger@0.1.0 exports, and it is Installed");
        container.cli("start", "ledger").ok();
        awaitState("till", "Active");
        assertThat(call("till", "sell(3)")).isEqualTo("{sales: 1, total: 3, edition: 1}");

        assertThat(call("till", "take-receipt(7)")).isEmpty();
        assertThat(call("till", "receipt-number()")).isEqualTo("7");
        assertThat(call("ledger", "kept()")).isEqualTo("1");
        assertThat(call("till", "drop-receipt()")).isEmpty();
        container.await(SOON, result -> result.out().strip().equals("0"), "call", "ledger", "kept()");

        // The provider goes and comes: the consumer keeps what it has.
        container.cli("stop", "ledger").ok();
        awaitState("till", "Waiting");
        assertThat(info("till")).contains("which ledger@0.1.0 exports, and it is Stopped");
        CompletableFuture<Result> waiting = later("sell(4)");
        container.cli("start", "ledger").ok();
        assertThat(waiting.get().ok().out().strip()).isEqualTo("{sales: 2, total: 4, edition: 1}");

        // The provider traps: the call in flight fails with its code, and later ones wait for both to be back.
        container.cli("call", "till", "break-ledger()")
                .failed(1, "ARC-1101", "ledger@0.1.0 failed in shop:ledger/book@0.1.0#fail");
        assertThat(call("till", "sell(5)")).isEqualTo("{sales: 1, total: 5, edition: 1}");
    }

    private CompletableFuture<Result> later(String call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return container.cli("call", "till", call);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void waitingNamesTheNearest() throws Exception {
        install("till", "till@0.1.0", "worker", "--start");
        install("ring-left", "ring@0.1.0", "worker");
        assertThat(info("till")).contains("which no installed module exports");
        install("ledger-v2", "later@0.1.0", "worker", "--start");
        assertThat(info("till")).contains("nearest: shop:ledger/book@0.2.0 of later@0.1.0");
        install("ledger-u64", "other@0.1.0", "worker", "--start");
        assertThat(info("till")).contains("other@0.1.0 exports shop:ledger/book@0.1.0, but not so",
                "wanted is add: func(amount: u32)", "offered add: func(amount: u64)");
        // Half of what it needs: it waits for the rest.
        assertThat(info("till")).doesNotContain("waits for shop:ledger/receipts");
    }

    @Test
    void versionsSideBySideAndTheNewestWins() throws Exception {
        install("till", "till@0.1.0", "worker", "--start");
        install("till-v2", "till@0.2.0", "main", "--start");
        install("ledger-v2", "ledger@0.2.0", "worker", "--start");
        install("ledger", "ledger@0.1.0", "main", "--start");
        awaitState("till@0.1.0", "Active");
        awaitState("till@0.2.0", "Active");
        assertThat(call("till@0.1.0", "sell(3)")).contains("edition: 1");
        assertThat(call("till@0.2.0", "sell(3)")).contains("edition: 5");
        container.cli("call", "till", "sell(3)").failed(1, "ARC-2103", "till@0.1.0", "till@0.2.0");
        container.cli("stop", "ledger@0.1.0").ok();
        assertThat(call("till@0.2.0", "sell(3)")).contains("total: 6");
        awaitState("till@0.1.0", "Waiting");

        // Two that fit: the newer one, whichever was started first.
        install("ledger2", "ledger@0.1.1", "worker", "--start");
        awaitState("till@0.1.0", "Active");
        assertThat(call("till@0.1.0", "sell(3)")).contains("edition: 2");
        container.cli("start", "ledger@0.1.0").ok();
        assertThat(call("till@0.1.0", "sell(3)")).contains("edition: 2");
        install("ledger-more", "ledger@0.1.2", "main", "--start");
        container.await(SOON, result -> result.out().contains("edition: 4"), "call", "till@0.1.0", "sell(3)");
        container.cli("stop", "ledger@0.1.2").ok();
        assertThat(call("till@0.1.0", "sell(3)")).contains("edition: 2");
    }

    @Test
    void interfacesThatShareAResourceComeFromOneProvider() throws Exception {
        install("archive", "archive@0.1.0", "worker", "--start");
        install("ledger", "ledger@9.0.0", "worker", "--start");
        install("clerk", "clerk@0.1.0", "main", "--start");
        assertThat(call("clerk", "file(11)")).isEqualTo("1");
        assertThat(call("clerk", "seen()")).isEqualTo("11");
        container.cli("stop", "archive").ok();
        awaitState("clerk", "Waiting");
        assertThat(info("clerk")).contains("shop:ledger/receipts@0.1.0 with shop:ledger/archive@0.1.0",
                "which archive@0.1.0 exports, and it is Stopped");
        install("archive", "archive@0.2.0", "main", "--start");
        assertThat(call("clerk", "file(12)")).isEqualTo("1");
        container.cli("start", "archive@0.1.0").ok();
        assertThat(call("clerk", "file(12)")).isEqualTo("2");
    }

    @Test
    void aCircleIsRefused() throws Exception {
        install("ring-left", "left@0.1.0", "worker", "--start");
        install("ring-right", "right@0.1.0", "worker");
        container.cli("start", "right").failed(1, "ARC-2110", "right@0.1.0 imports shop:ring/left@0.1.0 from left@0.1.0",
                "left@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0");
        assertThat(container.cli("list").ok().out()).contains("Installed", "Waiting");
    }
}
