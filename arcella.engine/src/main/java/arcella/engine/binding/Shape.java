package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** A WIT type together with the Java type that was found to fit it, part by part. Immutable. */
sealed interface Shape {

    /** The WIT type. */
    ValueType wit();

    /** A boolean, number or character. */
    record Scalar(PrimitiveType wit) implements Shape {}

    /** A string. */
    record Text(PrimitiveType wit) implements Shape {}

    /** A record or tuple as a Java record. */
    record Product(ValueType wit, Class<?> type, List<Part> parts, MethodHandle constructor) implements Shape {}

    /**
     * A component of a Java record.
     *
     * @param name the field's name; empty in a tuple
     * @param type the component's declared class
     */
    record Part(String name, Shape shape, Class<?> type, MethodHandle accessor) {}

    /** A variant as a sealed interface. */
    record Choice(VariantType wit, Class<?> type, List<Case> cases) implements Shape {}

    /** A case as a Java record with one component, or none. */
    record Case(String name, Class<?> type, Optional<Part> payload, MethodHandle constructor) {}

    /**
     * An enum.
     *
     * @param constants in the order of the WIT type
     */
    record Enumeration(EnumType wit, Class<?> type, List<Enum<?>> constants) implements Shape {}

    /**
     * Flags as a set of enum constants.
     *
     * @param constants in the order of the WIT type
     */
    record Flags(FlagsType wit, Class<?> type, List<Enum<?>> constants) implements Shape {}

    /** An option as an {@link Optional}. */
    record Maybe(OptionType wit, Shape element) implements Shape {}

    /** A result as a {@link WitResult}. */
    record Either(ResultType wit, Optional<Shape> ok, Optional<Shape> error) implements Shape {}

    /**
     * A list of scalars as an array.
     *
     * @param length how many elements a list of fixed length has
     */
    record Array(ValueType wit, Scalar element, Class<?> component, OptionalInt length) implements Shape {}

    /** A list as a {@link List}. */
    record Sequence(ValueType wit, Shape element, OptionalInt length) implements Shape {}

    /** A map. */
    record Mapping(MapType wit, Shape key, Shape value) implements Shape {}

    /** An owned or borrowed handle. */
    record Resource(ValueType wit, boolean owned, Class<?> type, ResourceBinding binding) implements Shape {}
}
