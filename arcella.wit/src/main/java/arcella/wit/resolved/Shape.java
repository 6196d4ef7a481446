package arcella.wit.resolved;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.component.CoreValType.Num;

/**
 * What the Canonical ABI derives from a value type once: sizes and alignments for both pointer widths ({@code elem_size},
 * {@code alignment}), its flattening, and what occurs in it.
 *
 * @param flat32 the {@link Flattening} with 32-bit pointers
 * @param flat64 the same with 64-bit pointers
 * @param pointers whether a list, string or map occurs outside a stream or future, so that a memory is needed
 * @param borrows whether a borrowed handle occurs anywhere in it
 */
record Shape(long size32, int align32, long size64, int align64, long flat32, long flat64,
        boolean pointers, boolean borrows, Parts parts) {

    private static final Parts LEAF = new Parts(1, 1, 0, false);
    private static final long WORD = Flattening.of(Num.I32);
    private static final long PAIR = Flattening.of(Num.I32, Num.I32);
    private static final long WIDE_PAIR = Flattening.of(Num.I64, Num.I64);

    static Shape scalar(int size, Num flat) {
        return new Shape(size, size, size, size, Flattening.of(flat), Flattening.of(flat), false, false, LEAF);
    }

    /** A handle or an end of a channel: an i32 that stands for {@code parts}. */
    static Shape handle(boolean borrows, List<? extends DefType> parts) {
        return new Shape(4, 4, 4, 4, WORD, WORD, false, borrows, Parts.ofValue(parts));
    }

    /** A pointer and a length, in front of {@code elements}. */
    static Shape pointerPair(List<ValueType> elements) {
        boolean borrows = false;
        for (ValueType element : elements) {
            borrows |= element.containsBorrow();
        }
        return new Shape(8, 4, 16, 8, PAIR, WIDE_PAIR, true, borrows,
                elements.isEmpty() ? LEAF : Parts.ofValue(elements));
    }

    static Shape record(List<ValueType> fields) {
        long size32 = 0;
        long size64 = 0;
        int align32 = 1;
        int align64 = 1;
        boolean pointers = false;
        boolean borrows = false;
        long flat32 = Flattening.NONE;
        long flat64 = Flattening.NONE;
        for (ValueType field : fields) {
            Shape shape = field.shape();
            size32 = align(size32, shape.align32) + shape.size32;
            size64 = align(size64, shape.align64) + shape.size64;
            align32 = Math.max(align32, shape.align32);
            align64 = Math.max(align64, shape.align64);
            pointers |= shape.pointers;
            borrows |= shape.borrows;
            flat32 = Flattening.append(flat32, shape.flat32);
            flat64 = Flattening.append(flat64, shape.flat64);
        }
        return new Shape(align(size32, align32), align32, align(size64, align64), align64, flat32, flat64,
                pointers, borrows, Parts.ofValue(fields));
    }

    /** A list of {@code length} elements in place; {@code length} is an unsigned number. */
    static Shape inPlace(ValueType element, long length) {
        Shape shape = element.shape();
        long flat32 = Flattening.NONE;
        long flat64 = Flattening.NONE;
        for (long i = 0; i < length && Flattening.size(flat32) < ValueType.FLAT_LIMIT; i++) {
            flat32 = Flattening.append(flat32, shape.flat32);
            flat64 = Flattening.append(flat64, shape.flat64);
        }
        return new Shape(length * shape.size32, shape.align32, length * shape.size64, shape.align64,
                flat32, flat64, shape.pointers, shape.borrows, Parts.ofValue(List.of(element)));
    }

    static Shape variant(List<Optional<ValueType>> cases) {
        int discriminant = discriminant(cases.size());
        long size32 = 0;
        long size64 = 0;
        int align32 = discriminant;
        int align64 = discriminant;
        boolean pointers = false;
        boolean borrows = false;
        long flat32 = WORD;
        long flat64 = WORD;
        List<ValueType> payloads = new ArrayList<>(cases.size());
        for (Optional<ValueType> payload : cases) {
            if (payload.isPresent()) {
                payloads.add(payload.get());
                Shape shape = payload.get().shape();
                size32 = Math.max(size32, shape.size32);
                size64 = Math.max(size64, shape.size64);
                align32 = Math.max(align32, shape.align32);
                align64 = Math.max(align64, shape.align64);
                pointers |= shape.pointers;
                borrows |= shape.borrows;
                flat32 = Flattening.join(flat32, shape.flat32);
                flat64 = Flattening.join(flat64, shape.flat64);
            }
        }
        // The payload starts where the most demanding case may, which is also where the whole is aligned to.
        return new Shape(align(align(discriminant, align32) + size32, align32), align32,
                align(align(discriminant, align64) + size64, align64), align64,
                flat32, flat64, pointers, borrows, Parts.ofValue(payloads));
    }

    /** Bytes of the discriminant of a variant with that many cases. */
    static int discriminant(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    private static long align(long at, int alignment) {
        return (at + alignment - 1) & -alignment;
    }
}
