import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/**
 * Figures of many small modules in a few groups of workers, against daemons of their own: install and start, memory, listing,
 * and the container's start, once where the first calls make the instances and once where they are made at once.
 */
public final class GroupFigures {

    private final Path program;
    private final Path examples;
    private final int modules;
    private final int groups;

    private GroupFigures(Path distribution, Path root, int modules, int groups) {
        this.program = distribution.resolve("bin").resolve("arcella");
        this.examples = root.resolve("examples");
        this.modules = modules;
        this.groups = groups;
    }

    /** @param args the distribution; the checkout; how many modules, in how many groups */
    public static void main(String[] args) throws Exception {
        GroupFigures figures = new GroupFigures(
                Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        System.out.printf("| %d `greeter`s in %d groups | as manifests have it that say nothing | `start = \"eager\"` |%n|---|---|---|%n",
                figures.modules, figures.groups);
        List<String> lazy = figures.measure("");
        List<String> eager = figures.measure("start = \"eager\"\n");
        for (int i = 0; i < lazy.size(); i += 2) {
            System.out.printf("| %s | %s | %s |%n", lazy.get(i), lazy.get(i + 1), eager.get(i + 1));
        }
    }

    /** What is measured and the figure, in turn. */
    private List<String> measure(String start) throws Exception {
        Path folder = Files.createTempDirectory("arcella-groups");
        Path home = folder.resolve("home");
        List<String> rows = new ArrayList<>();
        try {
            daemon(home, "start");
            try (AlmeClient client = connect(home)) {
                List<Double> times = new ArrayList<>();
                for (int i = 0; i < modules; i++) {
                    Path manifest = manifest(folder, i, start);
                    long begun = System.nanoTime();
                    install(client, manifest);
                    times.add(millis(begun));
                }
                row(rows, "install and start of one, median; all", "%.1f ms; %.0f s", median(times),
                        times.stream().mapToDouble(each -> each).sum() / 1000);
                row(rows, "listing all modules, all workers (median of 11)", "%.1f ms; %.1f ms", listing(client, "module:list"),
                        listing(client, "worker:list"));
                memory(rows, home, client, "memory with all of them started: the daemon; all workers, and each");
            }
            daemon(home, "stop");
            long begun = System.nanoTime();
            daemon(home, "start");
            try (AlmeClient client = connect(home)) {
                while (active(client) < modules) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                row(rows, "the daemon's start until all are Active", "%.1f s", millis(begun) / 1000);
                memory(rows, home, client, "memory then: the daemon; all workers, and each");
                List<Double> first = new ArrayList<>();
                List<Double> second = new ArrayList<>();
                for (int group = 0; group < groups; group++) {
                    first.add(call(client, group));
                    second.add(call(client, group + groups));
                }
                row(rows, "the first call of a group then; of another of its modules (medians)", "%.0f ms; %.1f ms",
                        median(first), median(second));
            }
        } finally {
            daemon(home, "stop");
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return rows;
    }

    private static void row(List<String> rows, String name, String format, Object... values) {
        rows.add(name);
        rows.add(String.format(Locale.ROOT, format, values));
    }

    private static void memory(List<String> rows, Path home, AlmeClient client, String name) throws Exception {
        TimeUnit.SECONDS.sleep(3);
        List<Long> workers = new ArrayList<>();
        if (client.call("worker:list", Data.fields().build()).data() instanceof Data.Items(List<Data> lines)) {
            for (Data line : lines) {
                if (line instanceof Data.Fields fields && !fields.values().get("group").toString().contains("-compile")) {
                    workers.add(pss(Long.parseLong(fields.values().get("pid").toString().replaceAll("[^0-9]", ""))));
                }
            }
        }
        double all = workers.stream().mapToLong(each -> each).sum() / 1000.0;
        row(rows, name, workers.isEmpty() ? "%.0f MB; no workers" : "%.0f MB; %.0f MB in %d, %.0f MB each",
                pss(Long.parseLong(Files.readString(home.resolve("lock")).strip())) / 1000.0, all, workers.size(),
                workers.isEmpty() ? 0 : all / workers.size());
    }

    /** In kilobytes. */
    private static long pss(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("no Pss of process " + pid);
    }

    private double listing(AlmeClient client, String verb) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            long begun = System.nanoTime();
            client.call(verb, Data.fields().build());
            times.add(millis(begun));
        }
        return median(times);
    }

    private double call(AlmeClient client, int module) {
        long begun = System.nanoTime();
        client.call("module:call", Data.fields().put("module", "m" + module).put("call", "greet(\"Ada\")").build());
        return millis(begun);
    }

    private static long active(AlmeClient client) {
        Data data = client.call("module:list", Data.fields().build()).data();
        return data instanceof Data.Items(List<Data> rows)
                ? rows.stream().filter(row -> row.toString().contains("Active")).count() : 0;
    }

    private void install(AlmeClient client, Path manifest) {
        client.call("module:install", Data.fields().put("file", "greeter.wasm")
                .put("manifest", manifest.getFileName().toString()).put("start", true).build(),
                List.of(new AlmeUpload("manifest", manifest), new AlmeUpload("file", examples.resolve("greeter/greeter.wasm"))),
                false, new Quiet());
    }

    private Path manifest(Path folder, int number, String start) throws IOException {
        return Files.writeString(folder.resolve("m" + number + ".toml"), """
                [module]
                name = "m%d"
                version = "1.0.0"
                group = "g%d"
                %s""".formatted(number, number % groups, start));
    }

    private static AlmeClient connect(Path home) {
        return AlmeClient.connect(home.resolve("alme"), "GroupFigures", 60_000);
    }

    private void daemon(Path home, String word) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program.toString(), word)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("ARCELLA_HOME", home.toString());
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("arcella " + word + " failed");
        }
    }

    private static double millis(long begun) {
        return (System.nanoTime() - begun) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
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
