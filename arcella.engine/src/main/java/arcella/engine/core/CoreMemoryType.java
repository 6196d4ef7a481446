package arcella.engine.core;

import java.util.OptionalLong;

/**
 * The type of a linear memory.
 *
 * @param minPages the size it starts with, in pages of 64 KiB
 * @param maxPages the size it may grow to; empty if the module sets no bound
 */
public record CoreMemoryType(long minPages, OptionalLong maxPages) implements CoreExternType {

    /** Bytes in one page. */
    public static final int PAGE_BYTES = 65_536;
    /** The largest memory that this engine can hold: 2 GiB less one page. */
    public static final int MAX_PAGES = 32_767;

    /** Refuses negative sizes and a maximum below the minimum. */
    public CoreMemoryType {
        if (minPages < 0 || maxPages.isPresent() && maxPages.getAsLong() < minPages) {
            throw new IllegalArgumentException("memory limits " + minPages + ".." + maxPages);
        }
    }

    @Override
    public boolean matches(CoreExternType wanted) {
        return wanted instanceof CoreMemoryType w
                && minPages >= w.minPages
                && (w.maxPages.isEmpty() || maxPages.isPresent() && maxPages.getAsLong() <= w.maxPages.getAsLong());
    }

    /** Such as {@code memory 1..16 pages}. */
    @Override
    public String toString() {
        return "memory " + minPages + ".." + (maxPages.isPresent() ? maxPages.getAsLong() : "") + " pages";
    }
}
