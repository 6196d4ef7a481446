package arcella.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What code that runs on a guest's thread can do, as a guest could that had broken out of its code. {@link SealedGuestIT}
 * puts this class into the jars that workers run, and a call of it into a function that guests call. It tries everything
 * once, and writes what came of it to a file in its folder for temporary files: {@code NAME worked} or {@code NAME failed
 * WHY}, and {@code fact NAME WHAT}. Knows nothing but the JDK.
 */
public final class SealProbe {

    /** In the jar, beside this class: where to try. */
    static final String SETTINGS = "probe.properties";

    /** What it writes, complete once it has this name. */
    static final String REPORT = "report";

    private static final int GET_DUMPABLE = 3;

    private static boolean done;

    private SealProbe() {}

    private interface Attempt {
        void run() throws Exception;
    }

    private interface Fact {
        String tell() throws Exception;
    }

    /** Called by the guest's host function, on its thread. */
    public static synchronized void attempt() {
        if (done) {
            return;
        }
        done = true;
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (var settings = SealProbe.class.getResourceAsStream(SETTINGS)) {
            Properties where = new Properties();
            where.load(settings);
            Path unfinished = folder.resolve("unfinished");
            try (PrintStream out = new PrintStream(unfinished.toFile(), StandardCharsets.UTF_8)) {
                attempts(out, where);
                facts(out);
            }
            Files.move(unfinished, folder.resolve(REPORT));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The same where nothing can be written: what came of each attempt is the message of a failure.
     *
     * @throws IllegalStateException always
     */
    public static void tellByFailing() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (var settings = SealProbe.class.getResourceAsStream(SETTINGS); PrintStream out = new PrintStream(told, false, StandardCharsets.UTF_8)) {
            Properties where = new Properties();
            where.load(settings);
            attempts(out, where);
            attempt(out, "write-temporary-file", () -> Files.createTempFile("new", ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(told.toString(StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceFirst("^([^ ]+ (?:worked|failed)).*", "$1")).filter(line -> !line.isBlank())
                .collect(Collectors.joining("; ", "probed: ", ";")));
    }

    /** The same in a process that nobody sealed, to show that it would work. Argument: a file as in the jar. */
    public static void main(String[] arguments) throws Exception {
        Properties where = new Properties();
        try (var settings = Files.newInputStream(Path.of(arguments[0]))) {
            where.load(settings);
        }
        attempts(System.out, where);
    }

    private static void attempts(PrintStream out, Properties where) throws IOException {
        Path outside = Path.of(where.getProperty("outside"));
        Path home = Path.of(where.getProperty("home"));
        int port = Integer.parseInt(where.getProperty("port"));
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
        attempt(out, "read-file", () -> Files.readString(outside.resolve("secret")));
        attempt(out, "write-file", () -> Files.writeString(outside.resolve("new"), "x"));
        attempt(out, "list-folder", () -> Files.list(outside).close());
        attempt(out, "read-home", () -> Files.readString(home.resolve("lock")));
        attempt(out, "list-modules", () -> Files.list(home.resolve("modules")).close());
        attempt(out, "list-workers", () -> Files.list(home.resolve("run")).close());
        attempt(out, "alme", () -> SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("alme"))).close());
        attempt(out, "tcp", () -> new Socket("127.0.0.1", port).close());
        attempt(out, "tcp-listen", () -> new ServerSocket(0).close());
        attempt(out, "udp", () -> {
            try (DatagramSocket udp = new DatagramSocket()) {
                udp.connect(new InetSocketAddress("127.0.0.1", port));
            }
        });
        // Asks whether one might, and does nothing.
        attempt(out, "signal-parent", () -> expect(call("kill", (int) parent, 0)));
        // Which would change nothing, as it has that.
        attempt(out, "parent-priority", () -> expect(call("setpriority", 0, (int) parent, 0)));
        attempt(out, "parent-processors", () -> affinity((int) parent));
        attempt(out, "parent-memory", () -> readMemory(parent));
        attempt(out, "parent-environment", () -> Files.readAllBytes(Path.of("/proc/" + parent + "/environ")));
        attempt(out, "parent-descriptors", () -> Files.list(Path.of("/proc/" + parent + "/fd")).close());
        attempt(out, "parent-root", () -> Files.readString(Path.of("/proc/" + parent + "/root" + outside + "/secret")));
        attempt(out, "process", () -> new ProcessBuilder("/bin/true").start().waitFor());
        // Wherever the work is done.
        attempt(out, "read-file-on-a-thread-of-its-own", () -> elsewhere(outside, false));
        attempt(out, "read-file-on-a-virtual-thread", () -> elsewhere(outside, true));
    }

    private static void facts(PrintStream out) {
        long self = ProcessHandle.current().pid();
        Path process = Path.of("/proc", Long.toString(self));
        fact(out, "thread", () -> Thread.currentThread().getName());
        fact(out, "guest-code", () -> Stream.of(Thread.currentThread().getStackTrace()).map(StackTraceElement::getClassName)
                .filter(name -> name.startsWith("arcella.engine")).findFirst().orElse("none"));
        fact(out, "environment", () -> new TreeMap<>(System.getenv()).toString());
        fact(out, "first-environment", () -> Files.readString(process.resolve("environ")).replace('\0', ' ').strip());
        fact(out, "descriptors", () -> descriptors(process).toString());
        fact(out, "group", () -> field(Files.readString(process.resolve("stat")), 2) + " of " + self);
        fact(out, "folder", () -> PosixFilePermissions.toString(Files.getPosixFilePermissions(
                Path.of(System.getProperty("java.io.tmpdir")))) + " " + Path.of("").toAbsolutePath());
        fact(out, "core-limit", () -> Files.readAllLines(process.resolve("limits")).stream()
                .filter(line -> line.startsWith("Max core file size")).findFirst().orElse("").replaceAll(" +", " "));
        fact(out, "dumpable", () -> Integer.toString(call("prctl", GET_DUMPABLE, 0)));
        fact(out, "capabilities", () -> Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.matches("Cap(Inh|Prm|Eff|Amb):.*")).map(line -> line.replaceFirst(".*\\s", "")).distinct().toList()
                .toString());
        fact(out, "threads", () -> threads(process).toString());
    }

    private static void attempt(PrintStream out, String name, Attempt attempt) {
        try {
            attempt.run();
            out.println(name + " worked");
        } catch (Exception | Error e) {
            out.println(name + " failed " + e);
        }
    }

    private static void fact(PrintStream out, String name, Fact fact) {
        String told;
        try {
            told = fact.tell();
        } catch (Exception | Error e) {
            told = "cannot be told: " + e;
        }
        out.println("fact " + name + " " + told);
    }

    private static void elsewhere(Path outside, boolean virtual) throws Exception {
        Exception[] failure = new Exception[1];
        Runnable work = () -> {
            try {
                Files.readString(outside.resolve("secret"));
            } catch (IOException e) {
                failure[0] = e;
            }
        };
        (virtual ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work)).join();
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private static void readMemory(long process) throws IOException {
        String first = Files.readAllLines(Path.of("/proc/" + process + "/maps")).getFirst();
        long address = Long.parseUnsignedLong(first.substring(0, first.indexOf('-')), 16);
        try (FileChannel memory = FileChannel.open(Path.of("/proc/" + process + "/mem"), StandardOpenOption.READ)) {
            if (memory.read(ByteBuffer.allocate(8), address) != 8) {
                throw new IOException("nothing read");
            }
        }
    }

    private static void expect(int result) throws IOException {
        if (result != 0) {
            throw new IOException("not permitted");
        }
    }

    @SuppressWarnings("restricted") // As whoever has broken out could.
    private static int call(String function, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find(function).orElseThrow();
        MemoryLayout[] layouts = Stream.of(arguments).map(argument -> argument instanceof MemorySegment ? ValueLayout.ADDRESS
                : argument instanceof Long ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT).toArray(MemoryLayout[]::new);
        try {
            return (int) linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts)).invokeWithArguments(arguments);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Lets a process run on the processors on which it may run anyhow. */
    private static void affinity(int process) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(128);
            expect(call("sched_getaffinity", process, 128L, mask));
            expect(call("sched_setaffinity", process, 128L, mask));
        }
    }

    /** Of {@code /proc/…/stat}, counted behind the name, which may contain anything. */
    private static String field(String stat, int number) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number];
    }

    private static List<String> descriptors(Path process) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> entries = Files.list(process.resolve("fd"))) {
            for (Path entry : entries.toList()) {
                try {
                    open.add(entry.getFileName() + "=" + Files.readSymbolicLink(entry));
                } catch (java.nio.file.NoSuchFileException e) {
                    // That by which the folder is read is gone by now.
                    continue;
                }
            }
        }
        return open;
    }

    /** What holds for each thread, whenever it was made, without those that are just ending. */
    private static List<String> threads(Path process) throws IOException {
        List<String> states = new ArrayList<>();
        try (Stream<Path> entries = Files.list(process.resolve("task"))) {
            for (Path entry : entries.toList()) {
                List<String> lines;
                try {
                    lines = Files.readAllLines(entry.resolve("status"));
                } catch (IOException e) {
                    continue;
                }
                states.add(String.join(" ", lines.stream().filter(line -> line.startsWith("NoNewPrivs")
                        || line.startsWith("Seccomp:")).map(line -> line.replace('\t', ' ')).toList()));
            }
        }
        return states.stream().distinct().toList();
    }
}
