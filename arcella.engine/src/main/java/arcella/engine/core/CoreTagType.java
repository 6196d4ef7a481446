package arcella.engine.core;

/**
 * The type of an exception tag.
 *
 * @param function a function type without results; its parameters are what an exception carries
 */
public record CoreTagType(CoreFunctionType function) implements CoreExternType {

    @Override
    public boolean matches(CoreExternType wanted) {
        return equals(wanted);
    }

    /** Such as {@code tag (i32)}. */
    @Override
    public String toString() {
        return "tag " + function;
    }
}
