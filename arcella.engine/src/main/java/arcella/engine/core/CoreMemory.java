package arcella.engine.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * A linear memory: one flat {@code byte[]}, little-endian.
 *
 * <p>Every access is checked against the array's own length, which is always exactly the memory's size; an access
 * outside is a {@link Trap} of kind {@link Trap.Kind#MEMORY_OUT_OF_BOUNDS}. Addresses are the guest's unsigned 32-bit
 * addresses in an {@code int}: a memory never reaches 2 GiB here, so that a negative address is always outside.
 *
 * <p>Generated code may take {@link #bytes()} and index it itself. Growing replaces the array: whoever keeps it must
 * ask again after anything that may have run guest code.
 *
 * <p>One thread at a time, as for the instances that share it.
 */
public final class CoreMemory implements CoreExtern {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final OptionalLong maxPages;
    private final MemoryBudget budget;
    private final List<WeakReference<FlatMemory>> views = new ArrayList<>(2);
    private byte[] bytes;

    private CoreMemory(CoreMemoryType type, MemoryBudget budget) {
        this.maxPages = type.maxPages();
        this.budget = budget;
        this.bytes = new byte[(int) type.minPages() * CoreMemoryType.PAGE_BYTES];
    }

    /**
     * A new memory of the type's minimum size, filled with zeros.
     *
     * @throws ArcellaException with {@code LIMIT} if the budget or this engine cannot hold it
     */
    public static CoreMemory create(CoreMemoryType type, MemoryBudget budget) {
        long size = type.minPages() * CoreMemoryType.PAGE_BYTES;
        if (type.minPages() > CoreMemoryType.MAX_PAGES || !budget.reserve(size)) {
            throw lacking(size, budget.without(size).orElse(budget));
        }
        try {
            return new CoreMemory(type, budget);
        } catch (OutOfMemoryError e) {
            budget.release(size);
            throw new ArcellaException(EngineError.LIMIT,
                    "the Java heap has no room for a linear memory of " + size + " bytes",
                    "give the process a larger heap", e);
        }
    }

    private static ArcellaException lacking(long size, MemoryBudget budget) {
        long left = Math.max(0, budget.limitBytes() - budget.usedBytes());
        String needs = "the module needs " + size + " bytes of linear memory to start; " + left + " of "
                + budget.limitBytes() + " are left";
        return budget.shared()
                ? new ArcellaException(EngineError.LIMIT, needs + " to all modules of this process together",
                        "stop other modules that run in it, or give the process a larger heap")
                : new ArcellaException(EngineError.LIMIT, needs, "raise its limit memory");
    }

    /** The view through which one instance's code reaches this memory. */
    synchronized FlatMemory view() {
        FlatMemory view = new FlatMemory(this, bytes);
        views.add(new WeakReference<>(view));
        return view;
    }

    /** Gives the reserved bytes back to the budget; the memory must not be used again. */
    synchronized void release() {
        budget.release(bytes.length);
        replace(new byte[0]);
    }

    @Override
    public CoreMemoryType type() {
        return new CoreMemoryType(bytes.length / CoreMemoryType.PAGE_BYTES, maxPages);
    }

    /** The memory itself, until it grows next. */
    public byte[] bytes() {
        return bytes;
    }

    /** The present size in bytes. */
    public long byteSize() {
        return bytes.length;
    }

    /**
     * Grows by {@code pages} of 64 KiB, as {@code memory.grow} does.
     *
     * @return the size before in pages, or -1 if the type, the budget or the heap do not allow it
     */
    public synchronized int grow(int pages) {
        int before = bytes.length / CoreMemoryType.PAGE_BYTES;
        long bound = Math.min(CoreMemoryType.MAX_PAGES, maxPages.orElse(CoreMemoryType.MAX_PAGES));
        if (pages == 0) {
            return before;
        }
        if (pages < 0 || pages > bound - before) {
            return -1;
        }
        long more = (long) pages * CoreMemoryType.PAGE_BYTES;
        if (!budget.reserve(more)) {
            return -1;
        }
        byte[] larger;
        try {
            larger = Arrays.copyOf(bytes, (int) (bytes.length + more));
        } catch (OutOfMemoryError e) {
            // The specification lets growth fail for want of resources; the guest sees -1.
            budget.release(more);
            budget.heapFull();
            return -1;
        }
        replace(larger);
        return before;
    }

    /** Sets size and content back to what they were; what had grown goes back to the budget. */
    synchronized void restore(int size, byte[] content) {
        if (bytes.length != size) {
            budget.release((long) bytes.length - size);
            replace(new byte[size]);
        } else {
            Arrays.fill(bytes, content.length, size, (byte) 0);
        }
        System.arraycopy(content, 0, bytes, 0, content.length);
    }

    private void replace(byte[] now) {
        bytes = now;
        for (Iterator<WeakReference<FlatMemory>> i = views.iterator(); i.hasNext();) {
            FlatMemory view = i.next().get();
            if (view == null) {
                i.remove();
            } else {
                view.replace(now);
            }
        }
    }

    /** Reads one byte. */
    public byte readByte(int address) {
        try {
            return bytes[address];
        } catch (ArrayIndexOutOfBoundsException e) {
            throw outside(address, 1);
        }
    }

    /** Reads two bytes. */
    public short readShort(int address) {
        try {
            return (short) SHORT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 2);
        }
    }

    /** Reads four bytes. */
    public int readInt(int address) {
        try {
            return (int) INT.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 4);
        }
    }

    /** Reads eight bytes. */
    public long readLong(int address) {
        try {
            return (long) LONG.get(bytes, address);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 8);
        }
    }

    /** Reads four bytes as a float, bit for bit. */
    public float readFloat(int address) {
        return Float.intBitsToFloat(readInt(address));
    }

    /** Reads eight bytes as a double, bit for bit. */
    public double readDouble(int address) {
        return Double.longBitsToDouble(readLong(address));
    }

    /** Writes one byte. */
    public void writeByte(int address, byte value) {
        try {
            bytes[address] = value;
        } catch (ArrayIndexOutOfBoundsException e) {
            throw outside(address, 1);
        }
    }

    /** Writes two bytes. */
    public void writeShort(int address, short value) {
        try {
            SHORT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 2);
        }
    }

    /** Writes four bytes. */
    public void writeInt(int address, int value) {
        try {
            INT.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 4);
        }
    }

    /** Writes eight bytes. */
    public void writeLong(int address, long value) {
        try {
            LONG.set(bytes, address, value);
        } catch (IndexOutOfBoundsException e) {
            throw outside(address, 8);
        }
    }

    /** Writes a float's four bytes, bit for bit. */
    public void writeFloat(int address, float value) {
        writeInt(address, Float.floatToRawIntBits(value));
    }

    /** Writes a double's eight bytes, bit for bit. */
    public void writeDouble(int address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    /** Copies {@code length} bytes out into a new array. */
    public byte[] read(int address, int length) {
        check(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    /** Copies {@code length} bytes out into {@code target}, from {@code offset} there. */
    public void read(int address, byte[] target, int offset, int length) {
        check(address, length);
        System.arraycopy(bytes, address, target, offset, length);
    }

    /** Copies all that remains of {@code source} in. */
    public void write(int address, ByteBuffer source) {
        check(address, source.remaining());
        source.get(bytes, address, source.remaining());
    }

    /** Copies {@code length} bytes of {@code source} in, from {@code offset} there. */
    public void write(int address, byte[] source, int offset, int length) {
        check(address, length);
        System.arraycopy(source, offset, bytes, address, length);
    }

    /** Copies the whole of {@code source} in. */
    public void write(int address, byte[] source) {
        write(address, source, 0, source.length);
    }

    /** Copies within this memory; the ranges may overlap. */
    public void copy(int target, int source, int length) {
        copyFrom(target, this, source, length);
    }

    /** Copies from another memory into this one. */
    public void copyFrom(int target, CoreMemory other, int source, int length) {
        other.check(source, length);
        check(target, length);
        System.arraycopy(other.bytes, source, bytes, target, length);
    }

    /** Fills a range with one value. */
    public void fill(int address, byte value, int length) {
        check(address, length);
        Arrays.fill(bytes, address, address + length, value);
    }

    /**
     * Checks that a range lies inside, both numbers taken as unsigned.
     *
     * @throws Trap of kind {@link Trap.Kind#MEMORY_OUT_OF_BOUNDS} if not
     */
    public void check(int address, int length) {
        if ((address | length) < 0 || address > bytes.length - length) {
            throw outside(address, Integer.toUnsignedLong(length));
        }
    }

    private Trap outside(int address, long length) {
        return new Trap(Trap.Kind.MEMORY_OUT_OF_BOUNDS,
                "out of bounds memory access: " + length + " bytes at " + Integer.toUnsignedLong(address)
                        + " in a memory of " + bytes.length, List.of());
    }
}
