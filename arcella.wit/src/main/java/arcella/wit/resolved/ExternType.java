package arcella.wit.resolved;

import java.util.Objects;

/** The resolved type of an import or export. */
public sealed interface ExternType {

    /** The word for this kind of thing in messages. */
    String kind();

    /** A core module. */
    record Module(CoreModuleType type) implements ExternType {
        public Module {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "module";
        }
    }

    /** A function. */
    record Func(FuncType type) implements ExternType {
        public Func {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "func";
        }
    }

    /** A value. */
    record Value(ValueType type) implements ExternType {
        public Value {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "value";
        }
    }

    /**
     * A type. A {@link ResourceType} whose id the surrounding type binds is abstract there ({@code sub resource}); any other
     * type is equal to what it shows.
     */
    record Type(DefType type) implements ExternType {
        public Type {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "type";
        }
    }

    /** An instance. Its type binds no resources: they are bound further out. */
    record Instance(InstanceType type) implements ExternType {
        public Instance {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "instance";
        }
    }

    /** A component. */
    record Component(ComponentType type) implements ExternType {
        public Component {
            Objects.requireNonNull(type, "type");
        }

        @Override
        public String kind() {
            return "component";
        }
    }
}
