import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/**
 * Figures of modules that are wired to each other, against a daemon of its own: calls along a wire beside the same calls
 * within one component; install and start; what callers notice of an update; a restart with a hundred modules.
 */
public final class WiringFigures {

    private static final int UPDATES = 40;
    private static final int ROUNDS = 5;

    private final Path program;
    private final Path figures;
    private final Path examples;
    private final Path folder;
    private final Path home;
    private final int modules;

    private WiringFigures(Path distribution, Path root, int modules) throws IOException {
        this.modules = modules;
        this.program = distribution.resolve("bin").resolve("arcella");
        this.figures = root.resolve("arcella.bench").resolve("figures");
        this.examples = root.resolve("examples");
        this.folder = Files.createTempDirectory("arcella-wiring");
        this.home = folder.resolve("home");
    }

    /** @param args the distribution; the checkout; then {@code restart} for that alone, perhaps with another number of modules */
    public static void main(String[] args) throws Exception {
        boolean alone = args.length > 2 && args[2].equals("restart");
        WiringFigures figures = new WiringFigures(Path.of(args[0]), Path.of(args[1]),
                alone && args.length > 3 ? Integer.parseInt(args[3]) : 100);
        try {
            figures.measure(alone);
        } finally {
            figures.daemon("stop");
            figures.clean();
        }
    }

    private void measure(boolean restartAlone) throws Exception {
        daemon("start");
        try (AlmeClient client = connect()) {
            if (!restartAlone) {
                calls(client, "main");
                calls(client, "worker");
                pause(client);
            }
            installs(client);
        }
        restart();
    }

    /** The same guests' code, once as two modules along a wire and once within one component. */
    private void calls(AlmeClient client, String isolation) throws IOException {
        install(client, "callee-" + isolation, figures.resolve("callee.wasm"), isolation, "");
        install(client, "caller-" + isolation, figures.resolve("caller.wasm"), isolation, "bench:nested");
        install(client, "nested-" + isolation, figures.resolve("nested.wasm"), isolation, "");
        for (String loop : List.of("add-loop", "greet-loop")) {
            double composed = rate(client, "nested-" + isolation, loop, isolation.equals("main") ? 2_000_000 : 2_000_000);
            double wired = rate(client, "caller-" + isolation, loop, isolation.equals("main") ? 200_000 : 5_000);
            System.out.printf(Locale.ROOT, "%-6s %-10s composed %,12.0f calls/s, along a wire %,10.0f, %.1f times fewer%n",
                    isolation, loop, composed, wired, composed / wired);
        }
        client.call("module:remove", Data.fields().put("module", "caller-" + isolation).build());
        client.call("module:remove", Data.fields().put("module", "callee-" + isolation).build());
        client.call("module:remove", Data.fields().put("module", "nested-" + isolation).build());
    }

    /** Calls a second within the guest's own loop; the median of some rounds after one that warms up. */
    private static double rate(AlmeClient client, String module, String loop, int calls) {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            long begun = System.nanoTime();
            call(client, module, loop + "(" + calls + ")");
            if (round > 0) {
                rates.add(1e9 * calls / (System.nanoTime() - begun));
            }
        }
        return median(rates);
    }

    /** Two callers without pause; of each update, the longest call that was under way meanwhile. */
    private void pause(AlmeClient client) throws Exception {
        install(client, "ledger", examples.resolve("shop/ledger.wasm"), "main", "");
        install(client, "till", examples.resolve("shop/till.wasm"), "main", "shop:ledger");
        List<long[]> calls = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> sell(calls, over));
        TimeUnit.SECONDS.sleep(5);
        List<long[]> updates = new ArrayList<>();
        for (int i = 0; i < UPDATES; i++) {
            Path content = examples.resolve(i % 2 == 0 ? "shop/ledger2.wasm" : "shop/ledger.wasm");
            long begun = System.nanoTime();
            client.call("module:update", Data.fields().put("module", "ledger").put("file", "ledger.wasm").build(),
                    List.of(new AlmeUpload("file", content)), false, new Quiet());
            updates.add(new long[] {begun, System.nanoTime()});
            TimeUnit.MILLISECONDS.sleep(50);
        }
        over.set(true);
        caller.join();
        client.call("module:remove", Data.fields().put("module", "till").build());
        client.call("module:remove", Data.fields().put("module", "ledger").build());
        List<Double> usual = new ArrayList<>();
        List<Double> during = new ArrayList<>();
        for (long[] one : calls) {
            boolean beside = updates.stream().anyMatch(update -> one[0] < update[1] && one[1] > update[0]);
            (beside ? during : usual).add((one[1] - one[0]) / 1e6);
        }
        System.out.printf(Locale.ROOT, "calls without an update: p50 %.2f ms, p99 %.2f ms (%d)%n",
                percentile(usual, 50), percentile(usual, 99), usual.size());
        System.out.printf(Locale.ROOT, "calls beside an update:  p50 %.2f ms, p99 %.2f ms, longest %.2f ms (%d; %d updates)%n",
                percentile(during, 50), percentile(during, 99), percentile(during, 100), during.size(), UPDATES);
    }

    private void sell(List<long[]> calls, AtomicBoolean over) {
        try (AlmeClient client = connect()) {
            while (!over.get()) {
                long begun = System.nanoTime();
                call(client, "till", "sell(1)");
                calls.add(new long[] {begun, System.nanoTime()});
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void installs(AlmeClient client) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < modules; i++) {
            Path manifest = manifest("m" + i, "main", "");
            long begun = System.nanoTime();
            install(client, manifest, examples.resolve("greeter/greeter.wasm"));
            times.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.printf(Locale.ROOT, "install and start in the main process: p50 %.1f ms, p95 %.1f ms (%d modules)%n",
                percentile(times, 50), percentile(times, 95), modules);
    }

    private void restart() throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            daemon("stop");
            long begun = System.nanoTime();
            daemon("start");
            try (AlmeClient client = connect()) {
                while (active(client) < modules) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
            }
            times.add((System.nanoTime() - begun) / 1e9);
        }
        System.out.printf(Locale.ROOT, "daemon started with %d modules, until all are Active: %.2f s (median of 3)%n",
                modules, median(times));
    }

    private static long active(AlmeClient client) {
        Data data = client.call("module:list", Data.fields().build()).data();
        return data instanceof Data.Items(List<Data> rows)
                ? rows.stream().filter(row -> row.toString().contains("Active")).count() : 0;
    }

    private static void call(AlmeClient client, String module, String text) {
        client.call("module:call", Data.fields().put("module", module).put("call", text).build());
    }

    private void install(AlmeClient client, String name, Path wasm, String isolation, String imports) throws IOException {
        install(client, manifest(name, isolation, imports), wasm);
    }

    private static void install(AlmeClient client, Path manifest, Path wasm) {
        client.call("module:install", Data.fields().put("file", wasm.getFileName().toString())
                .put("manifest", manifest.getFileName().toString()).put("start", true).put("grant-all", true).build(),
                List.of(new AlmeUpload("manifest", manifest), new AlmeUpload("file", wasm)), false, new Quiet());
    }

    private Path manifest(String name, String isolation, String imports) throws IOException {
        return Files.writeString(folder.resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                isolation = "%s"
                trusted = %s
                async = true
                imports = [%s]
                """.formatted(name, isolation, isolation.equals("main"), imports.isEmpty() ? "" : "\"" + imports + "\""));
    }

    private AlmeClient connect() throws IOException {
        return AlmeClient.connect(home.resolve("alme"), "WiringFigures", 60_000);
    }

    private void daemon(String word) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), word)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ARCELLA_HOME", home.toString());
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("arcella " + word + " failed");
        }
    }

    private void clean() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static double median(List<Double> values) {
        return percentile(values, 50);
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Listens to nothing but the answer. */
    private static final class Quiet implements AlmeListener {
        @Override
        public void event(String event, Data data) {}

        @Override
        public void progress(String what, long done, long total) {}

        @Override
        public void sent(String part, long done, long total) {}
    }
}
