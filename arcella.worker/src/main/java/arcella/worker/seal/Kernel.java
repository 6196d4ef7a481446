package arcella.worker.seal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * System calls of Linux by number, through the C library's {@code syscall}. One call shape for all, since each shape costs
 * a worker's start some milliseconds. One thread only.
 */
final class Kernel implements AutoCloseable {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(StructLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = syscall();

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(STATE);

    @SuppressWarnings("restricted") // Calls of the system are what this class is for.
    private static MethodHandle syscall() {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find("syscall")
                .orElseThrow(() -> new IllegalStateException("the C library has no syscall"));
        return linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG), Linker.Option.firstVariadicArg(1), Linker.Option.captureCallState("errno"));
    }

    /** The result, or minus the error number. */
    long call(int number, long a, long b, long c, long d, long e) {
        try {
            long result = (long) CALL.invokeExact(state, (long) number, a, b, c, d, e);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable t) {
            throw new IllegalStateException("a system call could not be made", t);
        }
    }

    /** As {@link #call(int, long, long, long, long, long)}, with fewer arguments. */
    long call(int number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0);
    }

    /** Memory that lives as long as this. */
    MemorySegment memory(long bytes) {
        return arena.allocate(bytes, 8);
    }

    /** A path as C wants it. */
    MemorySegment text(String text) {
        return arena.allocateFrom(text);
    }

    @Override
    public void close() {
        arena.close();
    }
}
