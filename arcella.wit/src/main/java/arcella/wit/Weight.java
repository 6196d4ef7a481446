package arcella.wit;

import java.util.List;

/**
 * What items cost whoever copies, compares or writes them: a step each, and one for so many letters. An item may have a name
 * as long as the whole text, or thousands of parts, and be included by thousands of worlds.
 */
final class Weight {

    private static final int LETTERS_PER_STEP = 16;

    /** What a part has beside its name. */
    private static final int PART = 4;

    private Weight() {}

    /** Of one text, made anew. */
    static long of(String text) {
        return 1 + text.length() / LETTERS_PER_STEP;
    }

    /** Of all that a package says. */
    static long of(WitPackage one) {
        long weight = 0;
        for (WitInterface item : one.interfaces()) {
            weight += of(item.name()) + of(item);
        }
        for (WitWorld world : one.worlds()) {
            weight += of(world.name()) + of(world) + world.includes().size();
        }
        return weight;
    }

    /** Of a world's items. */
    static long of(WitWorld world) {
        return types(world.types()) + items(world.imports()) + items(world.exports());
    }

    private static long items(List<WorldItem> items) {
        long weight = 0;
        for (WorldItem item : items) {
            weight += switch (item) {
                case WorldItem.Interface one -> named(letters(one.id()));
                case WorldItem.Implements one -> named(letters(one.id()) + one.name().length());
                case WorldItem.Inline one -> of(one.definition().name()) + of(one.definition());
                case WorldItem.Function one -> function(one.function());
            };
        }
        return weight;
    }

    private static long of(WitInterface item) {
        return types(item.types()) + functions(item.functions());
    }

    private static long types(List<TypeDef> types) {
        long weight = 0;
        for (TypeDef type : types) {
            weight += switch (type) {
                case TypeDef.Use use -> named(letters(use.from()) + use.name().length() + use.original().length());
                case TypeDef.Value value -> named(value.name().length() + letters(value.type()));
                case TypeDef.Resource resource -> of(resource.name()) + functions(resource.functions());
            };
        }
        return weight;
    }

    private static long functions(List<WitFunction> functions) {
        return functions.stream().mapToLong(Weight::function).sum();
    }

    private static long function(WitFunction function) {
        long letters = function.name().length();
        for (WitFunction.Param param : function.params()) {
            letters += PART + param.name().length() + letters(param.type());
        }
        return named(letters + function.result().map(Weight::letters).orElse(0L));
    }

    private static long named(long letters) {
        return 1 + letters / LETTERS_PER_STEP;
    }

    private static long letters(WitId id) {
        return (long) id.owner().namespace().length() + id.owner().name().length() + id.name().length()
                + id.owner().version().map(SemVer::letters).orElse(0L);
    }

    private static long letters(WitType type) {
        return PART + switch (type) {
            case WitType.Primitive _ -> 0;
            case WitType.Mention mention -> mention.label().length();
            case WitType.ListType list -> letters(list.element());
            case WitType.MapType map -> letters(map.key()) + letters(map.value());
            case WitType.OptionType option -> letters(option.payload());
            case WitType.ResultType result ->
                result.ok().map(Weight::letters).orElse(0L) + result.err().map(Weight::letters).orElse(0L);
            case WitType.StreamType stream -> stream.element().map(Weight::letters).orElse(0L);
            case WitType.FutureType future -> future.payload().map(Weight::letters).orElse(0L);
            case WitType.TupleType tuple -> tuple.elements().stream().mapToLong(Weight::letters).sum();
            case WitType.RecordType record -> record.fields().stream()
                    .mapToLong(field -> field.name().length() + letters(field.type())).sum();
            case WitType.VariantType variant -> variant.cases().stream()
                    .mapToLong(one -> PART + one.name().length() + one.payload().map(Weight::letters).orElse(0L)).sum();
            case WitType.EnumType labels -> labels(labels.cases());
            case WitType.FlagsType flags -> labels(flags.flags());
        };
    }

    private static long labels(List<WitType.Label> labels) {
        return labels.stream().mapToLong(label -> PART + label.name().length()).sum();
    }
}
