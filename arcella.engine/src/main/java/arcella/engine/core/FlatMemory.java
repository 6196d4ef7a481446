package arcella.engine.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.UninstantiableException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * One instance's view of a {@link CoreMemory}, as the engine library's compiled code wants it.
 *
 * <p>Each instance has its own view, because the library keeps the instance's data segments in its memory object: with
 * one shared object the last instance to import a memory would take the segments of the others away. The array is held
 * here directly, so that an access costs one load and the array's own bounds check; the {@link CoreMemory} replaces it
 * in all views when the memory grows.
 */
final class FlatMemory implements Memory {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    /** How much a bulk instruction does before it looks for an interrupt: some milliseconds' work. */
    private static final int PIECE = 16 << 20;

    private final CoreMemory memory;
    private byte[] bytes;
    private DataSegment[] segments = {};

    FlatMemory(CoreMemory memory, byte[] bytes) {
        this.memory = memory;
        this.bytes = bytes;
    }

    CoreMemory memory() {
        return memory;
    }

    /** The instance's data segments; those that were dropped are empty. The library's own array. */
    DataSegment[] segments() {
        return segments;
    }

    void replace(byte[] now) {
        bytes = now;
    }

    @Override
    public int pages() {
        return bytes.length / PAGE_SIZE;
    }

    @Override
    public int grow(int size) {
        return memory.grow(size);
    }

    @Override
    public int initialPages() {
        return pages();
    }

    @Override
    public int maximumPages() {
        return (int) Math.min(RUNTIME_MAX_PAGES, memory.type().maxPages().orElse(RUNTIME_MAX_PAGES));
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public Object lock(int address) {
        return memory;
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, int expected, long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int waitOn(int address, long expected, long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    @SuppressWarnings("removal")
    public int notify(int address, int maxThreads) {
        check(address, 4);
        return 0;
    }

    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment @Nullable [] dataSegments, int memoryIndex) {
        if (dataSegments == null) {
            return;
        }
        segments = dataSegments;
        for (int i = 0; i < dataSegments.length; i++) {
            if (dataSegments[i] instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                byte[] data = active.data();
                int offset = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                if ((offset | data.length) < 0 || offset > bytes.length - data.length) {
                    throw new UninstantiableException("out of bounds memory access");
                }
                System.arraycopy(data, 0, bytes, offset, data.length);
                // An active segment is dropped once it is written (core specification, 4.5.4).
                dataSegments[i] = PassiveDataSegment.EMPTY;
            }
        }
    }

    @Override
    public void initPassiveSegment(int segmentId, int dest, int offset, int size) {
        byte[] data = segments[segmentId].data();
        if ((offset | size) < 0 || offset > data.length - size) {
            throw new TrapException("out of bounds memory access");
        }
        write(dest, data, offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void write(int addr, byte[] data, int offset, int size) {
        check(addr, size);
        System.arraycopy(data, offset, bytes, addr, size);
    }

    @Override
    public byte read(int addr) {
        try {
            return bytes[addr];
        } catch (ArrayIndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public byte[] readBytes(int addr, int len) {
        check(addr, len);
        return Arrays.copyOfRange(bytes, addr, addr + len);
    }

    @Override
    public void writeI32(int addr, int data) {
        try {
            INT.set(bytes, addr, data);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public int readInt(int addr) {
        try {
            return (int) INT.get(bytes, addr);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public void writeLong(int addr, long data) {
        try {
            LONG.set(bytes, addr, data);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public long readLong(int addr) {
        try {
            return (long) LONG.get(bytes, addr);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public void writeShort(int addr, short data) {
        try {
            SHORT.set(bytes, addr, data);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public short readShort(int addr) {
        try {
            return (short) SHORT.get(bytes, addr);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public long readU16(int addr) {
        return readShort(addr) & 0xFFFF;
    }

    @Override
    public void writeByte(int addr, byte data) {
        try {
            bytes[addr] = data;
        } catch (ArrayIndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public void writeF32(int addr, float data) {
        try {
            FLOAT.set(bytes, addr, data);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public long readF32(int addr) {
        return readInt(addr);
    }

    @Override
    public float readFloat(int addr) {
        try {
            return (float) FLOAT.get(bytes, addr);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public void writeF64(int addr, double data) {
        try {
            DOUBLE.set(bytes, addr, data);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public double readDouble(int addr) {
        try {
            return (double) DOUBLE.get(bytes, addr);
        } catch (IndexOutOfBoundsException e) {
            throw outside();
        }
    }

    @Override
    public long readF64(int addr) {
        return readLong(addr);
    }

    /** Asked for once, before the data segments are written: the array is new and zero already. */
    @Override
    public void zero() {}

    @Override
    public void fill(byte value, int fromIndex, int toIndex) {
        if (fromIndex < 0 || toIndex < fromIndex || toIndex > bytes.length) {
            throw outside();
        }
        int at = fromIndex;
        while (toIndex - at > PIECE) {
            Arrays.fill(bytes, at, at + PIECE, value);
            at += PIECE;
            stopIfInterrupted();
        }
        Arrays.fill(bytes, at, toIndex, value);
    }

    /** Between two pieces of what may take long: compiled code looks for an interrupt only at calls and in loops. */
    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new WasmInterruptedException("interrupted in the midst of a bulk instruction");
        }
    }

    @Override
    public void copy(int dest, int src, int size) {
        check(dest, size);
        check(src, size);
        if (size <= PIECE) {
            System.arraycopy(bytes, src, bytes, dest, size);
        } else if (dest <= src) {
            int done = 0;
            while (done < size) {
                int part = Math.min(PIECE, size - done);
                System.arraycopy(bytes, src + done, bytes, dest + done, part);
                done += part;
                stopIfInterrupted();
            }
        } else {
            // From its end, since the parts may overlap.
            for (int left = size; left > 0; left -= PIECE) {
                int from = Math.max(0, left - PIECE);
                System.arraycopy(bytes, src + from, bytes, dest + from, left - from);
                stopIfInterrupted();
            }
        }
    }

    private void check(int address, int length) {
        if ((address | length) < 0 || address > bytes.length - length) {
            throw outside();
        }
    }

    private static TrapException outside() {
        return new TrapException("out of bounds memory access");
    }
}
