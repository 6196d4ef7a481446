package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import arcella.it.Container.Result;
import arcella.it.Customers.Failure;

/**
 * A provider that dies, again and again, while several threads call its consumers, of which one is in a worker and one in
 * {@code main}: the calls that it has then fail, each with the code of that death, and all others wait and succeed.
 */
class ProviderDeathIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int DEATHS = PROOF ? 12 : 3;
    private static final int CALLS = PROOF ? 100_000 : 600;

    /** Ends the provider for the n-th time, from 1. */
    private interface Death {
        void come(int number) throws Exception;
    }

    @Test
    void aKilledWorkerFailsTheCallsThatItHas() throws Exception {
        try (BusyShop shop = new BusyShop("worker", "worker", "main")) {
            deaths(shop, "ARC-4102", _ -> kill(worker(shop)));

            // One that it has for sure.
            CompletableFuture<Result> slow = later(shop, "call", "till-a", "dawdle(1000000)");
            shop.container().await(Shop.SOON, result -> !result.out().contains("\"in-flight\": 0"),
                    "module", "plan", "stop", "ledger", "--output", "json");
            kill(worker(shop));
            slow.get(2, TimeUnit.MINUTES).failed(1, "ARC-4102", "ledger");
            assertThat(shop.call("till-a", "sell(1)")).startsWith("{sales: 1,");
        }
    }

    @Test
    void aTrapInMainFailsTheCallsThatItHas() throws Exception {
        try (BusyShop shop = new BusyShop("main", "worker", "main")) {
            deaths(shop, "ARC-1101", number -> {
                switch (number % 3) {
                    case 0 -> shop.container().cli("call", "ledger", "fail()").failed(1, "ARC-1101");
                    case 1 -> breakLedger(shop, "till-a");
                    default -> breakLedger(shop, "till-b");
                }
            });
            for (String till : BusyShop.TILLS) {
                breakLedger(shop, till);
                assertThat(shop.call(till, "sell(1)")).isEqualTo("{sales: 1, total: 1, edition: 1}");
            }
        }
    }

    /** Has the ledger trap in a call from a till, which so loses its own instance too. */
    private static void breakLedger(BusyShop shop, String till) throws Exception {
        shop.container().cli("call", till, "break-ledger()")
                .failed(1, "ARC-1101", "ledger@0.1.0 failed in shop:ledger/book@0.1.0#fail");
    }

    private static void deaths(BusyShop shop, String code, Death death) throws Exception {
        Customers customers = shop.customers();
        customers.come();
        for (int i = 1; i <= DEATHS; i++) {
            customers.awaitServed((long) CALLS * i / (DEATHS + 1));
            customers.round(i);
            death.come(i);
            // What belongs to this death has happened when each of them is served again.
            customers.awaitEach(5);
        }
        customers.awaitServed(CALLS);
        customers.leave();
        System.out.printf("ProviderDeathIT %s: %d deaths, %d calls succeeded, %d failed%n", code, DEATHS,
                customers.served(), customers.failures().size());
        assertThat(customers.failures()).allSatisfy(failure -> assertThat(failure.message()).contains(code, "ledger@0.1.0"));
        Map<String, Long> each = customers.failures().stream().collect(Collectors.groupingBy(
                (Failure failure) -> "customer " + failure.customer() + " at death " + failure.round(),
                Collectors.counting()));
        assertThat(each).as("failures by customer and death: %s", customers.failures()).allSatisfy(
                (where, count) -> assertThat(count).as(where).isEqualTo(1));
    }

    private static void kill(ProcessHandle worker) throws Exception {
        worker.destroyForcibly();
        worker.onExit().get(2, TimeUnit.MINUTES);
    }

    /** The process that has the ledger. */
    private static ProcessHandle worker(BusyShop shop) throws Exception {
        JsonNode workers = new ObjectMapper().readTree(
                shop.container().cli("worker", "list", "--output", "json").ok().out());
        for (JsonNode worker : workers) {
            if (worker.path("modules").toString().contains("ledger")) {
                return ProcessHandle.of(worker.path("pid").asLong()).orElseThrow();
            }
        }
        throw new AssertionError("no worker has the ledger: " + workers);
    }

    private static CompletableFuture<Result> later(BusyShop shop, String... command) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return shop.container().cli(command);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
