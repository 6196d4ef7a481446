package arcella.engine.binding;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Java type with its arguments, variables replaced by what they stand for.
 *
 * @param raw the class
 * @param arguments its type arguments; empty for a class without, and for a raw use
 */
record JavaType(Class<?> raw, List<JavaType> arguments) {

    JavaType {
        arguments = List.copyOf(arguments);
    }

    static JavaType of(Class<?> type) {
        return new JavaType(type, List.of());
    }

    static JavaType of(Type type) {
        return of(type, Map.of());
    }

    private static JavaType of(Type type, Map<TypeVariable<?>, JavaType> known) {
        return switch (type) {
            case Class<?> plain -> of(plain);
            case ParameterizedType parameterized -> new JavaType((Class<?>) parameterized.getRawType(),
                    Arrays.stream(parameterized.getActualTypeArguments()).map(a -> of(a, known)).toList());
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], known);
            case TypeVariable<?> variable -> known.containsKey(variable)
                    ? known.get(variable) : of(variable.getBounds()[0], known);
            case GenericArrayType array -> of(of(array.getGenericComponentType(), known).raw().arrayType());
            default -> of(Object.class);
        };
    }

    /** The type of a member of this class, with this type's arguments put in. */
    JavaType member(Type type) {
        return of(type, bindings());
    }

    private Map<TypeVariable<?>, JavaType> bindings() {
        Map<TypeVariable<?>, JavaType> known = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            known.put(variables[i], arguments.get(i));
        }
        return known;
    }

    /** This type seen as one of its supertypes, with that one's arguments. */
    Optional<JavaType> as(Class<?> supertype) {
        if (raw == supertype) {
            return Optional.of(this);
        }
        List<Type> parents = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            parents.add(raw.getGenericSuperclass());
        }
        for (Type parent : parents) {
            Optional<JavaType> found = member(parent).as(supertype);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? raw.getTypeName() : raw.getTypeName() + "<"
                + arguments.stream().map(JavaType::toString).collect(Collectors.joining(", ")) + ">";
    }
}
