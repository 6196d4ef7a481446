package arcella.wit;

import java.util.List;
import java.util.Objects;

import arcella.error.ArcellaException;

/** A type with a name, in an interface or world (WIT, "Items: type", "Item: use" and "Item: resource"). */
public sealed interface TypeDef {

    /** The label of the type where it is defined. */
    String name();

    /** What stands before the definition. */
    Annotations annotations();

    /**
     * A record, variant, enum, flags or alias.
     *
     * @param type the definition; an alias if it is not a {@code RecordType}, {@code VariantType}, {@code EnumType} or
     *     {@code FlagsType}. An alias of a resource is a {@code Named}.
     */
    record Value(String name, WitType type, Annotations annotations) implements TypeDef {
        /** Checks the label. */
        public Value {
            Kebab.requireLabel(name, "type");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(annotations, "annotations");
        }
    }

    /**
     * A resource with its functions.
     *
     * @param functions methods, static functions and at most one constructor
     */
    record Resource(String name, List<WitFunction> functions, Annotations annotations) implements TypeDef {
        /**
         * Copies the functions and checks their names.
         *
         * @throws ArcellaException {@link WitError#WIT_RESOLVE} if two have one name, or one has that of the resource
         */
        public Resource {
            Kebab.requireLabel(name, "resource");
            functions = List.copyOf(functions);
            Objects.requireNonNull(annotations, "annotations");
            ResourceRules.check(name, functions);
        }
    }

    /**
     * A type taken over from another interface: {@code use from.{original as name}}.
     *
     * @param from the interface it comes from
     * @param original its label there
     */
    record Use(String name, WitId from, String original, Annotations annotations) implements TypeDef {
        /** Checks the labels. */
        public Use {
            Kebab.requireLabel(name, "type");
            Kebab.requireLabel(original, "type");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(annotations, "annotations");
        }
    }
}
