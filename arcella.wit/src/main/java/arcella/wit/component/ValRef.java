package arcella.wit.component;

import java.util.Objects;

/** A value type where one is used: spelt out if primitive, else by type index ({@code valtype}). */
public sealed interface ValRef {

    /** A primitive type, spelt out. */
    record Prim(Primitive type) implements ValRef {
        public Prim {
            Objects.requireNonNull(type, "type");
        }
    }

    /** The defined type at a type index. */
    record Index(int typeIndex) implements ValRef {
    }
}
