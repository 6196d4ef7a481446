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
import arcella.engine.core.CoreEngine;
import arcella.wit.value.WitValue;

/**
 * Measures what workers cost: from nothing to a guest's first output, beside the start of an empty Java process, and calls
 * beside a bare echo over a Unix socket. Run by {@code arcella.bench/figures/worker.sh}.
 */
final class WorkerBench {

    private static final PrintStream OUT = System.out;

    private WorkerBench() {
    }

    /**
     * Arguments: how many starts of each kind, and how many seconds of calls; {@code empty} and {@code echo SOCKET} are for
     * the processes that this starts.
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("empty")) {
            return;
        }
        if (arguments.length == 2 && arguments[0].equals("echo")) {
            echo(Path.of(arguments[1]));
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
        CoreEngine.cached(CompileCache.open(cache, 64 << 20)).load(Guests.example("hello").load().toArray(),
                LocalModuleHost.compileOptions(InstanceLimits.defaults()));
        starts(plain, aot, cache, Integer.parseInt(arguments[0]));
        calls(plain.withAotCache(Optional.of(aot)), folder, Integer.parseInt(arguments[1]));
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
                "worker, AOT and compile cache", "the same, unsealed", "the same, sealed, by a spare one");
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
        OUT.println("from nothing to a guest's first output, ms (least, median)");
        for (int way = 0; way < names.size(); way++) {
            Arrays.sort(millis[way]);
            OUT.printf("  %-32s %7.1f %7.1f%n", names.get(way), millis[way][0], millis[way][rounds / 2]);
        }
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

    private static void calls(WorkerOptions options, Path folder, int seconds) throws Exception {
        OUT.println("round trips per second, one caller (median of " + seconds + " seconds)");
        Path socket = folder.resolve("echo");
        double bare;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(options.java().toString(), "-XX:+UseSerialGC", "-cp",
                    System.getProperty("java.class.path"), WorkerBench.class.getName(), "echo", socket.toString())
                    .inheritIO().start();
            try (SocketChannel channel = server.accept()) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(24);
                bare = rate(() -> {
                    buffer.clear();
                    channel.write(buffer);
                    buffer.clear();
                    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                        continue;
                    }
                }, seconds);
            }
            process.waitFor();
        }
        OUT.printf("  %-32s %9.0f%n", "bare echo of 24 bytes", bare);
        List<WitValue> arguments = List.of(new WitValue.S32(1), new WitValue.S32(2));
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options)) {
            ModuleInstance adder = supervisor.host("bench").instantiate(Guests.spec("adder"), new Recorder());
            adder.start();
            double worker = rate(() -> adder.invoke("add", arguments), seconds);
            OUT.printf("  %-32s %9.0f  %.2f of the echo%n", "invoke add in a worker", worker, worker / bare);
        }
        try (ModuleHost local = new LocalModuleHost(1 << 30)) {
            ModuleInstance adder = local.instantiate(Guests.spec("adder"), new Recorder());
            adder.start();
            OUT.printf("  %-32s %9.0f%n", "invoke add in this process", rate(() -> adder.invoke("add", arguments), seconds));
        }
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

    private static void echo(Path socket) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                channel.write(buffer);
                buffer.clear();
            }
        }
    }
}
