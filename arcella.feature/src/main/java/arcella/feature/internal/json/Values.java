package arcella.feature.internal.json;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/**
 * Values of configurations: a key may say a type, {@code port:Integer}, {@code hosts:String[]} or
 * {@code hosts:Collection<String>} (OSGi Compendium, chapter 150.3).
 */
public final class Values {

    private static final String COLLECTION = "Collection";

    /** How a type reads its values, from their text. */
    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "String", text -> text, "Integer", Integer::valueOf, "Long", Long::valueOf, "Float", Float::valueOf,
            "Double", Double::valueOf, "Byte", Byte::valueOf, "Short", Short::valueOf,
            "Character", Values::character, "Boolean", Values::truth);

    private static final Map<String, Class<?>> CLASSES = Map.of(
            "String", String.class, "Integer", Integer.class, "Long", Long.class, "Float", Float.class,
            "Double", Double.class, "Byte", Byte.class, "Short", Short.class,
            "Character", Character.class, "Boolean", Boolean.class);

    private Values() {}

    /** The type that a key would say of a value that there is: an array of {@code int} is one of {@code Integer}. */
    public static String type(Object value) {
        if (value instanceof Collection<?> all) {
            return all.isEmpty() ? COLLECTION : COLLECTION + "<" + all.iterator().next().getClass().getSimpleName() + ">";
        }
        Class<?> type = value.getClass();
        return type.isArray() ? MethodType.methodType(type.componentType()).wrap().returnType().getSimpleName() + "[]" : type.getSimpleName();
    }

    /** What a value consists of, as {@link #typed} reads it. */
    public static List<String> texts(Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(String::valueOf).toList();
        }
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> String.valueOf(Array.get(value, i))).toList()
                : List.of(String.valueOf(value));
    }

    /**
     * A value of a type that is said.
     *
     * @param type as {@link #type} has it
     * @param texts as {@link #texts} has them
     */
    public static Object typed(String type, List<Json> texts) {
        if (type.endsWith("[]")) {
            return array(type.substring(0, type.length() - 2), texts);
        }
        if (type.startsWith(COLLECTION)) {
            return list(type.equals(COLLECTION) ? "" : type.substring(COLLECTION.length() + 1, type.length() - 1), texts);
        }
        return scalar(type, texts.getFirst());
    }

    /** The name of a key without its type. */
    static String name(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? key : key.substring(0, colon);
    }

    /** A member as a property of a configuration. */
    static Object of(String key, Json value) {
        int colon = key.indexOf(':');
        String type = colon < 0 ? "" : key.substring(colon + 1);
        if (type.endsWith("[]")) {
            return array(scalarType(type.substring(0, type.length() - 2), value), Members.items(value));
        }
        if (type.equals(COLLECTION)) {
            return list("", Members.items(value));
        }
        if (type.startsWith(COLLECTION + "<") && type.endsWith(">")) {
            return list(scalarType(type.substring(COLLECTION.length() + 1, type.length() - 1), value), Members.items(value));
        }
        if (!type.isEmpty()) {
            return scalar(scalarType(type, value), value);
        }
        if (value instanceof Json.Array(Place place, List<Json> items)) {
            if (items.isEmpty()) {
                return new String[0];
            }
            String first = natural(items.getFirst());
            if (!items.stream().allMatch(item -> natural(item).equals(first))) {
                throw new ArcellaException(FeatureError.BAD_FEATURE, place + " has items of several types",
                        "say the type, such as \"" + key + ":String[]\"");
            }
            return array(first, items);
        }
        return scalar("", value);
    }

    private static String scalarType(String type, Json value) {
        if (TYPES.containsKey(type)) {
            return type;
        }
        throw new ArcellaException(FeatureError.BAD_FEATURE, value.place() + ": there is no type '" + type + "'",
                Nearest.remedy(type, TYPES.keySet(), "types are String, Integer, Long, Short, Byte, Float, Double, Boolean,"
                        + " Character, arrays such as Integer[] and Collection<Integer>"));
    }

    private static Object array(String type, List<Json> items) {
        Object array = Array.newInstance(CLASSES.get(type), items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, scalar(type, items.get(i)));
        }
        return array;
    }

    private static List<Object> list(String type, List<Json> items) {
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(scalar(type, item)));
        return List.copyOf(list);
    }

    /** The type of a value that does not say one. */
    private static String natural(Json value) {
        return switch (value) {
            case Json.Text _ -> "String";
            case Json.Truth _ -> "Boolean";
            case Json.Number(Place _, BigDecimal number) -> number.scale() > 0 ? "Double" : "Long";
            case Json.Object _, Json.Array _, Json.Null _ -> throw Members.wrong(value, "text, a number, true or false");
        };
    }

    private static Object scalar(String type, Json value) {
        String read = type.isEmpty() ? natural(value) : type;
        String text = switch (value) {
            case Json.Text(Place _, String string) -> string;
            case Json.Truth(Place _, boolean truth) -> Boolean.toString(truth);
            case Json.Number(Place _, BigDecimal number) -> number.toPlainString();
            case Json.Object _, Json.Array _, Json.Null _ -> throw Members.wrong(value, "text, a number, true or false");
        };
        try {
            return TYPES.get(read).apply(text);
        } catch (IllegalArgumentException e) {
            throw new ArcellaException(FeatureError.BAD_FEATURE, value.place() + ": '" + text + "' is no " + read,
                    "write one, or another type", e);
        }
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
