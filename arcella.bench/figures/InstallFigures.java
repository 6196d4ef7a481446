import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the install of an untrusted component takes: after a pause, in which no process is kept ready, and two seconds
 * after another install; whole processes of {@code arcella-cli}. Each content is another, by a custom section at its end.
 *
 * <p>Run by {@code install.sh}; a program of one source file, no build.
 */
final class InstallFigures {

    /** Longer than a spare process is kept. */
    private static final long PAUSE_SECONDS = 34;

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final byte[] wasm;
    private final Path dist;
    private final Path home;
    private int installs;

    private InstallFigures(byte[] wasm, Path dist, Path home) {
        this.wasm = wasm;
        this.dist = dist;
        this.home = home;
    }

    /** Arguments: the component, the number of rounds, and the distributions. */
    public static void main(String[] args) throws Exception {
        byte[] wasm = Files.readAllBytes(Path.of(args[0]));
        int rounds = Integer.parseInt(args[1]);
        List<InstallFigures> all = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            all.add(new InstallFigures(wasm, Path.of(args[i]), Files.createTempDirectory("arcella-install-figures")));
        }
        try {
            for (InstallFigures each : all) {
                each.run("arcella", "start");
                // The daemon's own classes are met for the first time.
                each.install();
                each.install();
            }
            for (int round = 0; round < rounds; round++) {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                for (InstallFigures each : all) {
                    each.note("after a pause", each.install());
                    TimeUnit.SECONDS.sleep(2);
                    each.note("two seconds after another", each.install());
                }
            }
        } finally {
            for (InstallFigures each : all) {
                each.run("arcella", "stop");
                each.print();
                try (Stream<Path> files = Files.walk(each.home)) {
                    files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
                }
            }
        }
    }

    private double install() throws Exception {
        String name = "greeter-" + ++installs;
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(wasm);
        content.write(0);
        content.write(name.length() + 2);
        content.write(1);
        content.write('n');
        content.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Path file = Files.write(home.resolve(name + ".wasm"), content.toByteArray());
        double seconds = run("arcella-cli", "install", file.toString(), "--name", name);
        Files.delete(file);
        return seconds;
    }

    private double run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(dist.resolve("bin").resolve(program).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ARCELLA_HOME", home.toString());
        long begin = System.nanoTime();
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + output);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void note(String what, double seconds) {
        figures.computeIfAbsent(what, unknown -> new ArrayList<>()).add(seconds);
    }

    private void print() {
        System.out.println(dist);
        figures.forEach((what, seconds) -> {
            seconds.sort(Comparator.naturalOrder());
            System.out.printf("  install %s: %.2f s (%.2f to %.2f)%n", what, seconds.get(seconds.size() / 2),
                    seconds.getFirst(), seconds.getLast());
        });
    }
}
