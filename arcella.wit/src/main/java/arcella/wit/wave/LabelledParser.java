package arcella.wit.wave;

import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import arcella.wit.WitType;
import arcella.wit.value.WitValue;

/**
 * Reads records and flags for a {@link WaveParser}. Both may leave out what their types list, so that a few letters of text
 * stand for as much as the type is wide: what can be known of a type is worked out once and shared by all its values, and
 * all records together may leave out no more fields than a multiple of the text's length.
 */
final class LabelledParser {

    /** What any text may leave out. */
    private static final int LEFT_OUT_AT_LEAST = 10_000;

    private static final int LEFT_OUT_PER_CHARACTER = 8;

    private final WaveTokens tokens;
    private final WaveParser values;
    private final Map<WitType, Map<String, Integer>> places = new IdentityHashMap<>();
    private final Map<WitType, WitValue.@Nullable Field[]> absent = new IdentityHashMap<>();
    private long leftOut;

    LabelledParser(WaveTokens tokens, WaveParser values) {
        this.tokens = tokens;
        this.values = values;
    }

    WitValue record(WitType.RecordType type) {
        WaveToken open = tokens.peek();
        values.open("{", "a record in braces");
        List<WitType.Field> types = type.fields();
        WitValue.@Nullable Field[] given = new WitValue.Field[types.size()];
        if (tokens.eat(":")) {
            tokens.expect("}");
        } else if (tokens.peek().is("}")) {
            throw tokens.error(tokens.peek(), "a record without fields", "write '{:}' if you leave all fields out");
        } else {
            Map<String, Integer> byName = places(type, types, WitType.Field::name);
            values.sequence("}", () -> field(types, byName, given));
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] == null) {
                given[i] = absent(open, type, i);
            }
        }
        return new WitValue.RecordOf(List.of(given));
    }

    private void field(List<WitType.Field> types, Map<String, Integer> byName, WitValue.@Nullable Field[] given) {
        WaveToken name = values.label("a field");
        Integer place = byName.get(name.text());
        if (place == null) {
            throw tokens.error(
                    name,
                    "there is no field '" + name.text() + "'",
                    "the fields are " + String.join(", ", new TreeSet<>(byName.keySet())));
        }
        tokens.expect(":");
        WitType.Field type = types.get(place);
        WitValue value = values.value(type.type());
        if (given[place] != null) {
            throw tokens.error(name, "field '" + name.text() + "' is there twice", "keep one of them");
        }
        given[place] = new WitValue.Field(type.name(), value);
    }

    private WitValue.Field absent(WaveToken open, WitType.RecordType type, int place) {
        WitType.Field field = type.fields().get(place);
        if (!(field.type() instanceof WitType.OptionType)) {
            throw tokens.error(
                    open,
                    "a record without its field '" + field.name() + "'",
                    "give it; only fields of type option may be left out");
        }
        long most = LEFT_OUT_AT_LEAST + (long) LEFT_OUT_PER_CHARACTER * tokens.length();
        if (++leftOut > most) {
            throw tokens.error(open, "the records leave out more than " + most + " fields", "split the value");
        }
        WitValue.@Nullable Field[] known = absent.computeIfAbsent(type, none -> new WitValue.Field[type.fields().size()]);
        WitValue.Field shared = known[place];
        if (shared == null) {
            shared = new WitValue.Field(field.name(), WitValue.OptionOf.none());
            known[place] = shared;
        }
        return shared;
    }

    WitValue flags(WitType.FlagsType type) {
        values.open("{", "flags in braces");
        Map<String, Integer> byName = places(type, type.flags(), WitType.Label::name);
        BitSet given = new BitSet();
        values.sequence("}", () -> {
            WaveToken name = values.label("a flag");
            Integer place = byName.get(name.text());
            if (place == null) {
                throw tokens.error(name, "there is no flag '" + name.text() + "'", "the flags are "
                        + type.flags().stream().map(WitType.Label::name).collect(Collectors.joining(", ")));
            }
            if (given.get(place)) {
                throw tokens.error(name, "flag '" + name.text() + "' is there twice", "keep one of them");
            }
            given.set(place);
        });
        Set<String> names = new LinkedHashSet<>();
        given.stream().forEach(place -> names.add(type.flags().get(place).name()));
        return new WitValue.FlagsOf(names);
    }

    /** Where each name of a type stands. */
    <T> Map<String, Integer> places(WitType type, List<T> parts, Function<T, String> name) {
        Map<String, Integer> known = places.get(type);
        if (known == null) {
            known = HashMap.newHashMap(parts.size());
            for (int i = 0; i < parts.size(); i++) {
                known.put(name.apply(parts.get(i)), i);
            }
            places.put(type, known);
        }
        return known;
    }
}
