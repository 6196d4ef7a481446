package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;
import arcella.error.ArcellaException;

/**
 * One play of two modules, of which one calls the other, wherever the two run: calls, errors, resources, limits, cancelled
 * calls, stops, updates and streams of the host. All that is answered must be the same to the letter, so that where a module runs is the
 * operator's choice alone.
 */
class OneContractIT {

    /** Where the consumer and its provider run; modules of one group share a process. */
    private enum Place {
        IN_MAIN("main", "main", "a", "b"),
        IN_ONE_WORKER("worker", "worker", "a", "a"),
        IN_TWO_WORKERS("worker", "worker", "a", "b"),
        FROM_MAIN_TO_A_WORKER("main", "worker", "a", "b"),
        FROM_A_WORKER_TO_MAIN("worker", "main", "a", "b");

        private final String consumer;
        private final String provider;
        private final String consumersGroup;
        private final String providersGroup;

        Place(String consumer, String provider, String consumersGroup, String providersGroup) {
            this.consumer = consumer;
            this.provider = provider;
            this.consumersGroup = consumersGroup;
            this.providersGroup = providersGroup;
        }
    }

    @Test
    void whereModulesRunIsNotToBeTold() throws Exception {
        Map<Place, List<String>> told = new LinkedHashMap<>();
        try (Container container = new Container()) {
            container.start();
            for (Place place : Place.values()) {
                told.put(place, new Play(container, place).act());
                System.out.println("OneContractIT " + place + ": " + told.get(place).size() + " answers");
                container.empty();
            }
            container.stop();
        }
        List<String> first = told.get(Place.IN_MAIN);
        assertThat(first).as("the play as such").contains(
                "till sell(3) -> {sales: 1, total: 3, edition: 1}", "till receipt-number() -> 7", "ledger kept() -> 0",
                "desk lend-read(1, 1, 11) -> \"read line 0\\nline\"", "desk lend-write(1, 6, \"some words\") -> \"done\"",
                "desk read-given(1, 11) -> \"read line 0\\nline\"", "mill read-kept(1, 11) -> \"closed\"");
        SoftAssertions all = new SoftAssertions();
        told.forEach((place, lines) -> all.assertThat(lines).as(place.toString()).containsExactlyElementsOf(first));
        all.assertAll();
    }

    /** The play in one place. */
    private static final class Play {

        private static final Duration SOON = Duration.ofMinutes(1);
        /** Where a guest trapped is told as far as the stack of its thread goes, which may be a caller's too. */
        private static final String FRAMES = " \\(in func\\[[^)]*\\)";
        private static final Pattern SALES = Pattern.compile("sales: (\\d+)");
        private static final String ENDLESS = "dawdle(1000000)";

        private final Container container;
        private final Place place;
        private final List<String> lines = new ArrayList<>();
        /** Sales that were made only to see whether something had come to pass; they count for nobody else. */
        private int awaiting;

        Play(Container container, Place place) {
            this.container = container;
            this.place = place;
        }

        List<String> act() throws Exception {
            install("ledger", place.provider, place.providersGroup);
            install("till", place.consumer, place.consumersGroup);
            try (AlmeClient operator = connect()) {
                calls(operator);
                errors(operator);
                resources(operator);
                limits(operator);
                cancellation(operator);
                stops(operator);
                updates(operator);
                streams(operator);
            }
            return lines;
        }

        private AlmeClient connect() {
            return AlmeClient.connect(container.home().resolve("alme"), "OneContractIT", 30_000);
        }

        private void install(String name, String isolation, String group) throws Exception {
            Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                    [module]
                    name = "%s"
                    version = "0.1.0"
                    isolation = "%s"
                    group = "%s"
                    trusted = true
                    async = true
                    imports = ["shop:ledger@0.1"]
                    [restart]
                    backoff = "10ms"
                    max = 100
                    wait = "1min"
                    [limits]
                    deadline = "3m"
                    fuel = 100_000_000_000_000
                    """.formatted(name, isolation, group));
            container.cli("install", Distribution.example("shop/" + name + ".wasm").toString(), "--manifest",
                    manifest.toString(), "--grant-all", "--start").ok();
        }

        /** Makes a call and writes down what came of it. */
        private void call(AlmeClient client, String module, String text) {
            String answer = answer(client, module, text, false).replaceFirst(FRAMES, "");
            Matcher sales = SALES.matcher(answer);
            lines.add(module + " " + text + " -> "
                    + sales.replaceFirst(found -> "sales: " + (Integer.parseInt(found.group(1)) - awaiting)));
        }

        private static String answer(AlmeClient client, String module, String text, boolean fuel) {
            try {
                return client.call("module:call", Data.fields().put("module", module).put("call", text).put("fuel", fuel).build())
                        .message();
            } catch (ArcellaException e) {
                return e.getMessage();
            }
        }

        private void calls(AlmeClient client) {
            call(client, "till", "sell(3)");
            call(client, "till", "sell(0)");
            call(client, "till", "sell(4294967295)");
            call(client, "ledger", "add(2)");
            call(client, "till", "sales()");
            for (String text : List.of("sell(1)", "sales()")) {
                lines.add("the fuel of " + text + " " + answer(client, "till", text, true));
            }
        }

        private void errors(AlmeClient client) {
            for (String text : List.of("sell()", "sell(-1)", "sell(\"1\")", "sell(1, 2)", "buy(1)", "sell(1", "")) {
                call(client, "till", text);
            }
            // The provider fails, and its caller with it; both come again.
            call(client, "till", "break-ledger()");
            call(client, "till", "sell(5)");
            // The provider alone.
            call(client, "ledger", "fail()");
            call(client, "till", "sell(6)");
        }

        private void resources(AlmeClient client) throws Exception {
            call(client, "till", "take-receipt(7)");
            call(client, "till", "receipt-number()");
            call(client, "till", "receipts()");
            call(client, "till", "drop-receipt()");
            await("kept() == 0", () -> answer(client, "ledger", "kept()", false).equals("0"));
            call(client, "ledger", "kept()");
            // One whose instance has gone.
            call(client, "till", "take-receipt(8)");
            call(client, "ledger", "fail()");
            call(client, "till", "receipt-number()");
            call(client, "till", "sell(1)");
        }

        private void limits(AlmeClient client) throws Exception {
            set("ledger", "deadline", "300ms");
            call(client, "till", ENDLESS);
            call(client, "till", "sell(1)");
            // Whoever gives up waiting leaves the provider alone, which others may use: that has a deadline of its own.
            set("ledger", "deadline", "3s");
            set("till", "deadline", "300ms");
            call(client, "till", ENDLESS);
            set("till", "deadline", "3min");
            call(client, "till", "sell(1)");
            set("ledger", "deadline", "3min");
            for (String module : List.of("ledger", "till")) {
                set(module, "fuel", "10");
                call(client, "till", "sell(1)");
                set(module, "fuel", "1000000000000");
                call(client, "till", "sell(1)");
            }
        }

        private void set(String module, String limit, String value) throws Exception {
            container.cli("config", "property-set", "-p", "arcella.module." + module, "limits." + limit, value).ok();
        }

        private CompletableFuture<String> later(AlmeClient client, String text) {
            return CompletableFuture.supplyAsync(() -> answer(client, "till", text, false));
        }

        private void awaitInFlight() throws Exception {
            container.await(SOON, result -> result.out().contains("\"in-flight\": 1"),
                    "module", "plan", "stop", "ledger", "--output", "json");
        }

        private void cancellation(AlmeClient client) throws Exception {
            try (AlmeClient other = connect()) {
                set("ledger", "deadline", "3s");
                CompletableFuture<String> running = later(other, ENDLESS);
                awaitInFlight();
                other.cancel();
                lines.add("cancelled: " + running.get());
                set("ledger", "deadline", "3min");
                call(client, "till", "sell(1)");
            }
        }

        private void stops(AlmeClient client) throws Exception {
            try (AlmeClient other = connect()) {
                CompletableFuture<String> running = later(other, ENDLESS);
                awaitInFlight();
                container.cli("stop", "ledger").ok();
                lines.add("its provider was stopped: " + running.get());
                CompletableFuture<String> waiting = later(other, "sell(1)");
                container.cli("start", "ledger").ok();
                lines.add("waited: " + waiting.get());
                container.cli("stop", "till").ok();
                call(client, "till", "sell(1)");
                container.cli("start", "till").ok();
                call(client, "till", "sell(1)");
            }
        }

        private void updates(AlmeClient client) throws Exception {
            try (AlmeClient other = connect()) {
                call(client, "till", "take-receipt(9)");
                CompletableFuture<String> update = CompletableFuture.supplyAsync(() -> update(other, "ledger2"));
                await("the second edition", () -> {
                    awaiting++;
                    return answer(client, "till", "sell(0)", false).contains("edition: 2");
                });
                // The first one serves the receipt, and goes when that does.
                call(client, "till", "receipt-number()");
                call(client, "till", "drop-receipt()");
                // Whether a call that asks for the second edition is just under way when that comes is chance.
                lines.add("update: " + update.get().replaceAll("\\n +calls in flight that ended in the old instance: 1(?=\\n)", ""));
                call(client, "till", "sell(1)");
                lines.add("does not fit: " + update(other, "ledger-u64"));
                call(client, "till", "sell(1)");
                lines.add("traps: " + update(other, "ledger-traps"));
                call(client, "till", "sell(1)");
                container.cli("rollback", "ledger").ok();
                call(client, "till", "sell(1)");
            }
        }

        private static String update(AlmeClient client, String edition) {
            Path file = Distribution.example("shop/" + edition + ".wasm");
            try {
                return client.call("module:update", Data.fields().put("module", "ledger").put("file", file.getFileName().toString())
                        .put("grant-all", true).put("drain", 120).build(), List.of(new AlmeUpload("file", file)), false,
                        new QuietListener()).message();
            } catch (ArcellaException e) {
                return e.getMessage();
            }
        }

        /** Both have the same folder, so that they may share a worker; its file {@code in} is longer than a piece that crosses. */
        private void streams(AlmeClient client) throws Exception {
            Path folder = Files.createDirectories(container.folder().resolve("pipe-" + place));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                text.append("line ").append(i).append('\n');
            }
            Files.writeString(folder.resolve("in"), text);
            installPipe("mill", place.provider, place.providersGroup, folder);
            installPipe("desk", place.consumer, place.consumersGroup, folder);
            // Lent for the time of a call: every method of both kinds.
            for (int how = 0; how <= 6; how++) {
                call(client, "desk", "lend-read(1, " + how + ", 11)");
            }
            for (int how = 0; how <= 6; how++) {
                call(client, "desk", "lend-write(1, " + how + ", \"some words\")");
            }
            for (int how = 0; how <= 2; how++) {
                call(client, "desk", "lend-splice(1, 1, " + how + ", 100000)");
            }
            lines.add("written " + Files.size(folder.resolve("out")));
            call(client, "desk", "lend-read(0, 1, 10)");
            // Given for good, and given back.
            call(client, "desk", "give-input(1)");
            call(client, "desk", "give-output(1)");
            call(client, "desk", "read-given(1, 11)");
            call(client, "desk", "write-given(1, \"more words\")");
            call(client, "desk", "take-back()");
            call(client, "desk", "read(1, 11)");
            // Results.
            call(client, "desk", "take-input(1)");
            call(client, "desk", "take-output(1)");
            call(client, "desk", "lend-taken(1, 11)");
            call(client, "desk", "read(6, 1000)");
            call(client, "desk", "write(1, \"words of the desk\")");
            call(client, "desk", "splice(1, 10)");
            lines.add("written " + Files.size(folder.resolve("out")));
            // Whose owner has gone.
            call(client, "desk", "take-input(1)");
            call(client, "desk", "break-mill()");
            call(client, "desk", "give-input(1)");
            call(client, "mill", "read-kept(1, 11)");
            container.cli("stop", "desk").ok();
            for (int how = 0; how <= 5; how++) {
                call(client, "mill", "read-kept(" + how + ", 11)");
            }
        }

        private void installPipe(String name, String isolation, String group, Path folder) throws Exception {
            Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                    [module]
                    name = "%s"
                    version = "0.1.0"
                    isolation = "%s"
                    group = "pipe-%s"
                    trusted = true
                    async = true
                    imports = ["demo:pipe@0.1", "wasi:io@0.2", "wasi:cli@0.2", "wasi:filesystem@0.2", "wasi:clocks@0.2"]
                    [restart]
                    backoff = "10ms"
                    max = 100
                    wait = "1min"
                    [[wasi.preopen]]
                    host = "%s"
                    guest = "/"
                    access = "read-write"
                    """.formatted(name, isolation, group, folder));
            container.cli("install", Distribution.example("pipe/" + name + ".wasm").toString(), "--manifest",
                    manifest.toString(), "--grant-all", "--start").ok();
        }

        private interface Condition {
            boolean holds() throws Exception;
        }

        private static void await(String what, Condition condition) throws Exception {
            long end = System.nanoTime() + SOON.toNanos();
            while (!condition.holds()) {
                assertThat(System.nanoTime()).as(what).isLessThan(end);
                Thread.sleep(20);
            }
        }
    }
}
