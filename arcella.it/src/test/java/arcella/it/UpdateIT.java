package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.it.Container.Result;

/** One content in the place of another while others use it: what is drained, kept, lost, refused, planned and undone. */
class UpdateIT {

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

    private static String file(String name) {
        return Distribution.example("shop/" + name + ".wasm").toString();
    }

    private String bundle(String module) throws Exception {
        String list = container.cli("bundle", "list").ok().out();
        return list.lines().filter(line -> line.contains(module)).findFirst().orElseThrow().strip().split("\\s+")[0];
    }

    private void awaitInFlight() throws Exception {
        container.await(Shop.SOON, result -> result.out().contains("\"in-flight\": 1"),
                "module", "plan", "stop", "ledger", "--output", "json");
    }

    @ParameterizedTest
    @CsvSource({"worker, worker", "main, main", "main, worker"})
    void drainsCallsAndResources(String consumer, String provider) throws Exception {
        shop.install("ledger", "ledger@0.1.0", provider, "--start");
        shop.install("till", "till@0.1.0", consumer, "--start");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 1", "edition: 1");

        // A call that is in flight ends where it began.
        CompletableFuture<Result> slow = shop.later("call", "till", "dawdle(2000)");
        awaitInFlight();
        assertThat(container.cli("module", "plan", "update", "ledger", file("ledger2")).ok().out())
                .contains("drains calls in flight: 1", "rewires till@0.1.0", "to ledger@0.1.0 revision 2");
        assertThat(container.cli("update", "ledger", file("ledger2"), "--drain", "60").ok().out())
                .contains("revision 2 took the place of revision 1",
                        "rewired till@0.1.0: shop:ledger/book@0.1.0, shop:ledger/receipts@0.1.0",
                        "calls in flight that ended in the old instance: 1");
        assertThat(slow.get().ok().out()).isEqualTo("2000000000\n");
        assertThat(shop.call("till", "sell(1)")).as("the consumer kept its state").contains("sales: 2", "edition: 2");

        // A resource keeps the old instance until it is dropped.
        shop.call("till", "take-receipt(7)");
        CompletableFuture<Result> update = shop.later("update", "ledger", file("ledger"), "--drain", "120");
        container.await(Shop.SOON, result -> result.out().contains("edition: 1"), "call", "till", "sell(1)");
        assertThat(shop.call("till", "receipt-number()")).isEqualTo("7");
        assertThat(update).isNotDone();
        shop.call("till", "drop-receipt()");
        assertThat(update.get().ok().out()).doesNotContain("lost", "cut off");

        // What outlasts the drain is lost.
        shop.call("till", "take-receipt(8)");
        assertThat(container.cli("module", "plan", "update", "ledger", file("ledger2")).ok().out())
                .contains("till@0.1.0 loses resources that it holds: 1, unless it drops them");
        assertThat(container.cli("update", "ledger", file("ledger2"), "--drain", "0").ok().out())
                .contains("resources lost by till@0.1.0: 1");
        container.cli("call", "till", "receipt-number()").failed(1, "ARC-4014", "ledger@0.1.0");
        CompletableFuture<Result> endless = shop.later("call", "till", "dawdle(1000000)");
        awaitInFlight();
        assertThat(container.cli("update", "ledger", file("ledger"), "--drain", "1", "--output", "json").ok().out())
                .contains("\"cut\": 1");
        endless.get().failed(1, "ARC-4005", "ledger@0.1.0");
    }

    @Test
    void whatWouldBreakOthersIsRefused() throws Exception {
        shop.install("ledger", "ledger@0.1.0", "worker", "--start");
        shop.install("till", "till@0.1.0", "worker");
        String[] difference = {"till@0.1.0", "shop:ledger/book@0.1.0", "function 'add' changed",
            "- add: func(amount: u32) -> entry", "+ add: func(amount: u64) -> entry"};
        container.cli("update", "ledger", file("ledger-u64"))
                .failed(1, "ARC-2113", "can have from no other module", "0.2.0", "--force").failed(1, difference);
        container.cli("start", "till").ok();
        container.cli("update", "ledger", file("ledger-u64")).failed(1, "ARC-2113", "which uses").failed(1, difference);
        container.cli("bundle", "update", bundle("ledger"), "wasm:" + Path.of(file("ledger-u64")).toUri())
                .failed(1, "ARC-2113", "which uses").failed(1, difference);
        assertThat(container.cli("module", "plan", "update", "ledger", file("ledger-u64")).ok().out())
                .contains("would be refused", "with --force:", "makes till@0.1.0 wait for shop:ledger/book@0.1.0")
                .contains(difference);
        assertThat(shop.call("till", "sell(1)")).contains("edition: 1");
        container.cli("update", "ledger", file("till"), "--name", "ledger", "--version", "0.1.0")
                .failed(1, "ARC-2113", "is exported no more");
        container.cli("update", "ledger", file("ledger-v2")).failed(1, "ARC-2113", "of another semver track");

        // Where another provider can take over, nobody breaks.
        shop.install("ledger2", "other@0.0.1", "main", "--start");
        assertThat(container.cli("update", "ledger", file("ledger-u64")).ok().out()).contains("major version", "0.2.0",
                "rewired till@0.1.0: shop:ledger/receipts@0.1.0\n", "rewired till@0.1.0: shop:ledger/book@0.1.0 to other@0.0.1\n");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 2", "edition: 2");
        assertThat(container.cli("rollback", "ledger").ok().out()).contains("rewired till@0.1.0");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 3", "edition: 1");
        container.cli("remove", "other").ok();

        assertThat(container.cli("update", "ledger", file("ledger-u64"), "--force").ok().out())
                .contains("broke till@0.1.0", "major version, 0.2.0 or later");
        shop.awaitState("till", "Waiting");
        container.cli("rollback", "ledger").ok();
        assertThat(shop.call("till", "sell(1)")).contains("sales: 4", "edition: 1");
        assertThat(container.cli("update", "ledger", file("ledger-more"), "--version", "0.1.1").ok().out())
                .contains("minor version, and 0.1.1 is one");
    }

    @Test
    void whatCouldNotRunIsRefused() throws Exception {
        shop.install("ledger", "ledger@0.1.0", "worker", "--start");
        shop.install("till", "till@0.1.0", "worker", "--start");
        shop.call("till", "sell(1)");
        container.cli("update", "till", file("clerk"))
                .failed(1, "ARC-2114", "shop:ledger/archive@0.1.0", "till@0.1.0 is as before");
        assertThat(container.cli("module", "plan", "update", "till", file("clerk")).ok().out())
                .contains("would be refused", "it could not run: it waits for");
        assertThat(shop.call("till", "sell(1)")).contains("sales: 2", "total: 2");
        assertThat(container.cli("list").ok().out().lines()).hasSize(3);
    }

    @Test
    void rollbackReturnsAlsoAfterACrash() throws Exception {
        shop.install("ledger", "ledger@0.1.0", "worker", "--start");
        container.cli("rollback", "ledger").failed(1, "ARC-2115", "ledger@0.1.0");
        container.cli("update", "ledger", file("ledger-more"), "--version", "0.2.0").ok();
        assertThat(shop.info("ledger")).contains("ledger@0.1.0 revision 1 ");
        container.kill();
        container.start();
        container.await(Shop.SOON, result -> result.code() == 0, "call", "ledger", "entries()");
        assertThat(shop.info("ledger")).contains("ledger@0.1.0 revision 1 ");
        assertThat(container.cli("rollback", "ledger@0.2.0").ok().out())
                .contains("ledger@0.1.0 took the place of ledger@0.2.0", "this is the content of revision 1");
        container.cli("call", "ledger", "entries()").failed(1, "ARC-4001");
        container.stop();
        container.start();
        assertThat(shop.info("ledger")).contains("ledger@0.2.0 revision 2 ");
        assertThat(container.cli("shell", "-c", "module:rollback ledger").ok().out())
                .contains("ledger@0.2.0 took the place of ledger@0.1.0");
        assertThat(shop.call("ledger", "entries()")).isEqualTo("0");
    }

    @Test
    void treesAndPlans() throws Exception {
        shop.install("till", "till@0.1.0", "worker", "--start");
        assertThat(container.cli("module", "tree", "till").ok().out())
                .contains("till@0.1.0  Waiting\n├─ nobody has shop:ledger/book@0.1.0", "\n└─ nobody has shop:ledger/receipts");
        shop.install("ledger", "ledger@0.1.0", "main");
        assertThat(container.cli("module", "plan", "start", "ledger").ok().out())
                .contains("makes till@0.1.0 Active", "wires till@0.1.0");
        container.cli("start", "ledger").ok();
        assertThat(container.cli("shell", "-c", "module:tree till").ok().out()).isEqualTo("""
                till@0.1.0  Active
                └─ ledger@0.1.0  Active  has shop:ledger/book@0.1.0, shop:ledger/receipts@0.1.0
                """);
        assertThat(container.cli("module", "tree", "ledger", "--reverse").ok().out()).isEqualTo("""
                ledger@0.1.0  Active
                └─ till@0.1.0  Active  uses shop:ledger/book@0.1.0, shop:ledger/receipts@0.1.0
                """);
        assertThat(container.cli("module", "plan", "stop", "ledger").ok().out())
                .contains("stops the running instance", "makes till@0.1.0 wait for");
        assertThat(container.cli("module", "plan", "remove", "ledger").ok().out())
                .contains("makes till@0.1.0 wait for shop:ledger/book@0.1.0, shop:ledger/receipts@0.1.0");
        shop.install("ledger2", "ledger@0.1.1", "worker");
        assertThat(container.cli("module", "plan", "start", "ledger@0.1.1").ok().out()).contains("rewires till@0.1.0: "
                + "shop:ledger/book@0.1.0, shop:ledger/receipts@0.1.0 from ledger@0.1.0 revision 1 to ledger@0.1.1 revision 1");
        container.cli("start", "ledger@0.1.1").ok();
        assertThat(container.cli("module", "tree", "till").ok().out()).contains("ledger@0.1.1").doesNotContain("ledger@0.1.0");
        assertThat(container.cli("module", "plan", "stop", "ledger@0.1.0").ok().out()).doesNotContain("till");
        container.cli("module", "plan", "update", "ledger@0.1.0").failed(1, "ARC-2004", "FILE");
        shop.install("ring-left", "left@0.1.0", "worker", "--start");
        shop.install("ring-right", "right@0.1.0", "worker");
        assertThat(container.cli("module", "plan", "start", "right").ok().out())
                .contains("would be refused", "it would wait for itself").doesNotContain("--force", "wires ", "makes ");
    }

    /** A step does what its plan says of the till, which has this edition then. */
    private void till(String step, String edition) throws Exception {
        List<String> command = new ArrayList<>(List.of(step.split(" ")));
        if (command.size() == 3) {
            command.set(2, file(command.get(2)));
        }
        List<String> plan = new ArrayList<>(List.of("module", "plan"));
        plan.addAll(command);
        String said = container.cli(plan.toArray(String[]::new)).ok().out();
        String before = wired();
        container.cli(command.toArray(String[]::new)).ok();
        container.await(Shop.SOON, result -> result.out().contains("edition: " + edition), "call", "till", "sell(1)");
        String after = wired();
        if (before.equals(after)) {
            // Unless it is the same module with other content.
            assertThat(said).as(step).doesNotContainPattern("rewires till.*from (?!" + before + ")");
        } else {
            assertThat(said).as(step).contains("from " + before + " revision").contains("to " + after + " revision");
        }
    }

    /** Whom the till uses. */
    private String wired() throws Exception {
        return container.cli("module", "tree", "till").ok().out().lines().skip(1).findFirst().orElseThrow()
                .replaceAll(".*?([a-z]+@\\S+).*", "$1");
    }

    @Test
    void plansAndStepsAgreeAmongEquals() throws Exception {
        shop.install("ledger", "a@0.1.0", "main", "--start");
        shop.install("ledger2", "b@0.1.0", "main");
        shop.install("ledger-more", "c@0.1.0", "main");
        shop.install("till", "till@0.1.0", "main", "--start");
        till("start b", "2");
        till("stop b", "1");
        till("start c", "4");
        till("start b", "2");
        till("stop a", "2");
        till("start a", "1");
        till("stop a", "2");
        till("stop b", "4");
        till("start b", "2");
        till("start a", "1");
        // A revision is more than having been started later.
        till("update c ledger-more", "4");
        till("update b ledger2", "2");
        till("stop a", "2");
        till("stop b", "4");
    }

    @Test
    void contentThatClosesACircleIsRefused() throws Exception {
        String[] circle = {"end@0.1.0 imports shop:ring/right@0.1.0 from right@0.1.0",
            "right@0.1.0 imports shop:ring/left@0.1.0 from end@0.1.0"};
        shop.install("ring-left", "end@0.1.0", "worker");
        container.cli("update", "end", file("ring-end")).ok();
        container.cli("start", "end").ok();
        shop.install("ring-right", "right@0.1.0", "main", "--start");
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
        assertThat(container.cli("module", "plan", "update", "end", file("ring-left")).ok().out())
                .contains("would be refused").contains(circle).doesNotContain("--force", "replaces", "rewires", "wait for right");
        container.cli("update", "end", file("ring-left")).failed(1, "ARC-2110", "end@0.1.0 is as before").failed(1, circle);
        container.cli("update", "end", file("ring-left"), "--force").failed(1, "ARC-2110", "end@0.1.0 is as before");
        container.cli("rollback", "end").failed(1, "ARC-2110", "end@0.1.0 is as before").failed(1, circle);
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
        assertThat(container.cli("list").ok().out()).doesNotContain("Waiting");
        // Another end of the line, and it is one no more.
        shop.install("ring-end", "other@0.2.0", "worker", "--start");
        assertThat(container.cli("rollback", "end").ok().out()).contains("this is the content of revision 1");
        assertThat(shop.call("end", "step(3)")).isEqualTo("1003");
        assertThat(shop.call("right", "step(2)")).isEqualTo("1002");
    }

    /** The step that makes the new content the module's fails when all before it has gone well. */
    @ParameterizedTest
    @CsvSource({"worker, worker", "main, main"})
    void anUpdateThatTheStoreCannotTakeChangesNothing(String consumer, String provider) throws Exception {
        shop.install("ledger", "ledger@0.1.0", provider, "--start");
        shop.install("till", "till@0.1.0", consumer, "--start");
        shop.call("till", "take-receipt(7)");
        container.cli("update", "ledger", file("ledger-more"), "--drain", "0", "--grant-all").ok();
        shop.call("till", "take-receipt(8)");
        Path modules = container.home().resolve("modules");
        Path state = modules.resolve("state").resolve("ledger@0.1.0");
        String list = container.cli("bundle", "list").ok().out();
        List<Path> content = files(modules.resolve("content"));

        // No user may put a file in the place of a folder that holds something, root included.
        byte[] before = Files.readAllBytes(state);
        Files.delete(state);
        Files.createDirectories(state.resolve("in-the-way"));
        CompletableFuture<Result> slow = shop.later("call", "till", "dawdle(2000)");
        awaitInFlight();
        container.cli("update", "ledger", file("ledger2")).failed(1, "ARC-2201");
        container.cli("rollback", "ledger").failed(1, "ARC-2201");
        assertThat(slow.get().ok().out()).isEqualTo("2000000000\n");
        for (int i = 1; i <= 5; i++) {
            assertThat(shop.call("till", "sell(1)")).isEqualTo("{sales: " + i + ", total: " + i + ", edition: 4}");
        }
        assertThat(shop.call("till", "receipt-number()")).as("a resource of the instance that serves on").isEqualTo("8");
        assertThat(container.cli("bundle", "list").ok().out()).isEqualTo(list);
        assertThat(shop.info("ledger")).contains("ledger@0.1.0 revision 1 ");
        assertThat(files(modules.resolve("content"))).isEqualTo(content);

        Distribution.remove(state);
        Files.write(state, before);
        container.kill();
        container.start();
        container.await(Shop.SOON, result -> result.out().contains("edition: 4"), "call", "till", "sell(1)");
        container.cli("update", "ledger", file("ledger2")).ok();
        assertThat(shop.call("till", "sell(1)")).contains("edition: 2");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
