import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long an installed component of 1.2 MB takes to start again: in a new worker, in one that was kept, and after the
 * daemon was restarted; whole processes of {@code arcella-cli}. The component is written here: one core module of many
 * functions that import nothing.
 *
 * <p>Run by {@code start.sh}; a program of one source file, no build.
 */
final class StartFigures {

    private static final int BYTES = 1_200_000;
    private static final Pattern PROCESS = Pattern.compile("\"group\"\\s*:\\s*\"[^-\"][^\"]*\"\\s*,\\s*\"pid\"\\s*:\\s*(\\d+)");

    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final String cli;
    private final String arcella;
    private final Path home;

    private StartFigures(Path dist, Path home) {
        this.cli = dist.resolve("bin/arcella-cli").toString();
        this.arcella = dist.resolve("bin/arcella").toString();
        this.home = home;
    }

    /** Arguments: the distribution and the number of rounds; or only a file, to write the component there. */
    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            Files.write(Path.of(args[0]), component());
            return;
        }
        Path home = Files.createTempDirectory("arcella-start-figures");
        StartFigures all = new StartFigures(Path.of(args[0]), home);
        try {
            all.run(Integer.parseInt(args[1]));
        } finally {
            all.time(false, all.arcella, "stop");
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
        all.print();
    }

    private void run(int rounds) throws Exception {
        Path module = Files.write(home.resolve("many.wasm"), component());
        time(true, arcella, "start");
        note("install, which compiles", time(true, cli, "install", module.toString(), "--name", "many"));
        for (int round = -1; round < rounds; round++) {
            List<Double> seconds = new ArrayList<>();
            seconds.add(start());
            double processor = workers().stream().mapToDouble(StartFigures::processorSeconds).sum();
            seconds.add(start());
            endWorker();
            time(true, arcella, "stop");
            time(true, arcella, "start");
            seconds.add(start());
            endWorker();
            if (round >= 0) {
                note("start in a new worker", seconds.get(0));
                note("the worker's processor time for it", processor);
                note("start in the worker that is there", seconds.get(1));
                note("start after the daemon was restarted", seconds.get(2));
                note("arcella-cli status, for comparison", time(true, cli, "status"));
            }
        }
    }

    private double start() throws Exception {
        double seconds = time(true, cli, "start", "many");
        time(true, cli, "stop", "many");
        return seconds;
    }

    private List<ProcessHandle> workers() throws Exception {
        Process process = begin(cli, "worker", "list", "--output", "json");
        String list = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return PROCESS.matcher(list).results()
                .flatMap(found -> ProcessHandle.of(Long.parseLong(found.group(1))).stream()).toList();
    }

    private static double processorSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void endWorker() throws Exception {
        List<ProcessHandle> workers = workers();
        if (workers.isEmpty()) {
            throw new IllegalStateException("no worker was kept");
        }
        for (ProcessHandle worker : workers) {
            worker.destroy();
            worker.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private Process begin(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ARCELLA_HOME", home.toString());
        return builder.start();
    }

    private double time(boolean succeeds, String... command) throws Exception {
        long begin = System.nanoTime();
        Process process = begin(command);
        byte[] output = process.getInputStream().readAllBytes();
        int status = process.waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (succeeds && status != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + new String(output, StandardCharsets.UTF_8));
        }
        return seconds;
    }

    private void note(String what, double seconds) {
        figures.computeIfAbsent(what, unused -> new ArrayList<>()).add(seconds);
    }

    private void print() {
        figures.forEach((what, seconds) -> {
            List<Double> sorted = seconds.stream().sorted().toList();
            System.out.printf("%-40s %6.3f s (%.3f to %.3f)%n", what, sorted.get(sorted.size() / 2), sorted.getFirst(),
                    sorted.getLast());
        });
    }

    // The component: core module, its instance, an alias, a type, a lifted function, an export.

    private static byte[] component() {
        byte[] core = coreModule();
        Bytes all = new Bytes().raw(0, 'a', 's', 'm', 0x0d, 0, 1, 0);
        all.section(1, new Bytes().raw(core));
        all.section(2, new Bytes().raw(1, 0).number(0).number(0));
        all.section(6, new Bytes().raw(1, 0, 0, 1).number(0).text("go"));
        all.section(7, new Bytes().raw(1, 0x40, 0, 0, 0x79));
        all.section(8, new Bytes().raw(1, 0, 0).number(0).number(0).number(0));
        all.section(11, new Bytes().raw(1, 0).text("go").raw(1).number(0).raw(0));
        return all.toArray();
    }

    private static byte[] coreModule() {
        List<Bytes> bodies = new ArrayList<>();
        for (int size = 0, i = 0; size < BYTES; i++) {
            Bytes body = body(i);
            bodies.add(body);
            size += body.size();
        }
        int functions = bodies.size();
        // go: calls the first.
        bodies.add(new Bytes().raw(0, 0x41, 7, 0x10).number(0).raw(0x0b));
        Bytes types = new Bytes().raw(2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 1, 0x7f);
        Bytes declared = new Bytes().number(functions + 1);
        for (int i = 0; i < functions; i++) {
            declared.number(0);
        }
        declared.number(1);
        Bytes exports = new Bytes().number(2).text("go").raw(0).number(functions).text("memory").raw(2, 0);
        Bytes code = new Bytes().number(functions + 1);
        bodies.forEach(body -> code.number(body.size()).raw(body.toArray()));
        Bytes all = new Bytes().raw(0, 'a', 's', 'm', 1, 0, 0, 0);
        all.section(1, types);
        all.section(3, declared);
        all.section(5, new Bytes().raw(1, 0, 1));
        all.section(7, exports);
        all.section(10, code);
        return all.toArray();
    }

    /** About 500 bytes: reads and writes memory, and counts down in a loop. */
    private static Bytes body(int number) {
        // One local beside the parameter.
        Bytes body = new Bytes().raw(1, 1, 0x7f);
        for (int i = 0; i < 24; i++) {
            // local = (local * constant + parameter) xor memory[(parameter and 1023) + offset]
            body.raw(0x20, 1, 0x41).signed(31 + number * 7 + i).raw(0x6c, 0x20, 0, 0x6a);
            body.raw(0x20, 0, 0x41).signed(1023).raw(0x71, 0x28, 2).number(4 * i).raw(0x73, 0x21, 1);
        }
        // loop: parameter -= 1; memory[0] = local; again while the parameter is positive
        body.raw(0x03, 0x40, 0x20, 0, 0x41).signed(1).raw(0x6b, 0x21, 0);
        body.raw(0x41).signed(0).raw(0x20, 1, 0x36, 2).number(0);
        body.raw(0x20, 0, 0x41).signed(0).raw(0x4a, 0x0d, 0, 0x0b);
        return body.raw(0x20, 1, 0x0b);
    }

    /** Bytes in the making. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes raw(int... values) {
            for (int value : values) {
                out.write(value);
            }
            return this;
        }

        Bytes raw(byte[] values) {
            out.writeBytes(values);
            return this;
        }

        Bytes number(int value) {
            int left = value;
            while (left > 0x7f) {
                out.write(left & 0x7f | 0x80);
                left >>>= 7;
            }
            out.write(left);
            return this;
        }

        Bytes signed(int value) {
            int left = value;
            while (left < -64 || left > 63) {
                out.write(left & 0x7f | 0x80);
                left >>= 7;
            }
            out.write(left & 0x7f);
            return this;
        }

        Bytes text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return number(bytes.length).raw(bytes);
        }

        void section(int id, Bytes content) {
            raw(id).number(content.size()).raw(content.toArray());
        }

        int size() {
            return out.size();
        }

        byte[] toArray() {
            return out.toByteArray();
        }
    }
}
