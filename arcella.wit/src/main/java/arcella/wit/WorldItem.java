package arcella.wit;

import java.util.Objects;

/** An import or export of a world (WIT, "Item: world"). */
public sealed interface WorldItem {

    /** The name of the import or export in a component. */
    ExternName externName();

    /** What stands before it. */
    Annotations annotations();

    /** An interface of a package, under its own name. */
    record Interface(WitId id, Annotations annotations) implements WorldItem {
        /** Refuses nulls. */
        public Interface {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(annotations, "annotations");
        }

        @Override
        public ExternName externName() {
            return ExternName.of(id);
        }
    }

    /** An interface of a package, under a plain name: {@code import name: id;}. */
    record Implements(String name, WitId id, Annotations annotations) implements WorldItem {
        /** Checks the label. */
        public Implements {
            Kebab.requireLabel(name, "import or export");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(annotations, "annotations");
        }

        @Override
        public ExternName externName() {
            return new ExternName.Plain(name);
        }
    }

    /** An interface written in place, whose name is that of the import or export. */
    record Inline(WitInterface definition) implements WorldItem {
        /** Refuses null. */
        public Inline {
            Objects.requireNonNull(definition, "definition");
        }

        @Override
        public ExternName externName() {
            return new ExternName.Plain(definition.name());
        }

        @Override
        public Annotations annotations() {
            return definition.annotations();
        }
    }

    /** A function, whose types are those of the world. */
    record Function(WitFunction function) implements WorldItem {
        /** Refuses functions of resources. */
        public Function {
            if (function.kind() != WitFunction.Kind.FREE) {
                throw new IllegalArgumentException(function.name() + " belongs to a resource");
            }
        }

        @Override
        public ExternName externName() {
            return function.externName();
        }

        @Override
        public Annotations annotations() {
            return function.annotations();
        }
    }
}
