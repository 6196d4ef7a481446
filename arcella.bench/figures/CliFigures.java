import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one command of {@code arcella-cli} takes as a whole process, from its start by a shell's {@code exec} to its end:
 * several commands, and an empty Java program beside them, in turn, since the machine's speed drifts. The mean processor
 * time of the process and the script that starts it is less sensitive to what else runs.
 *
 * <p>Run by {@code cli.sh}; a program of one source file, no build.
 */
final class CliFigures {

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final Map<String, Double> processor = new LinkedHashMap<>();

    private CliFigures() {}

    /** Arguments: the distribution, the number of rounds. */
    public static void main(String[] args) throws Exception {
        Path dist = Path.of(args[0]).toAbsolutePath();
        int rounds = Integer.parseInt(args[1]);
        Path home = Files.createTempDirectory("arcella-figures");
        Process daemon = start(List.of(dist.resolve("bin/arcella").toString(), "--home", home.toString(), "daemon"), home);
        try {
            new CliFigures().measure(dist, home, rounds);
        } finally {
            daemon.destroy();
            daemon.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private void measure(Path dist, Path home, int rounds) throws Exception {
        String cli = dist.resolve("bin/arcella-cli").toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path empty = Files.writeString(home.resolve("Empty.java"), "class Empty { public static void main(String[] a) {} }");
        run(List.of(java + "c", "-d", home.toString(), empty.toString()), home);
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (run(List.of(cli, "--home", home.toString(), "verbs"), home) != 0) {
            if (System.nanoTime() > limit) {
                throw new IOException("the daemon did not come up");
            }
        }
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("an empty Java program, no cache", List.of(
                java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", home.toString(), "Empty"));
        commands.put("arcella-cli --version (no daemon asked)", List.of(cli, "--version"));
        commands.put("arcella-cli ping", List.of(cli, "--home", home.toString(), "ping"));
        commands.put("arcella-cli module list", List.of(cli, "--home", home.toString(), "module", "list"));
        commands.put("arcella-cli verbs --output json (all descriptions)",
                List.of(cli, "--home", home.toString(), "verbs", "--output", "json"));
        for (int round = -2; round < rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double before = processorMillis();
                long start = System.nanoTime();
                int status = run(command.getValue(), home);
                double millis = (System.nanoTime() - start) / 1e6;
                double used = processorMillis() - before;
                if (status != 0) {
                    throw new IOException(command.getKey() + " ended with " + status);
                }
                if (round >= 0) {
                    figures.computeIfAbsent(command.getKey(), _ -> new ArrayList<>()).add(millis);
                    processor.merge(command.getKey(), used / rounds, Double::sum);
                }
            }
        }
        System.out.printf("%-52s %8s %8s %8s %12s%n",
                "whole process, ms; " + rounds + " rounds", "min", "median", "max", "processor");
        figures.forEach((name, values) -> {
            double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf("%-52s %8.0f %8.0f %8.0f %12.0f%n",
                    name, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], processor.get(name));
        });
        String load = Files.readString(Path.of("/proc/loadavg"));
        System.out.println("load of the machine meanwhile: " + load.substring(0, load.indexOf(' ')));
    }

    /** Processor time of all children that have ended, from the kernel's count of hundredths of a second. */
    private static double processorMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * 10.0;
    }

    private static int run(List<String> command, Path home) throws IOException, InterruptedException {
        return start(command, home).waitFor();
    }

    private static Process start(List<String> command, Path home) throws IOException {
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
