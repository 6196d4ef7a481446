package arcella.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import arcella.engine.core.CompileCache;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/**
 * Measures what workers cost: from nothing to a guest's first output, beside the start of an empty Java process, and calls
 * beside a bare echo over a Unix socket. Run by {@code arcella.bench/figures/worker.sh}.
 */
final class WorkerBench {

    private static final PrintStream OUT = System.out;
    private static final String CALCULATOR = "arcella:greeter/calculator@0.1.0#";

    private WorkerBench() {
    }

    /**
     * Arguments: how many starts of each kind, and how many seconds of calls; {@code empty} and {@code echo SOCKET BYTES} are
     * for the processes that this starts.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("empty")) {
            return;
        }
        if (arguments.length == 3 && arguments[0].equals("echo")) {
            echo(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        Path folder = Files.createTempDirectory("arcella-bench",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(":")).map(Path::of)
                .filter(path -> path.getFileName().toString().matches(
                        "(arcella\\.(error|wit|engine|wasi|worker)|msgpack-core)\\.jar")).sorted().toList();
        WorkerOptions plain = WorkerOptions.of(folder.resolve("run"), jars);
        Path aot = folder.resolve("worker.aot");
        train(plain, aot);
        Path cache = folder.resolve("cache");
        CoreEngine engine = CoreEngine.cached(CompileCache.open(cache, 64 << 20));
        try (LocalModuleHost host = new LocalModuleHost(engine, 1 << 30)) {
            for (String guest : List.of("hello", "greeter")) {
                host.prepare(Guests.example(guest).load().toArray(), InstanceLimits.defaults(), CompileProgress.NONE);
            }
        }
        starts(plain, aot, cache, Integer.parseInt(arguments[0]));
        WorkerOptions whole = plain.withAotCache(Optional.of(aot)).withCompileCache(Optional.of(cache));
        memory(whole);
        calls(whole, folder, Integer.parseInt(arguments[1]));
    }

    private static void train(WorkerOptions options, Path aot) throws Exception {
        List<String> command = new ArrayList<>(List.of(options.java().toString()));
        command.addAll(WorkerOptions.startArguments());
        command.addAll(List.of("-XX:AOTCacheOutput=" + aot, "-cp", path(options), "arcella.worker.Main", "--train"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("training failed: " + process.exitValue());
        }
    }

    private static String path(WorkerOptions options) {
        return String.join(":", options.classPath().stream().map(Path::toString).toList());
    }

    private interface Measured {
        void run() throws Exception;
    }

    private static void starts(WorkerOptions plain, Path aot, Path cache, int rounds) throws Exception {
        WorkerOptions quick = plain.withAotCache(Optional.of(aot));
        WorkerOptions whole = quick.withCompileCache(Optional.of(cache));
        List<String> names = List.of("empty Java process", "worker, plain", "worker, AOT cache",
                "worker, AOT and compile cache", "the same, unsealed", "the same, sealed, by the spare one");
        List<Measured> ways = List.of(() -> new ProcessBuilder(plain.java().toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), WorkerBench.class.getName(),
                "empty").inheritIO().start().waitFor(), () -> first(plain), () -> first(quick), () -> first(whole),
                () -> first(whole.withSealed(false)));
        double[][] millis = new double[names.size()][rounds];
        for (int round = -2; round < rounds; round++) {
            for (int way = 0; way < ways.size(); way++) {
                long begin = System.nanoTime();
                ways.get(way).run();
                note(millis[way], round, System.nanoTime() - begin);
            }
            note(millis[ways.size()], round, second(whole.withSpare(true)));
        }
        OUT.println("| from nothing to a guest's first output | least | median |");
        OUT.println("|---|---|---|");
        for (int way = 0; way < names.size(); way++) {
            Arrays.sort(millis[way]);
            OUT.printf("| %s | %.0f ms | %.0f ms |%n", names.get(way), millis[way][0], millis[way][rounds / 2]);
        }
        OUT.println();
    }

    private static void note(double[] millis, int round, long nanos) {
        if (round >= 0) {
            millis[round] = nanos / 1e6;
        }
    }

    /** The time of a second group's first output, once there is a spare worker. */
    private static long second(WorkerOptions options) throws Exception {
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options)) {
            supervisor.host("one").instantiate(Guests.spec("hello"), new Recorder()).start();
            while (supervisor.workers().size() < 2) {
                Thread.sleep(5);
            }
            Recorder recorder = new Recorder();
            long begin = System.nanoTime();
            supervisor.host("two").instantiate(Guests.spec("hello"), recorder).start();
            recorder.awaitText("Hello");
            return System.nanoTime() - begin;
        }
    }

    private static void first(WorkerOptions options) throws Exception {
        Recorder recorder = new Recorder();
        WorkerSupervisor supervisor = new WorkerSupervisor(options);
        supervisor.host("bench").instantiate(Guests.spec("hello"), recorder).start();
        recorder.awaitText("Hello");
        Thread.ofPlatform().start(supervisor::close);
    }

    /** Calls of {@code reverse}, which gives as many bytes as it takes, and of {@code add}; and the same bytes with nobody between. */
    private static void calls(WorkerOptions options, Path folder, int seconds) throws Exception {
        OUT.println("round trips a second, one caller (median of " + seconds + " seconds)");
        OUT.println();
        OUT.println("| call | bare echo of the same bytes | into a worker | of the echo | in this process |");
        OUT.println("|---|---|---|---|---|");
        List<WitValue> numbers = List.of(new WitValue.U32(1), new WitValue.U32(2));
        row(options, folder, seconds, "`add(u32, u32)` (24 bytes)", 24, CALCULATOR + "add", numbers);
        for (int bytes : new int[] {1 << 10, 1 << 20}) {
            row(options, folder, seconds, "`reverse(list<u8>)`, " + (bytes >> 10) + " KiB there and back", bytes, CALCULATOR + "reverse",
                    List.of(Bytes.copyOf(new byte[bytes])));
        }
        OUT.println();
    }

    private static void row(WorkerOptions options, Path folder, int seconds, String name, int bytes, String function,
            List<WitValue> arguments) throws Exception {
        double bare = echoes(options, folder.resolve("echo" + bytes), bytes, seconds);
        double worker;
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options)) {
            ModuleInstance greeter = supervisor.host("bench").instantiate(Guests.spec("greeter"), new Recorder());
            greeter.start();
            worker = rate(() -> greeter.invoke(function, arguments), seconds);
        }
        double here;
        try (ModuleHost local = new LocalModuleHost(1 << 30)) {
            ModuleInstance greeter = local.instantiate(Guests.spec("greeter"), new Recorder());
            greeter.start();
            here = rate(() -> greeter.invoke(function, arguments), seconds);
        }
        OUT.printf("| %s | %.0f | %.0f | %.2f | %.0f |%n", name, bare, worker, worker / bare, here);
    }

    private static double echoes(WorkerOptions options, Path socket, int bytes, int seconds) throws Exception {
        double bare;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(options.java().toString(), "-XX:+UseSerialGC", "-cp",
                    System.getProperty("java.class.path"), WorkerBench.class.getName(), "echo", socket.toString(),
                    Integer.toString(bytes)).inheritIO().start();
            try (SocketChannel channel = server.accept()) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
                bare = rate(() -> {
                    buffer.clear();
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                    buffer.clear();
                    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                        continue;
                    }
                }, seconds);
            }
            process.waitFor();
        }
        return bare;
    }

    /** What a worker's process has in memory, with so many small components that were called. */
    private static void memory(WorkerOptions options) throws Exception {
        OUT.println("| a worker with so many `greeter`s, each called once | proportional set size | resident |");
        OUT.println("|---|---|---|");
        for (int modules : new int[] {1, 10}) {
            try (WorkerSupervisor supervisor = new WorkerSupervisor(options)) {
                for (int i = 0; i < modules; i++) {
                    ModuleInstance greeter = supervisor.host("bench").instantiate(Guests.spec("greeter"), new Recorder());
                    greeter.start();
                    greeter.invoke(CALCULATOR + "add", List.of(new WitValue.U32(1), new WitValue.U32(2)));
                }
                Thread.sleep(1000);
                long pid = supervisor.workers().getFirst().pid();
                OUT.printf("| %d | %.0f MB | %.0f MB |%n", modules, megabytes(pid, "Pss:"), megabytes(pid, "Rss:"));
            }
        }
        OUT.println();
    }

    private static double megabytes(long pid, String what) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream().filter(line -> line.startsWith(what))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow() / 1000.0;
    }

    private static double rate(Measured call, int seconds) throws Exception {
        double[] rates = new double[seconds];
        for (int second = -3; second < rates.length; second++) {
            long begin = System.nanoTime();
            long end = begin + 1_000_000_000L;
            int count = 0;
            while (System.nanoTime() < end) {
                call.run();
                count++;
            }
            if (second >= 0) {
                rates[second] = count * 1e9 / (System.nanoTime() - begin);
            }
        }
        Arrays.sort(rates);
        return rates[rates.length / 2];
    }

    private static void echo(Path socket, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            while (true) {
                buffer.clear();
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer) < 0) {
                        return;
                    }
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }
}
