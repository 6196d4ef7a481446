package arcella.wit.resolved;

import java.util.Objects;

/** The resolved type of an import or export. */
public sealed interface ExternType {

    /** The word for this kind of thing in messages. */
    String kind();

    /** How many nodes its type has when written out in full; stops at {@link Integer#MAX_VALUE}. */
    default int treeSize() {
        return switch (this) {
            case Module module -> 1 + module.type().entries();
            case Func func -> func.type().treeSize();
            case Value value -> value.type().treeSize();
            case Type type -> type.type().treeSize();
            case Instance instance -> instance.type().treeSize();
            case Component component -> component.type().treeSize();
        };
    }

    /** How deep the types of instances and components nest in it; 0 if it has none. */
    default int nesting() {
        return switch (this) {
            case Type type -> type.type().nesting();
            case Instance instance -> instance.type().nesting();
            case Component component -> component.type().nesting();
            case Module module -> 0;
            case Func func -> 0;
            case Value value -> 0;
        };
    }

    /** How deep value types nest in it; 0 if it has none. */
    default int depth() {
        return switch (this) {
            case Func func -> func.type().depth();
            case Value value -> value.type().depth();
            case Type type -> type.type().depth();
            case Instance instance -> instance.type().depth();
            case Component component -> component.type().depth();
            case Module module -> 0;
        };
    }

    /** Whether a resource type occurs anywhere in it. */
    default boolean mentionsResources() {
        return switch (this) {
            case Func func -> func.type().mentionsResources();
            case Value value -> value.type().mentionsResources();
            case Type type -> type.type().mentionsResources();
            case Instance instance -> instance.type().mentionsResources();
            case Component component -> component.type().mentionsResources();
            case Module module -> false;
        };
    }

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
