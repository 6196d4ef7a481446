package arcella.engine.abi;

import java.util.Optional;

import arcella.engine.core.CoreMemory;

/**
 * One component instance's memory as the Canonical ABI uses it: checked ranges, and space from the guest's
 * {@code realloc}.
 *
 * <p>Used by one thread at a time, as the instance.
 */
public final class AbiMemory {

    private final CoreMemory memory;
    private final Optional<Realloc> realloc;
    private final TextBuffer text = new TextBuffer();

    /** The guest's allocator, called as the specification asks: the instance may not leave meanwhile. */
    @FunctionalInterface
    public interface Realloc {

        /** The address of space of the new length, unchecked. */
        int call(int old, int oldLength, int alignment, int newLength);
    }

    /**
     * @param memory the canonical option {@code memory}
     * @param realloc the canonical option {@code realloc}
     */
    public AbiMemory(CoreMemory memory, Optional<Realloc> realloc) {
        this.memory = memory;
        this.realloc = realloc;
    }

    /** The memory itself. */
    public CoreMemory core() {
        return memory;
    }

    /** Room for text on its way. */
    TextBuffer text() {
        return text;
    }

    /**
     * Checks a range that the guest named: its alignment and that it lies inside.
     *
     * @param what a word for the message
     * @param pointer the address, unsigned
     * @param length in bytes
     * @throws arcella.engine.core.Trap if it does not
     */
    public void check(String what, long pointer, long length, int alignment) {
        if ((pointer & alignment - 1) != 0) {
            throw AbiTraps.unaligned(what, pointer, alignment);
        }
        if (pointer + length > memory.byteSize()) {
            throw AbiTraps.outside(what, pointer, length, memory.byteSize());
        }
    }

    /** New space of that size. */
    int allocate(String what, int alignment, long length) {
        return reallocate(what, 0, 0, alignment, length);
    }

    /**
     * Calls {@code realloc} and checks what it answers.
     *
     * @param what a word for the message
     * @param old the address of what there is; 0 for none
     * @param oldLength its bytes
     * @return the address of the new space
     * @throws arcella.engine.core.Trap if the guest answers something unaligned or outside
     */
    public int reallocate(String what, int old, long oldLength, int alignment, long length) {
        Realloc function = realloc.orElseThrow(() -> new IllegalStateException("validated without realloc"));
        long pointer = Integer.toUnsignedLong(function.call(old, (int) oldLength, alignment, (int) length));
        if ((pointer & alignment - 1) != 0) {
            throw AbiTraps.trap("realloc return: result not aligned (unaligned pointer " + pointer + " for alignment "
                    + alignment + ")");
        }
        if (pointer + length > memory.byteSize()) {
            throw AbiTraps.trap("realloc return: beyond end of memory (" + length + " bytes at " + pointer + " in "
                    + memory.byteSize() + ") for " + what);
        }
        return (int) pointer;
    }
}
