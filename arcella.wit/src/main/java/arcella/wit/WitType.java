package arcella.wit;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * A WIT type (WIT, "Types").
 *
 * <p>One hierarchy serves two forms. In a {@link WitInterface} or {@link WitWorld} a type that has a name is mentioned
 * by it ({@link Named}, {@link Own}, {@link Borrow}), and its definition is found in the same interface or world. A
 * <i>closed</i> type, which {@link WitLibrary#close} makes, has the definitions in place of the names and can be used
 * on its own: to read and print values, for example. Handles keep the name of their resource in both forms.
 *
 * <p>A closed type shares equal parts, so it is small even when its tree would be huge; for that reason do not compare
 * or hash closed types from untrusted sources.
 *
 * <p>Immutable, hence safe to hand between threads.
 */
public sealed interface WitType {

    /** The types without parts. */
    enum Primitive implements WitType {
        /** True or false. */
        BOOL,
        /** Signed, 8 bits. */
        S8,
        /** Unsigned, 8 bits. */
        U8,
        /** Signed, 16 bits. */
        S16,
        /** Unsigned, 16 bits. */
        U16,
        /** Signed, 32 bits. */
        S32,
        /** Unsigned, 32 bits. */
        U32,
        /** Signed, 64 bits. */
        S64,
        /** Unsigned, 64 bits. */
        U64,
        /** IEEE 754, 32 bits. */
        F32,
        /** IEEE 754, 64 bits. */
        F64,
        /** A Unicode scalar value. */
        CHAR,
        /** A string of Unicode scalar values. */
        STRING,
        /** An opaque description of a failure. */
        ERROR_CONTEXT;

        /** The word for it in WIT. */
        public String word() {
            return this == ERROR_CONTEXT ? "error-context" : name().toLowerCase(Locale.ROOT);
        }

        /** Whether a {@code map} may have keys of this type. */
        public boolean isKey() {
            return this != F32 && this != F64 && this != ERROR_CONTEXT;
        }

        @Override
        public String toString() {
            return word();
        }
    }

    /**
     * {@code list<element>}, or {@code list<element, length>}.
     *
     * @param length the number of elements, above 0, if it is fixed
     */
    record ListType(WitType element, Optional<Integer> length) implements WitType {
        /** Checks the length. */
        public ListType {
            Objects.requireNonNull(element, "element");
            if (length.isPresent() && length.get() <= 0) {
                throw bad("a list of fixed length " + length.get(), "write a length above 0");
            }
        }

        /** A list of any length. */
        public static ListType of(WitType element) {
            return new ListType(element, Optional.empty());
        }
    }

    /** {@code map<key, value>}. */
    record MapType(WitType key, WitType value) implements WitType {
        /** Checks the key. */
        public MapType {
            Objects.requireNonNull(value, "value");
            if (!(key instanceof Primitive primitive) || !primitive.isKey()) {
                throw bad("a map whose key is no bool, char, string or integer", "use one of these as the key");
            }
        }
    }

    /** {@code option<payload>}. */
    record OptionType(WitType payload) implements WitType {
        /** Refuses null. */
        public OptionType {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** {@code result<ok, err>}, each of which may have no payload. */
    record ResultType(Optional<WitType> ok, Optional<WitType> err) implements WitType {
        /** Refuses nulls. */
        public ResultType {
            Objects.requireNonNull(ok, "ok");
            Objects.requireNonNull(err, "err");
        }
    }

    /** {@code tuple<…>} of at least one element. */
    record TupleType(List<WitType> elements) implements WitType {
        /** Copies the elements. */
        public TupleType {
            elements = List.copyOf(elements);
            if (elements.isEmpty()) {
                throw bad("a tuple without elements", "give it at least one");
            }
        }
    }

    /** {@code stream<element>}, or {@code stream} of nothing but its end. */
    record StreamType(Optional<WitType> element) implements WitType {
        /** Refuses null. */
        public StreamType {
            Objects.requireNonNull(element, "element");
        }
    }

    /** {@code future<payload>}, or {@code future} of nothing but its completion. */
    record FutureType(Optional<WitType> payload) implements WitType {
        /** Refuses null. */
        public FutureType {
            Objects.requireNonNull(payload, "payload");
        }
    }

    /** A type given by the label of another one in the same interface or world. */
    sealed interface Mention extends WitType {
        /** The label. */
        String label();
    }

    /** An owned handle of the resource of this label. */
    record Own(String label) implements Mention {
        /** Checks the label. */
        public Own {
            Kebab.requireLabel(label, "resource");
        }
    }

    /** {@code borrow<label>}: a handle of the resource of this label, lent for the time of one call. */
    record Borrow(String label) implements Mention {
        /** Checks the label. */
        public Borrow {
            Kebab.requireLabel(label, "resource");
        }
    }

    /** The type of this label; no resource, except as the whole of an alias. */
    record Named(String label) implements Mention {
        /** Checks the label. */
        public Named {
            Kebab.requireLabel(label, "type");
        }
    }

    /** A named part of a record, with its documentation. */
    record Field(String name, WitType type, String docs) {
        /** Checks the label. */
        public Field {
            Kebab.requireLabel(name, "field");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(docs, "docs");
        }
    }

    /** A case of a variant, with its documentation. */
    record Case(String name, Optional<WitType> payload, String docs) {
        /** Checks the label. */
        public Case {
            Kebab.requireLabel(name, "case");
            Objects.requireNonNull(payload, "payload");
            Objects.requireNonNull(docs, "docs");
        }
    }

    /** A label of an enum or of flags, with its documentation. */
    record Label(String name, String docs) {
        /** Checks the label. */
        public Label {
            Kebab.requireLabel(name, "case or flag");
            Objects.requireNonNull(docs, "docs");
        }
    }

    /** {@code record} of at least one field. */
    record RecordType(List<Field> fields) implements WitType {
        /** Copies the fields and checks that their names differ. */
        public RecordType {
            fields = List.copyOf(fields);
            Labels.requireSome(fields, "record", "field");
            Labels.requireUnique(fields, Field::name, "field");
        }
    }

    /** {@code variant} of at least one case. */
    record VariantType(List<Case> cases) implements WitType {
        /** Copies the cases and checks that their names differ. */
        public VariantType {
            cases = List.copyOf(cases);
            Labels.requireSome(cases, "variant", "case");
            Labels.requireUnique(cases, Case::name, "case");
        }
    }

    /** {@code enum} of at least one case. */
    record EnumType(List<Label> cases) implements WitType {
        /** Copies the cases and checks that their names differ. */
        public EnumType {
            cases = List.copyOf(cases);
            Labels.requireSome(cases, "enum", "case");
            Labels.requireUnique(cases, Label::name, "case");
        }
    }

    /** {@code flags} of 1 to 32 flags. */
    record FlagsType(List<Label> flags) implements WitType {
        /** The most flags that a type may have (Component Model, "type definitions"). */
        public static final int MAX = 32;

        /** Copies the flags, checks how many they are and that their names differ. */
        public FlagsType {
            flags = List.copyOf(flags);
            Labels.requireSome(flags, "flags", "flag");
            Labels.requireUnique(flags, Label::name, "flag");
            if (flags.size() > MAX) {
                throw bad(flags.size() + " flags in one type", "use several types of at most " + MAX + " flags");
            }
        }
    }

    private static ArcellaException bad(String what, String remedy) {
        return new ArcellaException(WitError.WIT_RESOLVE, what, remedy);
    }
}
