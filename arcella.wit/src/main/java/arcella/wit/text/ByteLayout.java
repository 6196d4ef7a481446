package arcella.wit.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import arcella.wit.WitType;

/**
 * How many bytes a value takes in a memory of 64-bit addresses ({@code elem_size} and {@code alignment} of the Canonical
 * ABI), as far as it is needed to know that it is less than any component may have.
 */
record ByteLayout(long size, int alignment) {

    /** No value may take this many bytes. */
    static final long TOO_MANY = 1L << 28;

    private static final ByteLayout POINTER_PAIR = new ByteLayout(16, 8);

    /** What stands for a type that is not known, and may be as small as any. */
    static final ByteLayout LEAST = scalar(1);

    private static ByteLayout scalar(int size) {
        return new ByteLayout(size, size);
    }

    /**
     * The layout of a type; nothing if it, or a type in it, is too large.
     *
     * @param named the layouts of named types
     */
    static Optional<ByteLayout> of(WitType type, Function<String, ByteLayout> named) {
        Calculator calculator = new Calculator(named);
        ByteLayout layout = calculator.of(type);
        return calculator.exceeded ? Optional.empty() : Optional.of(layout);
    }

    private static final class Calculator {

        private final Function<String, ByteLayout> named;
        private boolean exceeded;

        Calculator(Function<String, ByteLayout> named) {
            this.named = named;
        }

        ByteLayout of(WitType type) {
            ByteLayout layout = switch (type) {
                case WitType.Primitive primitive -> switch (primitive) {
                    case BOOL, S8, U8 -> scalar(1);
                    case S16, U16 -> scalar(2);
                    case S32, U32, F32, CHAR, ERROR_CONTEXT -> scalar(4);
                    case S64, U64, F64 -> scalar(8);
                    case STRING -> POINTER_PAIR;
                };
                case WitType.Named name -> named.apply(name.label());
                case WitType.Own own -> scalar(4);
                case WitType.Borrow borrow -> scalar(4);
                case WitType.ListType list -> {
                    ByteLayout element = of(list.element());
                    yield list.length()
                            .map(length -> new ByteLayout(bounded(length * element.size), element.alignment))
                            .orElse(POINTER_PAIR);
                }
                case WitType.MapType map -> {
                    of(map.value());
                    yield POINTER_PAIR;
                }
                case WitType.StreamType stream -> handle(stream.element());
                case WitType.FutureType future -> handle(future.payload());
                case WitType.OptionType option -> variant(2, List.of(option.payload()));
                case WitType.ResultType result ->
                        variant(2, Stream.concat(result.ok().stream(), result.err().stream()).toList());
                case WitType.VariantType variant -> variant(variant.cases().size(),
                        variant.cases().stream().flatMap(one -> one.payload().stream()).toList());
                case WitType.TupleType tuple -> struct(tuple.elements());
                case WitType.RecordType record -> struct(record.fields().stream().map(WitType.Field::type).toList());
                case WitType.EnumType labels -> scalar(discriminant(labels.cases().size()));
                case WitType.FlagsType flags -> scalar(flags.flags().size() <= 8 ? 1 : flags.flags().size() <= 16 ? 2 : 4);
            };
            bounded(layout.size);
            return layout;
        }

        /** Sizes past the bound do not matter, and must not overflow. */
        private long bounded(long size) {
            if (size >= TOO_MANY) {
                exceeded = true;
                return TOO_MANY;
            }
            return size;
        }

        private ByteLayout handle(Optional<WitType> carried) {
            carried.ifPresent(this::of);
            return scalar(4);
        }

        private ByteLayout struct(List<WitType> parts) {
            long size = 0;
            int alignment = 1;
            for (WitType part : parts) {
                ByteLayout layout = of(part);
                size = bounded(align(size, layout.alignment) + layout.size);
                alignment = Math.max(alignment, layout.alignment);
            }
            return new ByteLayout(align(size, alignment), alignment);
        }

        private ByteLayout variant(int cases, List<WitType> payloads) {
            long size = 0;
            int alignment = discriminant(cases);
            for (WitType payload : payloads) {
                ByteLayout layout = of(payload);
                size = Math.max(size, layout.size);
                alignment = Math.max(alignment, layout.alignment);
            }
            return new ByteLayout(align(align(discriminant(cases), alignment) + size, alignment), alignment);
        }

        private static int discriminant(int cases) {
            return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
        }

        private static long align(long at, int alignment) {
            return (at + alignment - 1) & -alignment;
        }
    }
}
