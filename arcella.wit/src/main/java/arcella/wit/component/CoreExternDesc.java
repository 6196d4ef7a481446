package arcella.wit.component;

import java.util.Objects;
import java.util.OptionalLong;

/** The type of a core import or export as the binary spells it ({@code core:externtype}). */
public sealed interface CoreExternDesc {

    /** A function of the type at this index. */
    record Func(int typeIndex) implements CoreExternDesc {
    }

    /** A table. */
    record Table(CoreValType.Ref element, Limits limits) implements CoreExternDesc {
        public Table {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(limits, "limits");
        }
    }

    /** A memory; {@code pageSizeLog2} is 16 unless the custom-page-sizes proposal is in use. */
    record Memory(Limits limits, int pageSizeLog2) implements CoreExternDesc {
        public Memory {
            Objects.requireNonNull(limits, "limits");
        }
    }

    /** A global. */
    record Global(CoreValType type, boolean mutable, boolean shared) implements CoreExternDesc {
        public Global {
            Objects.requireNonNull(type, "type");
        }
    }

    /** An exception tag with the function type at this index. */
    record Tag(int typeIndex) implements CoreExternDesc {
    }

    /** Minimum and maximum size, in pages or elements, as unsigned numbers of 32 or (if {@code is64}) 64 bits. */
    record Limits(long minimum, OptionalLong maximum, boolean shared, boolean is64) {
        public Limits {
            Objects.requireNonNull(maximum, "maximum");
        }
    }
}
