package arcella.wit.component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One definition of a component ({@code definition} of the specification). */
public sealed interface Definition {

    /** Where the definition starts in the outermost binary. */
    int offset();

    /** A core module, as bytes. */
    record CoreModule(ByteSlice bytes, int offset) implements Definition {
        public CoreModule {
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** A core instance made from a module; each argument is a core instance under a name. */
    record CoreInstantiate(int moduleIndex, List<CoreArg> args, int offset) implements Definition {
        public CoreInstantiate {
            args = List.copyOf(args);
        }
    }

    /** A core instance made of single definitions. */
    record CoreInlineInstance(List<CoreExport> exports, int offset) implements Definition {
        public CoreInlineInstance {
            exports = List.copyOf(exports);
        }
    }

    /** A core type. */
    record CoreType(CoreTypeDef type, int offset) implements Definition {
        public CoreType {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A component inside this one. */
    record Nested(Component component, int offset) implements Definition {
        public Nested {
            Objects.requireNonNull(component, "component");
        }
    }

    /** An instance made from a component. */
    record Instantiate(int componentIndex, List<Arg> args, int offset) implements Definition {
        public Instantiate {
            args = List.copyOf(args);
        }
    }

    /** An instance made of single definitions. */
    record InlineInstance(List<InlineExport> exports, int offset) implements Definition {
        public InlineInstance {
            exports = List.copyOf(exports);
        }
    }

    /** An alias. */
    record Aliased(Alias alias, int offset) implements Definition {
        public Aliased {
            Objects.requireNonNull(alias, "alias");
        }
    }

    /** A type. */
    record Type(TypeDef type, int offset) implements Definition {
        public Type {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A canonical function: lift, lower or a built-in. */
    record Canonical(Canon canon, int offset) implements Definition {
        public Canonical {
            Objects.requireNonNull(canon, "canon");
        }
    }

    /** A function to call when the component is instantiated; {@code results} values join the value index space. */
    record Start(int funcIndex, List<Integer> args, int results, int offset) implements Definition {
        public Start {
            args = List.copyOf(args);
        }
    }

    /** An import. */
    record Import(AttributedName name, ExternDesc desc, int offset) implements Definition {
        public Import {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(desc, "desc");
        }
    }

    /** An export; it also adds an index for what it exports. */
    record Export(AttributedName name, SortIndex target, Optional<ExternDesc> ascribed, int offset) implements Definition {
        public Export {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(ascribed, "ascribed");
        }
    }

    /** A constant value, its bytes not yet read. */
    record Value(ValRef type, ByteSlice bytes, int offset) implements Definition {
        public Value {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** An argument of a core instantiation. */
    record CoreArg(String name, int coreInstanceIndex) {
        public CoreArg {
            Objects.requireNonNull(name, "name");
        }
    }

    /** An export of a core inline instance. */
    record CoreExport(String name, CoreSort sort, int index) {
        public CoreExport {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sort, "sort");
        }
    }

    /** An argument of an instantiation. */
    record Arg(String name, SortIndex value) {
        public Arg {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** An export of an inline instance. */
    record InlineExport(AttributedName name, SortIndex value) {
        public InlineExport {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }
}
