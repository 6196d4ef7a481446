package arcella.wit.typed;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Says whether a value belongs to a type. */
public final class TypeCheck {

    /** Fewer are looked through. */
    private static final int FEW = 16;

    /** The cases of types that have many, by name: a list may have as many values of such a type. */
    private final Map<WitType, Map<String, Optional<WitType>>> cases = new IdentityHashMap<>();

    private TypeCheck() {}

    /**
     * Where and how a value does not belong to a type; empty if it does. Handles belong to every type of their kind:
     * which resource they stand for, only their instance knows.
     *
     * @param value whatever somebody gave
     * @param type closed (see {@link arcella.wit.WitLibrary#close})
     * @return such as {@code .people[2].age: expected u8}
     */
    public static Optional<String> mismatch(WitValue value, WitType type) {
        String found = new TypeCheck().check(value, type);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.startsWith(":") ? found.substring(2) : found);
    }

    /** Empty if it fits. */
    private String check(WitValue value, WitType type) {
        return switch (type) {
            case Primitive primitive -> fits(value, primitive) ? "" : ": expected " + primitive;
            case WitType.ListType list -> list(value, list);
            case WitType.MapType map -> value instanceof WitValue.MapOf given ? map(given, map) : ": expected a map";
            case WitType.OptionType option -> value instanceof WitValue.OptionOf given
                    ? given.payload().map(inner -> within(".some", check(inner, option.payload()))).orElse("")
                    : ": expected an option";
            case WitType.ResultType result -> value instanceof WitValue.ResultOf given
                    ? payload(given.isOk() ? "ok" : "err", given.payload(), given.isOk() ? result.ok() : result.err())
                    : ": expected a result";
            case WitType.TupleType tuple -> value instanceof WitValue.TupleOf given
                    ? tuple(given.elements(), tuple.elements()) : ": expected a tuple";
            case WitType.RecordType struct ->
                value instanceof WitValue.RecordOf given ? struct(given, struct) : ": expected a record";
            case WitType.VariantType variant ->
                value instanceof WitValue.VariantOf given ? variant(given, variant) : ": expected a variant";
            case WitType.EnumType labels -> value instanceof WitValue.EnumOf given && has(labels, given.name()) ? "" : ": expected an enum of " + names(labels.cases());
            case WitType.FlagsType labels -> value instanceof WitValue.FlagsOf given
                    && labels.flags().stream().map(WitType.Label::name).toList().containsAll(given.names())
                    ? "" : ": expected flags of " + names(labels.flags());
            case WitType.Own _ -> handle(value, WitValue.HandleKind.OWN);
            case WitType.Borrow _ -> handle(value, WitValue.HandleKind.BORROW);
            case WitType.StreamType _ -> handle(value, WitValue.HandleKind.STREAM);
            case WitType.FutureType _ -> handle(value, WitValue.HandleKind.FUTURE);
            case WitType.Named named ->
                throw new IllegalArgumentException("type '" + named.label() + "' is not closed");
        };
    }

    private static boolean fits(WitValue value, Primitive type) {
        return switch (type) {
            case BOOL -> value instanceof WitValue.Bool;
            case S8 -> value instanceof WitValue.S8;
            case U8 -> value instanceof WitValue.U8;
            case S16 -> value instanceof WitValue.S16;
            case U16 -> value instanceof WitValue.U16;
            case S32 -> value instanceof WitValue.S32;
            case U32 -> value instanceof WitValue.U32;
            case S64 -> value instanceof WitValue.S64;
            case U64 -> value instanceof WitValue.U64;
            case F32 -> value instanceof WitValue.F32;
            case F64 -> value instanceof WitValue.F64;
            case CHAR -> value instanceof WitValue.Char;
            case STRING -> value instanceof WitValue.Text;
            case ERROR_CONTEXT -> handle(value, WitValue.HandleKind.ERROR_CONTEXT).isEmpty();
        };
    }

    private static String handle(WitValue value, WitValue.HandleKind kind) {
        return value instanceof WitValue.Handle given && given.kind() == kind ? "" : ": expected a handle of kind " + kind;
    }

    private String list(WitValue value, WitType.ListType type) {
        int size;
        String wrong = "";
        if (type.element() == Primitive.U8) {
            if (!(value instanceof Bytes bytes)) {
                return ": expected bytes";
            }
            size = bytes.size();
        } else {
            if (!(value instanceof WitValue.ListOf(List<WitValue> elements))) {
                return ": expected a list";
            }
            size = elements.size();
            for (int i = 0; i < size && wrong.isEmpty(); i++) {
                wrong = within("[" + i + "]", check(elements.get(i), type.element()));
            }
        }
        return type.length().filter(length -> length != size)
                .map(length -> ": expected a list of " + length + " elements").orElse(wrong);
    }

    private String map(WitValue.MapOf value, WitType.MapType type) {
        for (Map.Entry<WitValue, WitValue> entry : value.entries().entrySet()) {
            String wrong = within(".key", check(entry.getKey(), type.key()))
                    + within(".value", check(entry.getValue(), type.value()));
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String tuple(List<WitValue> values, List<WitType> types) {
        if (values.size() != types.size()) {
            return ": expected a tuple of " + types.size();
        }
        for (int i = 0; i < types.size(); i++) {
            String wrong = within("." + i, check(values.get(i), types.get(i)));
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String struct(WitValue.RecordOf value, WitType.RecordType type) {
        if (!value.fields().stream().map(WitValue.Field::name).toList()
                .equals(type.fields().stream().map(WitType.Field::name).toList())) {
            return ": expected a record of " + type.fields().stream().map(WitType.Field::name).toList();
        }
        for (int i = 0; i < type.fields().size(); i++) {
            WitType.Field field = type.fields().get(i);
            String wrong = within("." + field.name(), check(value.fields().get(i).value(), field.type()));
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String variant(WitValue.VariantOf value, WitType.VariantType type) {
        if (type.cases().size() > FEW) {
            Map<String, Optional<WitType>> known = cases.computeIfAbsent(type, many -> byName(type));
            Optional<WitType> found = known.get(value.name());
            if (found != null) {
                return payload(value.name(), value.payload(), found);
            }
        } else {
            for (WitType.Case one : type.cases()) {
                if (one.name().equals(value.name())) {
                    return payload(one.name(), value.payload(), one.payload());
                }
            }
        }
        return ": expected a variant of " + type.cases().stream().map(WitType.Case::name).toList();
    }

    private static Map<String, Optional<WitType>> byName(WitType.VariantType type) {
        Map<String, Optional<WitType>> byName = HashMap.newHashMap(type.cases().size());
        type.cases().forEach(one -> byName.put(one.name(), one.payload()));
        return byName;
    }

    private boolean has(WitType.EnumType type, String name) {
        if (type.cases().size() > FEW) {
            return cases.computeIfAbsent(type, many -> {
                Map<String, Optional<WitType>> byName = HashMap.newHashMap(type.cases().size());
                type.cases().forEach(label -> byName.put(label.name(), Optional.empty()));
                return byName;
            }).containsKey(name);
        }
        return type.cases().stream().anyMatch(label -> label.name().equals(name));
    }

    private String payload(String name, Optional<WitValue> value, Optional<WitType> type) {
        if (value.isPresent() != type.isPresent()) {
            return ": expected '" + name + (type.isPresent() ? "' with a value" : "' without a value");
        }
        return value.isPresent() ? within("." + name, check(value.get(), type.get())) : "";
    }

    private static List<String> names(List<WitType.Label> labels) {
        return labels.stream().map(WitType.Label::name).toList();
    }

    private static String within(String step, String wrong) {
        return wrong.isEmpty() ? wrong : step + wrong;
    }
}
