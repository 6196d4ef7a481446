package arcella.wit.component;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One entry of a type section ({@code deftype}), its parts by index. */
public sealed interface TypeDef {

    /** A type that values can have ({@code defvaltype}). */
    sealed interface Value extends TypeDef {
    }

    /** A label with a type: a record field or a parameter ({@code labelvaltype}). */
    record Field(String name, ValRef type) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }

    /** A case of a variant. */
    record Case(String name, Optional<ValRef> payload) {
        public Case {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A primitive type under its own index. */
    record Prim(Primitive type) implements Value {
        public Prim {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A record. */
    record Record(List<Field> fields) implements Value {
        public Record {
            fields = List.copyOf(fields);
        }
    }

    /** A variant. */
    record Variant(List<Case> cases) implements Value {
        public Variant {
            cases = List.copyOf(cases);
        }
    }

    /** A list of any length. */
    record ListOf(ValRef element) implements Value {
        public ListOf {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A list of exactly {@code length} elements, an unsigned 32-bit number. */
    record FixedList(ValRef element, int length) implements Value {
        public FixedList {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A tuple. */
    record Tuple(List<ValRef> elements) implements Value {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /** A set of flags. */
    record Flags(List<String> names) implements Value {
        public Flags {
            names = List.copyOf(names);
        }
    }

    /** An enumeration. */
    record Enum(List<String> names) implements Value {
        public Enum {
            names = List.copyOf(names);
        }
    }

    /** An option. */
    record Option(ValRef element) implements Value {
        public Option {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A result. */
    record Result(Optional<ValRef> ok, Optional<ValRef> error) implements Value {
        public Result {
            Objects.requireNonNull(ok, "ok");
            Objects.requireNonNull(error, "error");
        }
    }

    /** A map. */
    record MapOf(ValRef key, ValRef value) implements Value {
        public MapOf {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** An owning handle to the resource type at this index. */
    record Own(int typeIndex) implements Value {
    }

    /** A borrowed handle to the resource type at this index. */
    record Borrow(int typeIndex) implements Value {
    }

    /** A stream. */
    record Stream(Optional<ValRef> element) implements Value {
        public Stream {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A future. */
    record Future(Optional<ValRef> element) implements Value {
        public Future {
            Objects.requireNonNull(element, "element");
        }
    }

    /** A function type. */
    record Func(boolean async, List<Field> params, Optional<ValRef> result) implements TypeDef {
        public Func {
            params = List.copyOf(params);
            Objects.requireNonNull(result, "result");
        }
    }

    /** A resource type with its core representation and, if any, the core function index of its destructor. */
    record Resource(CoreValType representation, Optional<Integer> destructor) implements TypeDef {
        public Resource {
            Objects.requireNonNull(representation, "representation");
            Objects.requireNonNull(destructor, "destructor");
        }
    }

    /** A component type. */
    record Component(List<Declaration> declarations) implements TypeDef {
        public Component {
            declarations = List.copyOf(declarations);
        }
    }

    /** An instance type. */
    record Instance(List<Declaration> declarations) implements TypeDef {
        public Instance {
            declarations = List.copyOf(declarations);
        }
    }
}
