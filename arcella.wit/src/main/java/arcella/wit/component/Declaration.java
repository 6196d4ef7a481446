package arcella.wit.component;

import java.util.Objects;

/** One line of a component or instance type ({@code componentdecl}, {@code instancedecl}). */
public sealed interface Declaration {

    /** Where the declaration starts in the binary. */
    int offset();

    /** A core type. */
    record CoreType(CoreTypeDef type, int offset) implements Declaration {
        public CoreType {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A type. */
    record Type(TypeDef type, int offset) implements Declaration {
        public Type {
            Objects.requireNonNull(type, "type");
        }
    }

    /** An alias. */
    record Aliased(Alias alias, int offset) implements Declaration {
        public Aliased {
            Objects.requireNonNull(alias, "alias");
        }
    }

    /** An import; component types only. */
    record Import(AttributedName name, ExternDesc desc, int offset) implements Declaration {
        public Import {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }

    /** An export. */
    record Export(AttributedName name, ExternDesc desc, int offset) implements Declaration {
        public Export {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }
}
