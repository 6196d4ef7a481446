package arcella.worker.seal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * A process that seals itself and then tries, from a thread that was made afterwards as a guest's is, what it should not
 * be able to do and what it should. It says how each went, a line each: {@code NAME worked} or {@code NAME failed WHY}.
 */
final class Sealed {

    private Sealed() {
    }

    private static final int F_GETFL = 3;
    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;
    private static final int FIOSETOWN = 0x8901;
    private static final int SIOCSPGRP = 0x8902;

    private interface Attempt {
        void run() throws Exception;
    }

    /** Arguments: a folder outside, a folder inside, an open TCP port, a Unix socket's path, seal or not. */
    public static void main(String[] arguments) throws Exception {
        Path outside = Path.of(arguments[0]);
        Path inside = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        Path socket = Path.of(arguments[3]);
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        // What Java prepares with the first socket or process is prepared: what fails below is the thing itself.
        new Socket().close();
        SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
        DatagramChannel.open().close();
        new ProcessBuilder("/bin/true").start().waitFor();
        long descriptor = kernel(unixSocket(), 1, 1, 0);
        if (Boolean.parseBoolean(arguments[4])) {
            SealReport report = Seal.apply(new SealPolicy(List.of(), List.of(inside), false, false, true, Set.of()));
            report.lines().forEach(line -> System.out.println("seal " + line));
        }
        Thread guest = Thread.ofPlatform().start(() -> {
            attempt("read-outside", () -> Files.readString(outside.resolve("secret")));
            attempt("list-outside", () -> Files.list(outside).close());
            attempt("write-outside", () -> Files.writeString(outside.resolve("new"), "x"));
            attempt("truncate-outside", () -> Files.newByteChannel(outside.resolve("secret"),
                    java.nio.file.StandardOpenOption.WRITE, java.nio.file.StandardOpenOption.TRUNCATE_EXISTING).close());
            attempt("delete-outside", () -> Files.delete(outside.resolve("victim")));
            attempt("link-out", () -> {
                Files.createSymbolicLink(inside.resolve("link"), outside.resolve("secret"));
                Files.readString(inside.resolve("link"));
            });
            attempt("chmod-outside", () -> Files.setPosixFilePermissions(outside.resolve("secret"),
                    PosixFilePermissions.fromString("rwxrwxrwx")));
            attempt("touch-outside", () -> Files.setLastModifiedTime(outside.resolve("secret"), FileTime.fromMillis(0)));
            attempt("read-passwd", () -> Files.readString(Path.of("/etc/passwd")));
            attempt("tcp", () -> new Socket("127.0.0.1", port).close());
            attempt("udp", () -> {
                try (DatagramSocket udp = new DatagramSocket()) {
                    udp.connect(new InetSocketAddress("127.0.0.1", port));
                }
            });
            attempt("udp-channel", () -> DatagramChannel.open().close());
            attempt("unix", () -> SocketChannel.open(UnixDomainSocketAddress.of(socket)).close());
            attempt("process", () -> new ProcessBuilder("/bin/true").start().waitFor());
            attempt("signal-parent", () -> {
                if (signal(parent) != 0) {
                    throw new IOException("not permitted");
                }
            });
            attempt("owner", () -> expect(kernel(calls().fcntl(), descriptor, F_SETOWN, parent)));
            attempt("owner-of-a-thread", () -> expect(withMemory(calls().fcntl(), descriptor, F_SETOWN_EX, parent << 32 | 1)));
            attempt("signal-of-a-descriptor", () -> expect(kernel(calls().fcntl(), descriptor, F_SETSIG, 9)));
            attempt("owner-by-ioctl", () -> expect(withMemory(calls().ioctl(), descriptor, FIOSETOWN, parent)));
            attempt("owner-of-a-socket", () -> expect(withMemory(calls().ioctl(), descriptor, SIOCSPGRP, parent)));
            attempt("owner-with-a-wide-command", () -> expect(kernel(calls().fcntl(), descriptor, 1L << 32 | F_SETOWN, parent)));
            attempt("ok-flags", () -> expect(kernel(calls().fcntl(), descriptor, F_GETFL, 0)));
            // Asks only; what sets has the same number.
            attempt("clock", () -> expect(withMemory(adjtimex(), -1, 0, 0)));
            attempt("parent-memory", () -> Files.newByteChannel(Path.of("/proc/" + parent + "/mem")).close());
            attempt("parent-environment", () -> Files.readString(Path.of("/proc/" + parent + "/environ")));
            attempt("parent-root", () -> Files.readString(Path.of("/proc/" + parent + "/root" + outside + "/secret")));
            attempt("own-root", () -> Files.readString(Path.of("/proc/self/root" + outside + "/secret")));
            attempt("ok-write-inside", () -> {
                Files.writeString(inside.resolve("mine"), "x");
                Files.createDirectory(inside.resolve("folder"));
                Files.move(inside.resolve("mine"), inside.resolve("folder/mine"));
                Files.readString(inside.resolve("folder/mine"));
                Files.delete(inside.resolve("folder/mine"));
            });
            attempt("ok-threads", () -> {
                Thread thread = Thread.ofPlatform().start(() -> {});
                thread.join();
                Thread.ofVirtual().start(() -> {}).join();
            });
            attempt("ok-random", () -> new SecureRandom().nextLong());
            attempt("ok-classes", () -> ManagementFactory.getRuntimeMXBean().getUptime());
            attempt("ok-time", () -> Files.readString(Path.of("/proc/thread-self/schedstat")));
            attempt("ok-selector", () -> java.nio.channels.Selector.open().close());
        });
        guest.join();
        System.out.flush();
    }

    private static SystemCalls calls() {
        return SystemCalls.ofThisMachine().orElseThrow();
    }

    private static int unixSocket() {
        return calls().socket();
    }

    private static int adjtimex() {
        return calls() == SystemCalls.X86_64 ? 159 : 171;
    }

    private static long kernel(int number, long first, long second, long third) {
        try (Kernel kernel = new Kernel()) {
            return kernel.call(number, first, second, third);
        }
    }

    /** A call whose last argument is the address of memory that begins with this value; the only one without a descriptor. */
    private static long withMemory(int number, long descriptor, long command, long value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(512, 8);
            memory.set(ValueLayout.JAVA_LONG, 0, value);
            return descriptor < 0 ? kernel(number, memory.address(), 0, 0) : kernel(number, descriptor, command, memory.address());
        }
    }

    private static void expect(long result) throws IOException {
        if (result < 0) {
            throw new IOException("not permitted");
        }
    }

    /** Signal 0 does nothing but ask whether one might. */
    private static long signal(long pid) {
        try (Kernel kernel = new Kernel()) {
            return kernel.call(SystemCalls.ofThisMachine().orElseThrow().kill(), pid, 0, 0);
        }
    }

    private static void attempt(String name, Attempt attempt) {
        try {
            attempt.run();
            System.out.println(name + " worked");
        } catch (Exception | Error e) {
            System.out.println(name + " failed " + e);
        }
    }
}
