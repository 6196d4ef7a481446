package arcella.wit.resolved;

import java.util.Objects;

import arcella.wit.component.CoreExternDesc;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;

/** The resolved type of a core import or export. */
public sealed interface CoreExternType {

    /** The word for this kind of thing in messages. */
    String kind();

    /**
     * A function.
     *
     * @param type its signature
     * @param typeNumber the number that validation gave to the whole type, supertypes and recursion group included
     */
    record Func(CoreTypeDef.Func type, int typeNumber) implements CoreExternType {
        public Func {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "func";
        }
    }

    /** A table. */
    record Table(CoreValType.Ref element, CoreExternDesc.Limits limits) implements CoreExternType {
        public Table {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(limits, "limits");
        }

        @Override
        public String kind() {
            return "table";
        }
    }

    /** A memory. */
    record Memory(CoreExternDesc.Limits limits, int pageSizeLog2) implements CoreExternType {
        public Memory {
            Objects.requireNonNull(limits, "limits");
        }

        /** The type of pointers into it. */
        public CoreValType.Num addressType() {
            return limits.is64() ? CoreValType.Num.I64 : CoreValType.Num.I32;
        }

        @Override
        public String kind() {
            return "memory";
        }
    }

    /** A global. */
    record Global(CoreValType type, boolean mutable, boolean shared) implements CoreExternType {
        public Global {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "global";
        }
    }

    /** An exception tag. */
    record Tag(CoreTypeDef.Func type, int typeNumber) implements CoreExternType {
        public Tag {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "tag";
        }
    }
}
