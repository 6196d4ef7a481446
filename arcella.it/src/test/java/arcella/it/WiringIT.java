package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.it.Container.Result;

/** Modules that need each other, as an operator meets them: in any order, coming and going, in each isolation. */
class WiringIT {

    private static Shop shop;
    private static Container container;

    @BeforeAll
    static void open() throws Exception {
        shop = new Shop();
        container = shop.container();
        container.start();
    }

    @AfterEach
    void empty() throws Exception {
        container.empty();
    }

    @AfterAll
    static void close() throws Exception {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"worker, worker", "main, main", "main, worker", "worker, main"})
    void aConsumerAndItsProvider(String consumer, String provider) throws Exception {
        assertThat(shop.install("till", "till@0.1.0", consumer).out())
                .contains("will wait until there is shop:ledger/book@0.1.0, which no installed module exports",
                        "will wait until there is shop:ledger/receipts@0.1.0");
        assertThat(container.cli("start", "till").ok().out()).contains("Waiting", "shop:ledger/book@0.1.0");
        shop.install("ledger", "ledger@0.1.0", provider);
        assertThat(shop.info("till")).contains("which ledger@0.1.0 exports, and it is Installed");
        container.cli("start", "ledger").ok();
        shop.awaitState("till", "Active");
        assertThat(shop.call("till", "sell(3)")).isEqualTo("{sales: 1, total: 3, edition: 1}");

        assertThat(shop.call("till", "take-receipt(7)")).isEmpty();
        assertThat(shop.call("till", "receipt-number()")).isEqualTo("7");
        assertThat(shop.call("ledger", "kept()")).isEqualTo("1");
        assertThat(shop.call("till", "drop-receipt()")).isEmpty();
        container.await(Shop.SOON, result -> result.out().strip().equals("0"), "call", "ledger", "kept()");

        // The provider goes and comes: the consumer keeps what it has.
        container.cli("stop", "ledger").ok();
        shop.awaitState("till", "Waiting");
        assertThat(shop.info("till")).contains("which ledger@0.1.0 exports, and it is Stopped");
        CompletableFuture<Result> waiting = shop.later("call", "till", "sell(4)");
        container.cli("start", "ledger").ok();
        assertThat(waiting.get().ok().out().strip()).isEqualTo("{sales: 2, total: 4, edition: 1}");

        // The provider traps: the call in flight fails with its code, and later ones wait for both to be back.
        container.cli("call", "till", "break-ledger()")
                .failed(1, "ARC-1101", "ledger@0.1.0 failed in shop:ledger/book@0.1.0#fail");
        assertThat(shop.call("till", "sell(5)")).isEqualTo("{sales: 1, total: 5, edition: 1}");
    }

    @Test
    void waitingNamesTheNearest() throws Exception {
        shop.install("till", "till@0.1.0", "worker", "--start");
        shop.install("ring-left", "ring@0.1.0", "worker");
        assertThat(shop.info("till")).contains("which no installed module exports");
        shop.install("ledger-v2", "later@0.1.0", "worker", "--start");
        assertThat(shop.info("till")).contains("nearest: shop:ledger/book@0.2.0 of later@0.1.0");
        shop.install("ledger-u64", "other@0.1.0", "worker", "--start");
        assertThat(shop.info("till")).contains("other@0.1.0 exports shop:ledger/book@0.1.0, but not so",
                "wanted is add: func(amount: u32)", "offered add: func(amount: u64)");
        // Half of what it needs: it waits for the rest.
        assertThat(shop.info("till")).doesNotContain("waits for shop:ledger/receipts");
    }

    @Test
    void versionsSideBySideAndTheNewestWins() throws Exception {
        shop.install("till", "till@0.1.0", "worker", "--start");
        shop.install("till-v2", "till@0.2.0", "main", "--start");
        shop.install("ledger-v2", "ledger@0.2.0", "worker", "--start");
        shop.install("ledger", "ledger@0.1.0", "main", "--start");
        shop.awaitState("till@0.1.0", "Active");
        shop.awaitState("till@0.2.0", "Active");
        assertThat(shop.call("till@0.1.0", "sell(3)")).contains("edition: 1");
        assertThat(shop.call("till@0.2.0", "sell(3)")).contains("edition: 5");
        container.cli("call", "till", "sell(3)").failed(1, "ARC-2103", "till@0.1.0", "till@0.2.0");
        container.cli("stop", "ledger@0.1.0").ok();
        assertThat(shop.call("till@0.2.0", "sell(3)")).contains("total: 6");
        shop.awaitState("till@0.1.0", "Waiting");

        // Two that fit: the newer one, whichever was started first.
        shop.install("ledger2", "ledger@0.1.1", "worker", "--start");
        shop.awaitState("till@0.1.0", "Active");
        assertThat(shop.call("till@0.1.0", "sell(3)")).contains("edition: 2");
        container.cli("start", "ledger@0.1.0").ok();
        assertThat(shop.call("till@0.1.0", "sell(3)")).contains("edition: 2");
        shop.install("ledger-more", "ledger@0.1.2", "main", "--start");
        container.await(Shop.SOON, result -> result.out().contains("edition: 4"), "call", "till@0.1.0", "sell(3)");
        container.cli("stop", "ledger@0.1.2").ok();
        assertThat(shop.call("till@0.1.0", "sell(3)")).contains("edition: 2");
    }

    /** The services that stand for exports, with their ids. */
    private List<String> exports() throws Exception {
        return container.cli("service", "list", "--output", "json").ok().out().lines()
                .filter(line -> line.contains("WitExport") || line.contains("\"id\"")).toList();
    }

    @Test
    void theOperatorsRankComesBeforeVersions() throws Exception {
        shop.install("ledger", "ledger@0.2.0", "main", "--start");
        shop.install("ledger2", "older@0.1.0", "worker", "--start");
        shop.install("till", "till@0.1.0", "main", "--start");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 1", "edition: 1");
        container.cli("config", "property-set", "-p", "arcella.module.older", "service.ranking", "5").ok();
        assertThat(shop.call("till", "sell(1)")).contains("sales: 2", "edition: 2");
        List<String> services = exports();
        container.cli("config", "property-set", "-p", "arcella.module.older", "colour", "red").ok();
        assertThat(exports()).as("nothing is registered anew for another value").isEqualTo(services).isNotEmpty();
        container.cli("config", "property-set", "-p", "arcella.module.ledger", "service.ranking", "6").ok();
        assertThat(container.cli("module", "plan", "stop", "ledger").ok().out()).contains("to older@0.1.0");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 3", "edition: 1");
        container.cli("config", "property-set", "-p", "arcella.module.ledger", "service.ranking", "-1").ok();
        assertThat(shop.call("till", "sell(1)")).contains("sales: 4", "edition: 2");
        container.cli("restart", "ledger").ok();
        assertThat(shop.call("till", "sell(1)")).contains("sales: 5", "edition: 2");
        container.cli("config", "delete", "arcella.module.older").ok();
        container.cli("config", "delete", "arcella.module.ledger").ok();
        assertThat(shop.call("till", "sell(1)")).contains("sales: 6", "edition: 1");
        container.cli("config", "property-set", "-p", "arcella.module.older", "service.ranking", "high")
                .failed(1, "ARC-2204", "'service.ranking' is 'high', and must be a whole number");
    }

    @Test
    void interfacesThatShareAResourceComeFromOneProvider() throws Exception {
        shop.install("archive", "archive@0.1.0", "worker", "--start");
        shop.install("ledger", "ledger@9.0.0", "worker", "--start");
        shop.install("clerk", "clerk@0.1.0", "main", "--start");
        assertThat(shop.call("clerk", "file(11)")).isEqualTo("1");
        assertThat(shop.call("clerk", "seen()")).isEqualTo("11");
        container.cli("stop", "archive").ok();
        shop.awaitState("clerk", "Waiting");
        assertThat(shop.info("clerk")).contains("shop:ledger/receipts@0.1.0 with shop:ledger/archive@0.1.0",
                "which archive@0.1.0 exports, and it is Stopped");
        shop.install("archive", "archive@0.2.0", "main", "--start");
        assertThat(shop.call("clerk", "file(12)")).isEqualTo("1");
        container.cli("start", "archive@0.1.0").ok();
        assertThat(shop.call("clerk", "file(12)")).isEqualTo("2");
    }

    /** For those who look: the framework wires nothing by them, so that a consumer can come before its provider. */
    @Test
    void bundlesDeclareWhatTheyGiveAndTake() throws Exception {
        shop.install("till", "till@0.1.0", "worker");
        shop.install("ledger", "ledger@0.1.0", "worker");
        assertThat(container.cli("bundle", "headers", "arcella.module.ledger").ok().out())
                .contains("arcella.wit=\"shop:ledger/book\"", "0.1.0", "effective:=active");
        assertThat(container.cli("bundle", "headers", "arcella.module.till").ok().out())
                .contains("(arcella.wit=shop:ledger/book)(arcella.wit.track=0.1)");
        container.cli("bundle", "resolve", "arcella.module.till").ok();
    }

    @Test
    void aCircleIsRefused() throws Exception {
        shop.install("ring-left", "left@0.1.0", "worker", "--start");
        shop.install("ring-right", "right@0.1.0", "worker");
        container.cli("start", "right").failed(1, "ARC-2110", "right@0.1.0 imports shop:ring/left@0.1.0 from left@0.1.0",
                "left@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0");
        assertThat(container.cli("list").ok().out()).contains("Installed", "Waiting");
    }

    private static final String[] CIRCLE = {"right@0.1.0 imports shop:ring/left@0.1.0 from left@0.1.0",
        "left@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0"};

    @ParameterizedTest
    @CsvSource({"worker", "main"})
    void aStartThatLeadsAnActiveConsumerIntoACircleIsRefused(String isolation) throws Exception {
        shop.install("ring-end", "end@0.1.0", isolation, "--start");
        shop.install("ring-right", "right@0.1.0", isolation, "--start");
        shop.install("ring-left", "left@0.1.0", isolation);
        assertThat(container.cli("module", "plan", "start", "left").ok().out()).contains("would be refused").contains(CIRCLE);
        container.cli("start", "left").failed(1, "ARC-2110").failed(1, CIRCLE);
        container.cli("restart", "left").failed(1, "ARC-2110").failed(1, CIRCLE);
        String list = container.cli("bundle", "list").ok().out();
        String bundle = list.lines().filter(line -> line.contains("left")).findFirst().orElseThrow().strip().split("\\s+")[0];
        container.cli("bundle", "start", bundle).failed(1, "ARC-2110").failed(1, CIRCLE);
        assertThat(shop.info("left")).contains("Installed");
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
    }

    @Test
    void noRankLeadsIntoACircleNorDoesARestart() throws Exception {
        shop.install("ring-end", "end@0.2.0", "worker", "--start");
        shop.install("ring-right", "right@0.1.0", "worker", "--start");
        shop.install("ring-left", "left@0.1.0", "main", "--start");
        assertThat(shop.call("left", "step(3)")).isEqualTo("1003");
        assertThat(container.cli("config", "property-set", "-p", "arcella.module.left", "service.ranking", "5").ok().out())
                .contains("the rank is not followed where it would close a circle").contains(CIRCLE);
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
        assertThat(container.cli("module", "tree", "right").ok().out()).contains("└─ end@0.2.0").doesNotContain("─ left@0.1.0");
        container.cli("restart", "left").ok();
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");

        // Whatever the order in which they come up.
        container.kill();
        container.start();
        shop.awaitState("left", "Active");
        shop.awaitState("right", "Active");
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
        assertThat(shop.call("left", "step(3)")).isEqualTo("1003");

        // Without the end of the line, both wait and say why; also when the container starts so.
        assertThat(container.cli("module", "plan", "stop", "end").ok().out())
                .contains("makes right@0.1.0 wait", "makes left@0.1.0 wait");
        container.cli("stop", "end").ok();
        shop.awaitState("right", "Waiting");
        shop.awaitState("left", "Waiting");
        container.cli("remove", "end").ok();
        assertThat(shop.info("right")).contains("they would wait for each other").contains(CIRCLE);
        container.stop();
        container.start();
        shop.awaitState("right", "Waiting");
        shop.awaitState("left", "Waiting");
        assertThat(shop.info("left")).contains("they would wait for each other").contains(CIRCLE);
        shop.install("ring-end", "end@0.2.0", "main", "--start");
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
        assertThat(shop.call("left", "step(3)")).isEqualTo("1003");
    }

    /**
     * Two consumers lose their providers at the same moment, and what is left for each is the other, whose exports do not say
     * yet that they need it: wherever that leads for a moment, no circle stays.
     */
    @ParameterizedTest
    @CsvSource({"worker", "main"})
    void consumersThatAreLedElsewhereAtTheSameMomentFormNoCircle(String isolation) throws Exception {
        shop.install("ring-end", "end@0.2.0", isolation, "--start");
        shop.install("ring-right", "right@0.1.0", isolation, "--start");
        shop.install("ring-right", "other@0.2.0", isolation, "--start");
        shop.install("ring-left", "left@0.1.0", isolation, "--start");
        for (int i = 0; i < 4; i++) {
            container.await(Shop.SOON, result -> result.out().contains("─ other@0.2.0") && result.out().contains("─ end@0.2.0"),
                    "module", "tree", "left");
            assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
            assertThat(shop.call("left", "step(3)")).isEqualTo("1003");
            container.cli("stop", "end").ok();
            for (String module : List.of("left", "right", "other")) {
                shop.awaitState(module, "Waiting");
            }
            assertThat(shop.info("right")).contains("left@0.1.0 exports, and it is Waiting");
            for (String module : List.of("left", "right", "other")) {
                assertThat(shop.info(module)).as("still").contains("Waiting");
            }
            container.cli("start", "end").ok();
            for (String module : List.of("left", "right", "other")) {
                shop.awaitState(module, "Active");
            }
        }
    }
}
