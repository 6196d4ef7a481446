package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/**
 * Matches WIT types with Java types, down to their last parts.
 *
 * @param resources what stands for resources
 */
record ShapeBuilder(ResourceTypes resources) {

    Shape shape(ValueType wit, JavaType java, String where) {
        return switch (wit) {
            case PrimitiveType primitive -> primitive(primitive, java, where);
            case RecordType record -> product(wit, record.fields().stream().map(RecordType.Field::type).toList(),
                    record.fields().stream().map(RecordType.Field::name).toList(), java, where);
            case TupleType tuple -> product(wit, tuple.elements(), List.of(), java, where);
            case VariantType variant -> variant(variant, java, where);
            case EnumType names -> {
                requireEnum(wit, java, java.raw(), where);
                yield new Shape.Enumeration(names, java.raw(), constants(wit, names.names(), java.raw(), where));
            }
            case FlagsType flags -> {
                if (java.raw() != EnumSet.class && java.raw() != Set.class || java.arguments().isEmpty()) {
                    throw mismatch(wit, java, "flags are an EnumSet", where);
                }
                Class<?> type = java.arguments().getFirst().raw();
                requireEnum(wit, java, type, where);
                yield new Shape.Flags(flags, type, constants(wit, flags.names(), type, where));
            }
            case OptionType option -> new Shape.Maybe(option, shape(option.element(),
                    argument(wit, java, Optional.class, 0, where), where + ", in the option"));
            case ResultType result -> new Shape.Either(result,
                    payload(result.ok(), argument(wit, java, WitResult.class, 0, where), where + ", ok"),
                    payload(result.error(), argument(wit, java, WitResult.class, 1, where), where + ", err"));
            case ListType list -> list(wit, list.element(), OptionalInt.empty(), java, where);
            case FixedListType list ->
                list(wit, list.element(), OptionalInt.of(Math.toIntExact(list.length())), java, where);
            case MapType map -> new Shape.Mapping(map,
                    shape(map.key(), argument(wit, java, Map.class, 0, where), where + ", key"),
                    shape(map.value(), argument(wit, java, Map.class, 1, where), where + ", value"));
            case OwnType own -> resource(wit, true, own.resource(), java, where);
            case BorrowType borrow -> resource(wit, false, borrow.resource(), java, where);
            case StreamType _, FutureType _ -> throw unsupported(wit, where);
        };
    }

    private static ArcellaException unsupported(ValueType wit, String where) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                where + " is of type " + Words.of(wit) + ", which this engine does not pass to Java yet",
                "use functions without streams, futures and error contexts");
    }

    private static Shape primitive(PrimitiveType wit, JavaType java, String where) {
        Primitive primitive = wit.primitive();
        if (primitive == Primitive.ERROR_CONTEXT) {
            throw unsupported(wit, where);
        }
        Class<?> carrier = carrier(primitive);
        if (java.raw() != carrier && java.raw() != boxed(carrier)) {
            throw mismatch(wit, java, "it is " + carrier.getSimpleName() + " in Java", where);
        }
        return primitive == Primitive.STRING ? new Shape.Text(wit) : new Shape.Scalar(wit);
    }

    /** The Java type of a primitive one. */
    static Class<?> carrier(Primitive primitive) {
        return switch (primitive) {
            case BOOL -> boolean.class;
            case S8 -> byte.class;
            case U8, S16 -> short.class;
            case U16, S32, CHAR -> int.class;
            case U32, S64, U64 -> long.class;
            case F32 -> float.class;
            case F64 -> double.class;
            case STRING -> String.class;
            case ERROR_CONTEXT -> throw new IllegalArgumentException("no data");
        };
    }

    static Class<?> boxed(Class<?> carrier) {
        return java.lang.invoke.MethodType.methodType(carrier).wrap().returnType();
    }

    private Shape product(ValueType wit, List<ValueType> types, List<String> names, JavaType java, String where) {
        if (!java.raw().isRecord()) {
            throw mismatch(wit, java, "it is a Java record", where);
        }
        RecordComponent[] components = java.raw().getRecordComponents();
        if (components.length != types.size()) {
            throw mismatch(wit, java, "the one has " + types.size() + " parts, the other " + components.length, where);
        }
        List<Shape.Part> parts = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            String name = names.isEmpty() ? "" : names.get(i);
            if (!names.isEmpty() && !isNamed(components[i], components[i].getName(), name, JavaNames::member)) {
                throw mismatch(wit, java, "component '" + components[i].getName() + "' stands where the field '" + name
                        + "' is", where);
            }
            parts.add(part(name, types.get(i), java, components[i],
                    where + ", " + (names.isEmpty() ? "element " + i : "field '" + name + "'")));
        }
        return new Shape.Product(wit, java.raw(), parts, constructor(java.raw()));
    }

    private Shape.Part part(String name, ValueType type, JavaType owner, RecordComponent component, String where) {
        return new Shape.Part(name, shape(type, owner.member(component.getGenericType()), where), component.getType(),
                Members.open(component.getAccessor()));
    }

    /** The canonical constructor of a record. */
    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), parameters)) {
                return Members.open(constructor);
            }
        }
        throw new IllegalStateException(type + " is a record without its canonical constructor");
    }

    private Shape variant(VariantType variant, JavaType java, String where) {
        if (!java.raw().isSealed() || !java.raw().isInterface()) {
            throw mismatch(variant, java, "it is a sealed interface of records", where);
        }
        List<Class<?>> permitted = List.of(java.raw().getPermittedSubclasses());
        List<Shape.Case> cases = new ArrayList<>();
        for (VariantType.Case wanted : variant.cases()) {
            Class<?> found = permitted.stream()
                    .filter(type -> isNamed(type, type.getSimpleName(), wanted.name(), JavaNames::type))
                    .findFirst()
                    .orElseThrow(() -> mismatch(variant, java, "no permitted class stands for the case '" + wanted.name()
                            + "' (" + JavaNames.type(wanted.name()) + ")", where));
            int components = found.isRecord() ? found.getRecordComponents().length : -1;
            if (components != (wanted.payload().isPresent() ? 1 : 0)) {
                throw mismatch(variant, java, found.getSimpleName() + " is to be a record with "
                        + (wanted.payload().isPresent() ? "one component" : "no component"), where);
            }
            cases.add(new Shape.Case(wanted.name(), found, wanted.payload().map(payload -> part("", payload,
                    JavaType.of(found), found.getRecordComponents()[0], where + ", case '" + wanted.name() + "'")),
                    constructor(found)));
        }
        if (permitted.size() != cases.size()) {
            throw mismatch(variant, java, "the one has " + cases.size() + " cases, the other " + permitted.size(), where);
        }
        return new Shape.Choice(variant, java.raw(), cases);
    }

    private static void requireEnum(ValueType wit, JavaType java, Class<?> type, String where) {
        if (!type.isEnum()) {
            throw mismatch(wit, java, "it needs a Java enum", where);
        }
    }

    private static List<Enum<?>> constants(ValueType wit, List<String> names, Class<?> type, String where) {
        List<Enum<?>> constants = new ArrayList<>();
        for (String name : names) {
            constants.add(Arrays.stream(type.getEnumConstants()).map(constant -> (Enum<?>) constant)
                    .filter(constant -> isNamed(Members.field(constant), constant.name(), name, JavaNames::constant))
                    .findFirst()
                    .orElseThrow(() -> mismatch(wit, JavaType.of(type), "no constant stands for '" + name + "' ("
                            + JavaNames.constant(name) + ")", where)));
        }
        if (type.getEnumConstants().length != names.size()) {
            throw mismatch(wit, JavaType.of(type), "the one has " + names.size() + " names, the other "
                    + type.getEnumConstants().length, where);
        }
        return constants;
    }

    private Shape list(ValueType wit, ValueType element, OptionalInt length, JavaType java, String where) {
        if (java.raw().isArray() && element instanceof PrimitiveType primitive
                && primitive.primitive() != Primitive.STRING && primitive.primitive() != Primitive.ERROR_CONTEXT) {
            Class<?> wanted = primitive.primitive() == Primitive.U8 ? byte.class : carrier(primitive.primitive());
            if (java.raw().componentType() != wanted) {
                throw mismatch(wit, java, "it is " + wanted + "[] in Java", where);
            }
            return new Shape.Array(wit, new Shape.Scalar(primitive), wanted, length);
        }
        return new Shape.Sequence(wit,
                shape(element, argument(wit, java, List.class, 0, where), where + ", element"), length);
    }

    private Shape resource(ValueType wit, boolean owned, ResourceType resource, JavaType java, String where) {
        if (!AutoCloseable.class.isAssignableFrom(java.raw())) {
            throw mismatch(wit, java, "what stands for a resource is AutoCloseable", where);
        }
        return new Shape.Resource(wit, owned, java.raw(), resources.bind(resource, java.raw(), where));
    }

    /** A payload that may be absent, {@link Unit} in Java then. */
    Optional<Shape> payload(Optional<ValueType> wit, JavaType java, String where) {
        if (wit.isEmpty()) {
            if (java.raw() != Unit.class) {
                throw new BindingException(where, "there is no payload in WIT, and " + java + " in Java; it is Unit");
            }
            return Optional.empty();
        }
        return Optional.of(shape(wit.get(), java, where));
    }

    private static JavaType argument(ValueType wit, JavaType java, Class<?> wanted, int index, String where) {
        if (java.raw() != wanted || java.arguments().isEmpty()) {
            throw mismatch(wit, java, "it is " + wanted.getSimpleName() + "<…> in Java", where);
        }
        return java.arguments().get(index);
    }

    static boolean isNamed(AnnotatedElement element, String java, String wit, UnaryOperator<String> spelling) {
        WitName name = element.getAnnotation(WitName.class);
        return name == null ? java.equals(spelling.apply(wit)) : name.value().equals(wit);
    }

    static BindingException mismatch(ValueType wit, JavaType java, String detail, String where) {
        return new BindingException(where, "its type is " + Words.of(wit) + " in WIT and " + java + " in Java ("
                + detail + ")");
    }
}
