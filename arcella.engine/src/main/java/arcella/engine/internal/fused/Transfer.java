package arcella.engine.internal.fused;

import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.ByteBudget;
import arcella.engine.abi.ByteLimit;

/**
 * The values of one direction of one call on their way: the parameters from the caller to the callee, or the results
 * back.
 *
 * <p>The source's code does not run while this is in use, so that its memory stays where it is. The target's allocator
 * does run, and its memory may be another array after each time.
 */
final class Transfer {

    private static final byte[] NO_MEMORY = {};

    final byte[] from;
    final long[] in;
    final long[] out;
    final HandlePassage handles;
    final Side source;
    final Side target;
    byte[] to;
    private final ByteBudget budget;

    Transfer(Side source, Side target, long[] in, long[] out, HandlePassage handles, ByteLimit valueBytes) {
        this.source = source;
        this.target = target;
        this.in = in;
        this.out = out;
        this.handles = handles;
        this.budget = new ByteBudget(valueBytes);
        this.from = source.memory().isPresent() ? source.memory().get().core().bytes() : NO_MEMORY;
        this.to = target.memory().isPresent() ? target.memory().get().core().bytes() : NO_MEMORY;
    }

    /** Counts what strings and lists carry. */
    void charge(long bytes) {
        budget.charge(bytes);
    }

    /** Checks a range in the source. */
    void checkSource(String what, long pointer, long length, int alignment) {
        memory(source).check(what, pointer, length, alignment);
    }

    /** Checks a range in the target. */
    void checkTarget(String what, long pointer, long length, int alignment) {
        memory(target).check(what, pointer, length, alignment);
    }

    /** New space in the target. */
    int allocate(String what, int alignment, long length) {
        return reallocate(what, 0, 0, alignment, length);
    }

    /** Space in the target that grows or shrinks. */
    int reallocate(String what, int old, long oldLength, int alignment, long length) {
        AbiMemory memory = memory(target);
        int pointer = memory.reallocate(what, old, oldLength, alignment, length);
        to = memory.core().bytes();
        return pointer;
    }

    private static AbiMemory memory(Side side) {
        return side.memory().orElseThrow(() -> new IllegalStateException("validated without a memory"));
    }
}
