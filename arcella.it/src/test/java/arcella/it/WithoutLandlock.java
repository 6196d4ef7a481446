package arcella.it;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Runs a command as on a kernel without Landlock: the call that makes its rules answers {@code ENOSYS} to the command and to
 * all that it starts. A program of its own, for what it does to itself is for good.
 */
final class WithoutLandlock {

    private static final int PR_SET_SECCOMP = 22;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SECCOMP_MODE_FILTER = 2;
    private static final int LANDLOCK_CREATE_RULESET = 444;
    private static final int ENOSYS = 38;

    /** Load the call's number; if it is that of Landlock, answer the error; else let it pass. Eight bytes each. */
    private static final int[][] FILTER = {
        {0x20, 0, 0, 0},
        {0x15, 0, 1, LANDLOCK_CREATE_RULESET},
        {0x06, 0, 0, 0x00050000 | ENOSYS},
        {0x06, 0, 0, 0x7fff0000},
    };

    private WithoutLandlock() {}

    /** Arguments: the command. It inherits the filter of the thread that starts it. */
    @SuppressWarnings("restricted") // Calls of the system are what this program is for.
    public static void main(String[] command) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle prctl = linker.downcallHandle(linker.defaultLookup().find("prctl").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG), Linker.Option.firstVariadicArg(1));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocate(8L * FILTER.length, 8);
            for (int i = 0; i < FILTER.length; i++) {
                code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) FILTER[i][0]);
                code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) FILTER[i][1]);
                code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) FILTER[i][2]);
                code.set(ValueLayout.JAVA_INT, 8L * i + 4, FILTER[i][3]);
            }
            MemorySegment program = arena.allocate(16, 8);
            program.set(ValueLayout.JAVA_SHORT, 0, (short) FILTER.length);
            program.set(ValueLayout.JAVA_LONG, 8, code.address());
            check((int) prctl.invokeExact(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L));
            check((int) prctl.invokeExact(PR_SET_SECCOMP, (long) SECCOMP_MODE_FILTER, program.address(), 0L, 0L));
        }
        System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("the kernel refuses a filter of system calls");
        }
    }
}
