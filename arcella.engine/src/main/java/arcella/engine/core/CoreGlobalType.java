package arcella.engine.core;

/**
 * The type of a global.
 *
 * @param value the type of its value
 * @param mutable whether guest code may change it
 */
public record CoreGlobalType(CoreValueType value, boolean mutable) implements CoreExternType {

    @Override
    public boolean matches(CoreExternType wanted) {
        return equals(wanted);
    }

    /** Such as {@code global mut i32}. */
    @Override
    public String toString() {
        return "global " + (mutable ? "mut " : "") + value;
    }
}
