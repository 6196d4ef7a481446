package arcella.engine.core;

import java.util.OptionalLong;

/**
 * The type of a table.
 *
 * @param element what it holds; a reference type
 * @param min the number of elements it starts with
 * @param max the number it may grow to; empty if the module sets no bound
 */
public record CoreTableType(CoreValueType element, long min, OptionalLong max) implements CoreExternType {

    /** Refuses an element that is no reference, negative sizes and a maximum below the minimum. */
    public CoreTableType {
        if (!element.isReference() || min < 0 || max.isPresent() && max.getAsLong() < min) {
            throw new IllegalArgumentException("table of " + element + " " + min + ".." + max);
        }
    }

    @Override
    public boolean matches(CoreExternType wanted) {
        return wanted instanceof CoreTableType w
                && element == w.element
                && min >= w.min
                && (w.max.isEmpty() || max.isPresent() && max.getAsLong() <= w.max.getAsLong());
    }

    /** Such as {@code table 2..2 funcref}. */
    @Override
    public String toString() {
        return "table " + min + ".." + (max.isPresent() ? max.getAsLong() : "") + " " + element;
    }
}
