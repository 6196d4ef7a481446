package arcella.worker.seal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A process to which the kernel answers as one without Landlock. It seals itself, or does not, and then has another process
 * killed by a detour: that one becomes the owner of a pipe, of which its owner is told by the signal that kills.
 */
final class SignalDetour {

    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SET_MODE_FILTER = 1;
    private static final int OF_ALL_THREADS = 1;
    private static final int F_SETFL = 4;
    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int O_ASYNC = 020000;
    private static final int SIGKILL = 9;

    /** Load the call's number; if it is that of Landlock, answer ENOSYS; else let it pass. */
    private static final int[][] FILTER = {
        {0x20, 0, 0, 0},
        {0x15, 0, 1, SystemCalls.LANDLOCK_CREATE_RULESET},
        {0x06, 0, 0, Filter.ERRNO | 38},
        {0x06, 0, 0, 0x7fff0000},
    };

    private SignalDetour() {
    }

    /** Arguments: the other process, seal or not. */
    public static void main(String[] arguments) throws Exception {
        long target = Long.parseLong(arguments[0]);
        SystemCalls calls = SystemCalls.ofThisMachine().orElseThrow();
        try (Kernel kernel = new Kernel()) {
            withoutLandlock(kernel, calls);
        }
        if (Boolean.parseBoolean(arguments[1])) {
            Seal.apply(SealPolicy.strict()).lines().forEach(line -> System.out.println("seal " + line));
        }
        Thread.ofPlatform().start(() -> {
            try (Kernel kernel = new Kernel()) {
                MemorySegment pipe = kernel.memory(16);
                System.out.println("pipe " + kernel.call(NamedCalls.number(calls, "pipe2"), pipe.address(), 0, 0));
                int reads = pipe.get(ValueLayout.JAVA_INT, 0);
                int writes = pipe.get(ValueLayout.JAVA_INT, 4);
                System.out.println("signal " + kernel.call(calls.fcntl(), reads, F_SETSIG, SIGKILL));
                System.out.println("owner " + kernel.call(calls.fcntl(), reads, F_SETOWN, target));
                System.out.println("told " + kernel.call(calls.fcntl(), reads, F_SETFL, O_ASYNC));
                System.out.println("written " + kernel.call(NamedCalls.number(calls, "write"), writes, pipe.address(), 1));
            }
        }).join();
        System.out.flush();
    }

    private static void withoutLandlock(Kernel kernel, SystemCalls calls) {
        MemorySegment code = kernel.memory(8L * FILTER.length);
        for (int i = 0; i < FILTER.length; i++) {
            code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) FILTER[i][0]);
            code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) FILTER[i][1]);
            code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) FILTER[i][2]);
            code.set(ValueLayout.JAVA_INT, 8L * i + 4, FILTER[i][3]);
        }
        MemorySegment program = kernel.memory(16);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) FILTER.length);
        program.set(ValueLayout.JAVA_LONG, 8, code.address());
        if (kernel.call(calls.prctl(), PR_SET_NO_NEW_PRIVS, 1, 0) != 0
                || kernel.call(calls.seccomp(), SET_MODE_FILTER, OF_ALL_THREADS, program.address()) != 0) {
            throw new IllegalStateException("the kernel refuses a filter of system calls");
        }
    }
}
