import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import arcella.alme.client.AlmeClient;
import arcella.alme.client.AlmeListener;
import arcella.alme.client.AlmeUpload;
import arcella.command.Data;

/**
 * Whole-process figures of the container, and of Karaf in the same run, in turn, since the machine's speed drifts:
 * start until the port listens, start until a client has its answer, idle memory, one client command; and install and
 * start of a module in a warm daemon.
 *
 * <p>Run by {@code container.sh}; a program of one source file, no build.
 */
final class ContainerFigures {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** Arguments: the distribution, the number of rounds, and, to compare, Karaf's folder and its JAVA_HOME. */
    public static void main(String[] args) throws Exception {
        ContainerFigures all = new ContainerFigures();
        Path dist = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        for (int round = 0; round <= rounds; round++) {
            boolean counted = round > 0;
            all.arcella(dist, counted);
            if (args.length > 3) {
                all.karaf(Path.of(args[2]), args[3], counted);
            }
            all.emptyJvm(dist, counted);
        }
        all.print();
    }

    private void arcella(Path dist, boolean counted) throws Exception {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "arcella-figures-home");
        Path hello = dist.resolve("examples/hello/hello.wasm");
        String cli = dist.resolve("bin/arcella-cli").toString();
        String[] environment = {"ARCELLA_HOME=" + home};
        long start = System.nanoTime();
        Process daemon = start(List.of(dist.resolve("bin/arcella").toString(), "daemon"), environment, home);
        try {
            await(() -> connects(UnixDomainSocketAddress.of(home.resolve("alme"))));
            long listens = System.nanoTime();
            // A verb of the container's own: it waits until the container has started.
            run(List.of(cli, "status"), environment);
            long answered = System.nanoTime();
            Thread.sleep(2000);
            double memory = megabytes(daemon.pid());
            List<Double> commands = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                commands.add(time(List.of(cli, "status"), environment));
            }
            Modules modules = modules(home, hello);
            if (counted) {
                note("arcella: install and start hello, warm, main process, s", modules.main());
                note("arcella: install and start hello, warm, own worker, s", modules.worker());
                note("arcella: start until ALME listens, s", (listens - start) / 1e9);
                note("arcella: start until a client's answer, s", (answered - start) / 1e9);
                note("arcella: idle memory (PSS of the daemon), MB", memory);
                note("arcella: one client command, whole process, s", median(commands));
            }
        } finally {
            daemon.destroy();
            daemon.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** Seconds from the first byte of the install to the answer of the start; medians. */
    private record Modules(double main, double worker) {}

    /** Over one connection, as a program does it: the rest of the figures are whole processes. */
    private static Modules modules(Path home, Path hello) throws IOException {
        Path trusted = Files.writeString(home.resolve("trusted.toml"),
                "[module]\nname = \"warm\"\nversion = \"1.0.0\"\nisolation = \"main\"\ntrusted = true\nasync = true\n");
        Path plain = Files.writeString(home.resolve("plain.toml"), "[module]\nname = \"warm\"\nversion = \"1.0.0\"\n");
        try (AlmeClient client = AlmeClient.connect(home.resolve("alme"), "figures", 10_000)) {
            return new Modules(installs(client, hello, trusted, 40), installs(client, hello, plain, 10));
        }
    }

    private static double installs(AlmeClient client, Path hello, Path manifest, int times) {
        AlmeListener nobody = new AlmeListener() {
            @Override
            public void event(String event, Data data) {}

            @Override
            public void progress(String what, long done, long total) {}

            @Override
            public void sent(String part, long done, long total) {}
        };
        Data.Fields module = Data.fields().put("module", "warm").build();
        List<Double> seconds = new ArrayList<>();
        for (int i = -times / 2; i < times; i++) {
            long begin = System.nanoTime();
            client.call("module:install",
                    Data.fields().put("file", "hello.wasm").put("manifest", "m.toml").put("grant-all", true).build(),
                    List.of(new AlmeUpload("file", hello), new AlmeUpload("manifest", manifest)), false, nobody);
            client.call("module:start", module);
            if (i >= 0) {
                seconds.add((System.nanoTime() - begin) / 1e9);
            }
            client.call("module:remove", module);
        }
        return median(seconds);
    }

    private void karaf(Path karaf, String javaHome, boolean counted) throws Exception {
        String[] environment = {"JAVA_HOME=" + javaHome};
        List<String> client = List.of(karaf.resolve("bin/client").toString(), "-u", "karaf", "-p", "karaf", "version");
        long start = System.nanoTime();
        Process daemon = start(List.of(karaf.resolve("bin/karaf").toString(), "server"), environment, karaf);
        try {
            await(() -> connects(new InetSocketAddress("127.0.0.1", 8101)));
            long listens = System.nanoTime();
            await(() -> run(client, environment) == 0);
            long answered = System.nanoTime();
            Thread.sleep(2000);
            long java = daemon.descendants().filter(p -> p.info().command().orElse("").endsWith("java"))
                    .mapToLong(ProcessHandle::pid).findFirst().orElse(daemon.pid());
            double memory = megabytes(java);
            List<Double> commands = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                commands.add(time(client, environment));
            }
            if (counted) {
                note("karaf: start until its port listens, s", (listens - start) / 1e9);
                note("karaf: start until a client's answer, s", (answered - start) / 1e9);
                note("karaf: idle memory (PSS of the daemon), MB", memory);
                note("karaf: one client command, whole process, s", median(commands));
            }
        } finally {
            run(List.of(karaf.resolve("bin/stop").toString()), environment);
            if (!daemon.waitFor(30, TimeUnit.SECONDS)) {
                daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private void emptyJvm(Path dist, boolean counted) throws Exception {
        Path source = Files.createDirectories(
                Path.of(System.getProperty("java.io.tmpdir"), "arcella-figures-empty"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        if (!Files.exists(source.resolve("Empty.class"))) {
            Files.writeString(source.resolve("Empty.java"),
                    "public class Empty { public static void main(String[] args) {} }");
            run(List.of(java + "c", "-d", source.toString(), source.resolve("Empty.java").toString()), new String[0]);
        }
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            times.add(time(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", source.toString(),
                    "Empty"), new String[0]));
        }
        if (counted) {
            note("an empty JVM main, whole process, s", median(times));
        }
    }

    private void note(String name, double value) {
        figures.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    private void print() {
        System.out.printf("%-52s %9s %9s %9s  n%n", "figure", "min", "median", "max");
        figures.forEach((name, values) -> {
            double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf("%-52s %9.3f %9.3f %9.3f  %d%n", name, sorted[0], median(values),
                    sorted[sorted.length - 1], sorted.length);
        });
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > limit) {
                throw new IOException("gave up waiting");
            }
            Thread.sleep(5);
        }
    }

    private static boolean connects(java.net.SocketAddress address) {
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            return channel.connect(address);
        } catch (IOException e) {
            return false;
        }
    }

    /** Proportional set size: shared pages are counted by their share. */
    private static double megabytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("no Pss of process " + pid);
    }

    private static double time(List<String> command, String[] environment) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int code = run(command, environment);
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static int run(List<String> command, String[] environment) throws IOException, InterruptedException {
        Process process = builder(command, environment).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException(command + " did not end");
        }
        return process.exitValue();
    }

    private static Process start(List<String> command, String[] environment, Path folder) throws IOException {
        Files.createDirectories(folder);
        return builder(command, environment).redirectInput(Path.of("/dev/null").toFile()).start();
    }

    /** Input is a pipe that stays open: Karaf's client takes the end of its input for the end of its command. */
    private static ProcessBuilder builder(List<String> command, String[] environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Arrays.stream(environment).map(text -> text.split("=", 2))
                .forEach(pair -> builder.environment().put(pair[0], pair[1]));
        return builder;
    }
}
