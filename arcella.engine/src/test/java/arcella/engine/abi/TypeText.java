package arcella.engine.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Reads types as {@code layouts.txt} has them: {@code record(u8,list(string))}, {@code enum(300)}, {@code result(_,u8)}. */
final class TypeText {

    private static final ResourceType RESOURCE = new ResourceType(new ResourceId("r"));

    private final String text;
    private int at;

    private TypeText(String text) {
        this.text = text;
    }

    static ValueType parse(String text) {
        TypeText reader = new TypeText(text);
        ValueType type = reader.type();
        if (reader.at != text.length()) {
            throw new IllegalArgumentException(text + " at " + reader.at);
        }
        return type;
    }

    private String word() {
        int start = at;
        while (at < text.length() && "(),".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private ValueType type() {
        return optional().orElseThrow();
    }

    private Optional<ValueType> optional() {
        String word = word();
        return switch (word) {
            case "_" -> Optional.empty();
            case "own" -> Optional.of(new OwnType(RESOURCE));
            case "borrow" -> Optional.of(new BorrowType(RESOURCE));
            case "stream" -> Optional.of(new StreamType(Optional.empty()));
            case "future" -> Optional.of(new FutureType(Optional.empty()));
            case "enum" -> Optional.of(new EnumType(labels("e", count())));
            case "flags" -> Optional.of(new FlagsType(labels("b", count())));
            case "fixed" -> Optional.of(fixed());
            case "record", "tuple", "variant", "option", "result", "list", "map" -> Optional.of(composed(word, parts()));
            default -> Optional.of(PrimitiveType.of(Primitive.valueOf(word.replace('-', '_').toUpperCase(Locale.ROOT))));
        };
    }

    private ValueType fixed() {
        at++;
        ValueType element = type();
        at++;
        int count = Integer.parseInt(word());
        at++;
        return new FixedListType(element, count);
    }

    private static ValueType composed(String word, List<Optional<ValueType>> parts) {
        return switch (word) {
            case "record" -> new RecordType(IntStream.range(0, parts.size())
                    .mapToObj(i -> new RecordType.Field("f" + i, parts.get(i).orElseThrow())).toList());
            case "tuple" -> new TupleType(parts.stream().map(Optional::orElseThrow).toList());
            case "variant" -> new VariantType(IntStream.range(0, parts.size())
                    .mapToObj(i -> new VariantType.Case("c" + i, parts.get(i))).toList());
            case "option" -> new OptionType(parts.getFirst().orElseThrow());
            case "result" -> new ResultType(parts.getFirst(), parts.getLast());
            case "list" -> new ListType(parts.getFirst().orElseThrow());
            case "map" -> new MapType(parts.getFirst().orElseThrow(), parts.getLast().orElseThrow());
            default -> throw new IllegalArgumentException(word);
        };
    }

    private int count() {
        at++;
        int count = Integer.parseInt(word());
        at++;
        return count;
    }

    private List<Optional<ValueType>> parts() {
        List<Optional<ValueType>> parts = new ArrayList<>();
        do {
            at++;
            parts.add(optional());
        } while (text.charAt(at) == ',');
        at++;
        return parts;
    }

    private static List<String> labels(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
