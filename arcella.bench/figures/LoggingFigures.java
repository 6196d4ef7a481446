import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/**
 * What a module that prints for ever costs another one's callers, beside nothing and beside a module that only computes, in both
 * isolations; how many of its lines are kept, and how large the log's files are then.
 */
public final class LoggingFigures {

    private static final int CALLS = 2_000;
    private static final Pattern DROPPED = Pattern.compile("\\((\\d+) lines? came too fast");

    private final Path program;
    private final Path figures;
    private final Path examples;
    private final Path folder;
    private final Path home;

    private LoggingFigures(Path distribution, Path root) throws IOException {
        this.program = distribution.resolve("bin").resolve("arcella");
        this.figures = root.resolve("arcella.bench").resolve("figures");
        this.examples = root.resolve("examples");
        this.folder = Files.createTempDirectory("arcella-logging");
        this.home = folder.resolve("home");
    }

    /** @param args the distribution; the checkout */
    public static void main(String[] args) throws Exception {
        LoggingFigures figures = new LoggingFigures(Path.of(args[0]), Path.of(args[1]));
        try {
            figures.measure();
        } finally {
            figures.daemon("stop");
            figures.clean();
        }
    }

    private void measure() throws Exception {
        daemon("start");
        try (AlmeClient client = AlmeClient.connect(home.resolve("alme"), "LoggingFigures", 60_000)) {
            for (String isolation : List.of("main", "worker")) {
                install(client, "calm-" + isolation, examples.resolve("adder/adder.wasm"), isolation);
                latency(client, isolation, "");
            }
            for (String isolation : List.of("main", "worker")) {
                latency(client, isolation, "beside nothing");
            }
            // A printing guest in a worker keeps two processes busy: its own, and the container's, which reads.
            for (int i = 1; i <= 2; i++) {
                install(client, "computing-" + i, examples.resolve("loop/loop.wasm"), "worker");
            }
            for (String isolation : List.of("main", "worker")) {
                latency(client, isolation, "beside two that are computing in workers");
            }
            for (int i = 1; i <= 2; i++) {
                client.call("module:remove", Data.fields().put("module", "computing-" + i).build());
            }
            for (String other : List.of("main", "worker")) {
                for (String isolation : List.of("main", "worker")) {
                    beside(client, isolation, "computing", examples.resolve("loop/loop.wasm"), other);
                    beside(client, isolation, "chatty", figures.resolve("chatty.wasm"), other);
                }
            }
        }
    }

    private void beside(AlmeClient client, String isolation, String what, Path wasm, String other) throws Exception {
        install(client, what, wasm, other);
        long begun = System.nanoTime();
        latency(client, isolation, "beside one that is " + what + " in " + other);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (what.equals("chatty")) {
            // The last of the dropped lines are told of within some seconds.
            client.call("module:stop", Data.fields().put("module", what).build());
            Thread.sleep(6_000);
            List<String> lines = lines(client, what);
            long dropped = lines.stream().map(DROPPED::matcher).filter(Matcher::find)
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1))).sum();
            long kept = lines.stream().filter(line -> line.contains("there is a lot")).count();
            System.out.printf(Locale.ROOT, "    in %.1f s it printed %,d lines, of which %,d are kept; the log's files have %,d bytes%n",
                    seconds, dropped + kept, kept, bytes());
        }
        client.call("module:remove", Data.fields().put("module", what).build());
        client.call("log:clear", Data.fields().build());
    }

    private static void latency(AlmeClient client, String isolation, String beside) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            client.call("module:call", Data.fields().put("module", "calm-" + isolation).put("call", "add(2, 3)").build());
            times.add((System.nanoTime() - begun) / 1e6);
        }
        if (!beside.isEmpty()) {
            System.out.printf(Locale.ROOT, "a call in %-6s %-41s p50 %6.2f ms, p95 %6.2f ms, p99 %6.2f ms%n", isolation, beside,
                    percentile(times, 50), percentile(times, 95), percentile(times, 99));
        }
    }

    private static List<String> lines(AlmeClient client, String module) {
        List<String> lines = new ArrayList<>();
        client.call("log:display", Data.fields().put("module", module).build(), List.of(), false, new AlmeListener() {
            @Override
            public void event(String event, Data data) {
                lines.add(data.toString());
            }

            @Override
            public void progress(String what, long done, long total) {}

            @Override
            public void sent(String part, long done, long total) {}
        });
        return lines;
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            return files.filter(path -> path.getFileName().toString().startsWith("arcella.log")).mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }

    private void install(AlmeClient client, String name, Path wasm, String isolation) throws IOException {
        Path manifest = Files.writeString(folder.resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                isolation = "%s"
                trusted = %s
                async = true
                [restart]
                policy = "always"
                max = 1000
                backoff = "100ms"
                """.formatted(name, isolation, isolation.equals("main")));
        client.call("module:install", Data.fields().put("file", wasm.getFileName().toString())
                .put("manifest", manifest.getFileName().toString()).put("start", true).put("grant-all", true).build(),
                List.of(new AlmeUpload("manifest", manifest), new AlmeUpload("file", wasm)), false, new Quiet());
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

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
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
