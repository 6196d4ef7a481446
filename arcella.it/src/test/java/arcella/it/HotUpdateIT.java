package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/**
 * Updates of a provider while several threads call its two consumers: no call may fail, each is served by one edition of
 * the provider, the consumers keep what they have counted, and nothing piles up. The long form is DESIGN's: 200 updates
 * and 100,000 calls.
 */
class HotUpdateIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int UPDATES = PROOF ? 200 : 12;
    private static final int CALLS = PROOF ? 100_000 : 3_000;
    private static final int CALLERS = 4;
    private static final Pattern SALE = Pattern.compile("\\{sales: (\\d+), total: (\\d+), edition: (\\d+)}");

    private Container container;

    @BeforeEach
    void begin() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void end() throws Exception {
        container.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker", "main"})
    void noCallFailsAndConsumersKeepTheirStateWhileTheirProviderIsUpdated(String isolation) throws Exception {
        install("ledger", isolation, "ledger");
        install("till-a", isolation, "till");
        install("till-b", isolation, "till");
        Load load = new Load(List.of("till-a", "till-b"));
        load.begin();
        long before = -1;
        try (AlmeClient client = connect()) {
            for (int i = 1; i <= UPDATES; i++) {
                update(client, i % 2 == 0 ? "shop/ledger.wasm" : "shop/ledger2.wasm");
                if (i == UPDATES / 4) {
                    before = classes();
                }
            }
        }
        load.awaitCalls(CALLS);
        load.end();
        assertThat(load.failures).as("calls that failed").isEmpty();
        assertThat(load.editions).as("both editions served").isEqualTo(3);
        assertThat(load.calls.get()).isGreaterThanOrEqualTo(CALLS);
        long counted = sales("till-a") + sales("till-b");
        assertThat(counted).as("what the consumers counted").isEqualTo(load.calls.get());
        long after = classes();
        assertThat(after).as("classes in the daemon, %d after a quarter of the updates", before)
                .isLessThan(before + before / 10);
        assertThat(container.cli("bundle", "list").ok().out().lines().filter(line -> line.contains("ledger")).count())
                .as("bundles of the ledger").isEqualTo(1);
    }

    @Test
    void anUpdateThatFailsBeforeTheSwitchChangesNothing() throws Exception {
        install("ledger", "worker", "ledger");
        install("till-a", "worker", "till");
        Load load = new Load(List.of("till-a"));
        load.begin();
        Path broken = container.folder().resolve("broken.wasm");
        byte[] good = Files.readAllBytes(Distribution.example("shop/ledger2.wasm"));
        Files.write(broken, java.util.Arrays.copyOf(good, good.length - 40));
        for (int i = 0; i < (PROOF ? 50 : 3); i++) {
            container.cli("update", "ledger", broken.toString()).failed(1, "ARC-");
        }
        load.awaitCalls(CALLS / 4);
        load.end();
        assertThat(load.failures).as("calls that failed").isEmpty();
        assertThat(load.editions).as("only the first edition served").isEqualTo(1);
        assertThat(sales("till-a")).isEqualTo(load.calls.get());
        assertThat(container.cli("info", "ledger").ok().out()).containsPattern("(?i)revision\\s+1\\b");
    }

    /** Threads that sell at the tills until they are told to stop. */
    private final class Load {
        private final List<String> tills;
        private final AtomicLong calls = new AtomicLong();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private volatile int editions;

        Load(List<String> tills) {
            this.tills = tills;
        }

        void begin() {
            for (int i = 0; i < CALLERS; i++) {
                String till = tills.get(i % tills.size());
                threads.add(Thread.ofPlatform().start(() -> sell(till)));
            }
        }

        private void sell(String till) {
            try (AlmeClient client = connect()) {
                while (!over.get()) {
                    VerbResult result = client.call("module:call",
                            Data.fields().put("module", till).put("call", "sell(1)").build());
                    Matcher sale = SALE.matcher(result.message());
                    if (!sale.matches()) {
                        failures.add(till + ": " + result.message());
                        return;
                    }
                    calls.incrementAndGet();
                    note(Integer.parseInt(sale.group(3)));
                }
            } catch (ArcellaException | IOException e) {
                failures.add(till + ": " + e.getMessage());
            }
        }

        private synchronized void note(int edition) {
            editions |= edition;
        }

        void awaitCalls(long most) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
            while (calls.get() < most && failures.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        }

        void end() throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join(TimeUnit.MINUTES.toMillis(2));
            }
        }
    }

    private AlmeClient connect() throws IOException {
        return AlmeClient.connect(container.home().resolve("alme"), "HotUpdateIT", 30_000);
    }

    private static void update(AlmeClient client, String example) {
        Path file = Distribution.example(example);
        client.call("module:update",
                Data.fields().put("module", "ledger").put("file", file.getFileName().toString()).build(),
                List.of(new AlmeUpload("file", file)), false, new QuietListener());
    }

    private void install(String name, String isolation, String guest) throws Exception {
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "0.1.0"
                isolation = "%s"
                trusted = %s
                async = true
                imports = ["shop:ledger@0.1"]
                """.formatted(name, isolation, isolation.equals("main")));
        List<String> words = new ArrayList<>(List.of("install",
                Distribution.example("shop/" + guest + ".wasm").toString(), "--manifest", manifest.toString(), "--start"));
        if (isolation.equals("main")) {
            words.addAll(List.of("--grant", "trust"));
        }
        container.cli(words.toArray(String[]::new)).ok();
    }

    private long sales(String till) throws Exception {
        return Long.parseLong(container.cli("call", till, "sales()").ok().out().strip());
    }

    /** How many classes the daemon has loaded and not unloaded. */
    private long classes() throws Exception {
        long pid = container.daemon().pid();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        container.execute(List.of(jcmd.toString(), Long.toString(pid), "GC.run"), new byte[0]).ok();
        String counters = container.execute(List.of(jcmd.toString(), Long.toString(pid), "PerfCounter.print"),
                new byte[0]).ok().out();
        return counter(counters, "java.cls.loadedClasses") + counter(counters, "java.cls.sharedLoadedClasses")
                - counter(counters, "java.cls.unloadedClasses") - counter(counters, "java.cls.sharedUnloadedClasses");
    }

    private static long counter(String counters, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + "=(\\d+)").matcher(counters);
        assertThat(matcher.find()).as(name).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
