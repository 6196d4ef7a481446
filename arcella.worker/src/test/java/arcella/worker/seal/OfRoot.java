package arcella.worker.seal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import arcella.wasi.net.Network;

/** A process that seals itself but for the network, and then tries what root may: a line each, {@code NAME WHAT}. */
final class OfRoot {

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int AF_INET = 2;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_ICMP = 1;

    private interface Attempt {
        void run() throws Exception;
    }

    private OfRoot() {
    }

    /**
     * Arguments: {@code free}, {@code sealed}, or {@code hindered} where the call that drops rights is refused; a folder; whether
     * it is granted for writing; the rights to keep.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        Set<RootRight> rights = EnumSet.noneOf(RootRight.class);
        Arrays.stream(arguments).skip(3).map(RootRight::valueOf).forEach(rights::add);
        Network.prepare();
        if (arguments[0].equals("hindered")) {
            hinder();
            Seal.rehearse(SealPolicy.strict()).lines().forEach(line -> System.out.println("rehearsal " + line));
        }
        if (!arguments[0].equals("free")) {
            List<Path> granted = Boolean.parseBoolean(arguments[2]) ? List.of(folder) : List.of();
            Seal.apply(new SealPolicy(List.of(), granted, true, true, false, rights)).lines().forEach(line -> System.out.println("seal " + line));
        }
        Thread.ofPlatform().start(() -> attempts(folder.resolve("theirs"))).join();
        System.out.flush();
    }

    private static void attempts(Path file) {
        try {
            Files.readAllLines(Path.of("/proc/thread-self/status")).stream().filter(line -> line.startsWith("Cap"))
                    .forEach(line -> System.out.println(line.replaceFirst(":\\s*", " ")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        try (Kernel kernel = new Kernel()) {
            System.out.println("raw " + Math.min(0, kernel.call(SystemCalls.ofThisMachine().orElseThrow().socket(), AF_INET, SOCK_RAW, IPPROTO_ICMP)));
        }
        attempt("high-port", () -> new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close());
        attempt("low-port", OfRoot::listen);
        attempt("read", () -> Files.readString(file));
        attempt("write", () -> Files.writeString(file, "ours"));
        attempt("times", () -> Files.setLastModifiedTime(file, FileTime.fromMillis(0)));
    }

    private static void attempt(String name, Attempt attempt) {
        try {
            attempt.run();
            System.out.println(name + " worked");
        } catch (Exception e) {
            System.out.println(name + " failed");
        }
    }

    /** At the first that is free. */
    private static void listen() throws IOException {
        for (int port = 1023; port > 600; port--) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (BindException e) {
                if (!String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
        throw new IOException("none is free");
    }

    private static void hinder() {
        SystemCalls calls = SystemCalls.ofThisMachine().orElseThrow();
        int[][] filter = {
            {0x20, 0, 0, 0},
            {0x15, 0, 1, calls.capset()},
            {0x06, 0, 0, Filter.ERRNO | 1},
            {0x06, 0, 0, 0x7fff0000},
        };
        try (Kernel kernel = new Kernel()) {
            MemorySegment code = kernel.memory(8L * filter.length);
            for (int i = 0; i < filter.length; i++) {
                code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) filter[i][0]);
                code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) filter[i][1]);
                code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) filter[i][2]);
                code.set(ValueLayout.JAVA_INT, 8L * i + 4, filter[i][3]);
            }
            MemorySegment program = kernel.memory(16);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) filter.length);
            program.set(ValueLayout.JAVA_LONG, 8, code.address());
            if (kernel.call(calls.prctl(), PR_SET_NO_NEW_PRIVS, 1, 0) != 0 || kernel.call(calls.seccomp(), 1, 1, program.address()) != 0) {
                throw new IllegalStateException("the kernel refuses a filter of system calls");
            }
        }
    }
}
