package arcella.engine.core;

import java.util.Locale;

/** A value type of core WebAssembly, as far as this engine runs it (core specification, 2.3.1-2.3.4). */
public enum CoreValueType {
    /** 32-bit integer; a Java {@code int}, in the low half of a {@code long} slot. */
    I32(int.class),
    /** 64-bit integer; a Java {@code long}. */
    I64(long.class),
    /** 32-bit float; a Java {@code float}, its raw bits in the low half of a {@code long} slot. */
    F32(float.class),
    /** 64-bit float; a Java {@code double}, its raw bits in a {@code long} slot. */
    F64(double.class),
    /** A function or null; an opaque number that means something to one instance only. */
    FUNCREF(int.class),
    /** A host object or null; cannot be passed through {@code long} slots. */
    EXTERNREF(Object.class),
    /** A caught exception or null; an opaque number. */
    EXNREF(int.class);

    private final Class<?> carrier;

    CoreValueType(Class<?> carrier) {
        this.carrier = carrier;
    }

    /** The Java type that carries such a value through {@link CoreFunction#handle()}. */
    public Class<?> carrier() {
        return carrier;
    }

    /** Whether values of this type are references. */
    public boolean isReference() {
        return this == FUNCREF || this == EXTERNREF || this == EXNREF;
    }

    /** The type as WebAssembly text writes it, such as {@code i32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
