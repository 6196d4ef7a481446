package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.alme.client.AlmeClient;
import arcella.error.ArcellaException;

/**
 * Updates of a provider while several threads call its two consumers, those that succeed and those that fail: no call may
 * fail, each is served by one instance of the provider and begun in no other, the consumers keep what they have counted,
 * and nothing piles up. What was begun is counted by a module that is not updated.
 * The long form is DESIGN's: 200 updates and 100,000 calls.
 */
class HotUpdateIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int UPDATES = PROOF ? 200 : 12;
    private static final int CALLS = PROOF ? 100_000 : 3_000;
    /** The first quarter of few updates does not bring everything up that stays. */
    private static final int MORE_PERCENT = PROOF ? 20 : 50;

    /** Makes the n-th change, from 1. */
    private interface Change {
        void make(AlmeClient client, int number) throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void noCallFailsAndConsumersKeepTheirStateWhileTheirProviderIsUpdated(String isolation) throws Exception {
        try (BusyShop shop = BusyShop.tallied(isolation)) {
            changes(shop, isolation, "updates", UPDATES, CALLS, (client, number) -> BusyShop.update(client,
                    Distribution.example(number % 2 == 0 ? "shop/ledger-tallied.wasm" : "shop/ledger2-tallied.wasm")));
            SortedMap<Long, Long> answered = shop.customers().editions();
            assertThat(answered).as("calls that each edition answered").containsOnlyKeys(1L, 2L);
            for (long edition : answered.keySet()) {
                assertThat(shop.begun(edition)).as("calls that were begun in edition %d", edition)
                        .isEqualTo(answered.get(edition));
            }
            assertLives(shop.customers().totals(), UPDATES + 1);
        }
    }

    /** Each instance counts from 1, and each of its calls was told the next: so fewer were told a total than the one before. */
    private static void assertLives(SortedMap<Long, Long> totals, int lives) {
        long expected = 1;
        long before = lives;
        for (Map.Entry<Long, Long> total : totals.entrySet()) {
            assertThat(total.getKey()).as("the next total in %s", totals).isEqualTo(expected++);
            assertThat(total.getValue()).as("instances that came to a total of %d", total.getKey()).isLessThanOrEqualTo(before);
            before = total.getValue();
        }
    }

    /** Content that does not get so far as to take the place of what is there, and the code of its refusal. */
    private record Bad(Path file, String code) {}

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void updatesThatFailBeforeTheSwitchChangeNothing(String isolation) throws Exception {
        try (BusyShop shop = new BusyShop(isolation, isolation, isolation)) {
            Path truncated = shop.container().folder().resolve("truncated.wasm");
            byte[] good = Files.readAllBytes(Distribution.example("shop/ledger2.wasm"));
            Files.write(truncated, Arrays.copyOf(good, good.length - 40));
            List<Bad> all = List.of(
                    new Bad(truncated, "ARC-6004"),
                    new Bad(Distribution.example("shop/ledger-traps.wasm"), "ARC-2107"),
                    new Bad(Distribution.example("shop/ledger-needs.wasm"), "ARC-2114"),
                    new Bad(Distribution.example("shop/ledger-u64.wasm"), "ARC-2113"));
            JsonNode before = whatItIs(shop);
            changes(shop, isolation, "updates that fail", PROOF ? UPDATES : 2 * all.size(), CALLS / (PROOF ? 1 : 2),
                    (client, number) -> {
                        Bad bad = all.get(number % all.size());
                        assertThat(catchThrowableOfType(ArcellaException.class, () -> BusyShop.update(client, bad.file)))
                                .as("%s", bad.file).isNotNull().hasMessageContaining(bad.code);
                    });
            assertThat(shop.customers().editions()).as("only the first edition served").containsOnlyKeys(1L);
            assertThat(whatItIs(shop)).isEqualTo(before);
            assertThat(shop.call("ledger", "add(0)")).as("the same instance, with its state")
                    .isEqualTo("{total: " + shop.customers().served() + ", edition: 1}");
        }
    }

    /** Makes changes while customers buy, about as many calls between any two of them. */
    private static void changes(BusyShop shop, String isolation, String what, int changes, int calls, Change change)
            throws Exception {
        Customers customers = shop.customers();
        customers.come();
        Footprint before = null;
        long during = 0;
        try (AlmeClient client = shop.connect()) {
            for (int i = 1; i <= changes; i++) {
                customers.awaitServed((long) calls * i / (changes + 1));
                long served = customers.served();
                change.make(client, i);
                during += customers.served() - served;
                if (i == changes / 4) {
                    customers.leave();
                    before = Footprint.of(shop.container());
                    customers.come();
                }
            }
        }
        long last = customers.served();
        customers.awaitServed(calls);
        customers.leave();
        Footprint after = Footprint.of(shop.container());
        System.out.printf("HotUpdateIT %s: %d %s; %d calls, %d of them before the last change, %d of them while one was "
                + "going on; a quarter through: %s; at the end: %s%n", isolation, changes, what, customers.served(), last,
                during, before, after);
        assertThat(customers.failures()).as("calls that failed").isEmpty();
        assertThat(during).as("calls while changes were going on").isPositive();
        assertThat(shop.sales()).as("what the consumers counted").isEqualTo(customers.served());
        after.assertFlat(before, MORE_PERCENT);
        assertThat(shop.container().cli("log", "tail", "-n", "1000", "--level", "warn").ok().out())
                .as("what the operator is warned of").doesNotContain("Restarting");
        assertThat(after.workers()).as("a worker for each module, or none").isEqualTo(isolation.equals("main") ? 0 : shop.modules());
        assertThat(shop.container().cli("bundle", "list").ok().out().lines().filter(line -> line.contains("ledger"))
                .count()).as("bundles of the ledger").isEqualTo(1);
    }

    private static JsonNode whatItIs(BusyShop shop) throws Exception {
        JsonNode info = new ObjectMapper().readTree(
                shop.container().cli("info", "ledger", "--output", "json").ok().out());
        assertThat(info.path("state").asText()).isEqualTo("Active");
        return new ObjectMapper().createArrayNode().add(info.path("id")).add(info.path("revision"))
                .add(info.path("sha256")).add(info.path("state"));
    }
}
