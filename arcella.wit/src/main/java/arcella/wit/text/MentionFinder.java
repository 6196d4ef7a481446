package arcella.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.WitType;

/** Finds the mentions of names in a type as parsed. */
final class MentionFinder {

    private MentionFinder() {}

    /** The mentions in the type, in the order written. */
    static List<WitType.Mention> in(WitType type) {
        List<WitType.Mention> found = new ArrayList<>();
        collect(type, found);
        return found;
    }

    private static void collect(WitType type, List<WitType.Mention> found) {
        switch (type) {
            case WitType.Mention mention -> found.add(mention);
            case WitType.ListType list -> collect(list.element(), found);
            case WitType.MapType map -> {
                collect(map.key(), found);
                collect(map.value(), found);
            }
            case WitType.OptionType option -> collect(option.payload(), found);
            case WitType.ResultType result -> {
                collect(result.ok(), found);
                collect(result.err(), found);
            }
            case WitType.StreamType stream -> collect(stream.element(), found);
            case WitType.FutureType future -> collect(future.payload(), found);
            case WitType.TupleType tuple -> tuple.elements().forEach(element -> collect(element, found));
            case WitType.RecordType record -> record.fields().forEach(field -> collect(field.type(), found));
            case WitType.VariantType variant -> variant.cases().forEach(one -> collect(one.payload(), found));
            case WitType.Primitive primitive -> {}
            case WitType.EnumType labels -> {}
            case WitType.FlagsType flags -> {}
        }
    }

    private static void collect(Optional<WitType> type, List<WitType.Mention> found) {
        type.ifPresent(present -> collect(present, found));
    }
}
