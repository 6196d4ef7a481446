package arcella.wasi.preview1;

import arcella.engine.core.CoreMemory;
import arcella.wasi.fs.Spans;

/**
 * The pieces of guest memory that one reading or writing call names ({@code iovec}, {@code ciovec}), checked. One
 * object serves all calls of an instance.
 */
final class Buffers implements Spans {

    private static final int VECTOR_BYTES = 8;

    private CoreMemory memory;
    private int table;
    private int count;
    private int total;

    Buffers(CoreMemory memory) {
        this.memory = memory;
    }

    /**
     * Takes a table of {@code count} pairs of address and length.
     *
     * @throws ErrnoException {@code inval} if they sum up to 2 GiB or more, which no read or write can answer
     */
    Buffers load(CoreMemory of, int table, int count) throws ErrnoException {
        this.memory = of;
        if (count < 0 || count > Integer.MAX_VALUE / VECTOR_BYTES) {
            throw Errno.INVAL.failure();
        }
        of.check(table, count * VECTOR_BYTES);
        this.table = table;
        this.count = count;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            of.check(address(i), length(i));
            sum += length(i);
            if (sum > Integer.MAX_VALUE) {
                throw Errno.INVAL.failure();
            }
        }
        this.total = (int) sum;
        return this;
    }

    /** The guest's memory; valid until the guest runs again. */
    @Override
    public byte[] bytes() {
        return memory.bytes();
    }

    @Override
    public int count() {
        return count;
    }

    /** How many bytes all pieces have together. */
    @Override
    public int total() {
        return total;
    }

    @Override
    public int address(int index) {
        return memory.readInt(table + index * VECTOR_BYTES);
    }

    @Override
    public int length(int index) {
        return memory.readInt(table + index * VECTOR_BYTES + 4);
    }
}
