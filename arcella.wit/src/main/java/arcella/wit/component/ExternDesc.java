package arcella.wit.component;

import java.util.Objects;

/** What an import or export declares about its thing ({@code externtype}), by index. */
public sealed interface ExternDesc {

    /** A core module of the module type at this core type index. */
    record Module(int coreTypeIndex) implements ExternDesc {
    }

    /** A function of the function type at this type index. */
    record Func(int typeIndex) implements ExternDesc {
    }

    /** A value equal to an earlier value. */
    record ValueEq(int valueIndex) implements ExternDesc {
    }

    /** A value of a type. */
    record Value(ValRef type) implements ExternDesc {
        public Value {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A type equal to the type at this index. */
    record TypeEq(int typeIndex) implements ExternDesc {
    }

    /** An abstract resource type. */
    record SubResource() implements ExternDesc {
    }

    /** A component of the component type at this index. */
    record Component(int typeIndex) implements ExternDesc {
    }

    /** An instance of the instance type at this index. */
    record Instance(int typeIndex) implements ExternDesc {
    }
}
