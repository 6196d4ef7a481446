package arcella.wit.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import arcella.wit.component.CoreValType.Num;
import arcella.wit.component.Primitive;

/** Sizes, alignments and flattenings, computed by hand from the Canonical ABI's definitions. */
class ValueTypeTest {

    private static final ValueType U8 = PrimitiveType.of(Primitive.U8);
    private static final ValueType U64 = PrimitiveType.of(Primitive.U64);
    private static final ValueType F32 = PrimitiveType.of(Primitive.F32);
    private static final ValueType STRING = PrimitiveType.of(Primitive.STRING);

    private static void layout(ValueType type, long size32, int align32, long size64, int align64) {
        assertThat(type.size(false)).as("size32").isEqualTo(size32);
        assertThat(type.alignment(false)).as("align32").isEqualTo(align32);
        assertThat(type.size(true)).as("size64").isEqualTo(size64);
        assertThat(type.alignment(true)).as("align64").isEqualTo(align64);
    }

    private static RecordType record(ValueType... fields) {
        List<RecordType.Field> list = new ArrayList<>();
        for (ValueType field : fields) {
            list.add(new RecordType.Field("f" + list.size(), field));
        }
        return new RecordType(list);
    }

    @Test
    void primitives() {
        layout(PrimitiveType.of(Primitive.BOOL), 1, 1, 1, 1);
        layout(PrimitiveType.of(Primitive.S16), 2, 2, 2, 2);
        layout(PrimitiveType.of(Primitive.CHAR), 4, 4, 4, 4);
        layout(U64, 8, 8, 8, 8);
        layout(STRING, 8, 4, 16, 8);
        assertThat(STRING.flat(false)).containsExactly(Num.I32, Num.I32);
        assertThat(STRING.flat(true)).containsExactly(Num.I64, Num.I64);
    }

    @Test
    void records() {
        layout(record(U8, U64, U8), 24, 8, 24, 8);
        layout(record(U8, STRING), 12, 4, 24, 8);
        layout(new TupleType(List.of(U8, U8, PrimitiveType.of(Primitive.U16))), 4, 2, 4, 2);
        assertThat(record(U8, U64, F32, STRING).flat(false))
                .containsExactly(Num.I32, Num.I64, Num.F32, Num.I32, Num.I32);
    }

    @Test
    void variants() {
        layout(new OptionType(U8), 2, 1, 2, 1);
        layout(new OptionType(U64), 16, 8, 16, 8);
        layout(new ResultType(Optional.of(U64), Optional.of(STRING)), 16, 8, 24, 8);
        layout(new ResultType(Optional.empty(), Optional.empty()), 1, 1, 1, 1);
        VariantType mixed = new VariantType(List.of(
                new VariantType.Case("a", Optional.of(F32)), new VariantType.Case("b", Optional.of(U64)),
                new VariantType.Case("c", Optional.of(new TupleType(List.of(U8, F32)))),
                new VariantType.Case("d", Optional.of(new TupleType(List.of(U8, U8))))));
        assertThat(mixed.flat(false)).containsExactly(Num.I32, Num.I64, Num.I32);
    }

    @Test
    void discriminantsGrowWithTheCases() {
        layout(new EnumType(Collections.nCopies(256, "x")), 1, 1, 1, 1);
        layout(new EnumType(Collections.nCopies(257, "x")), 2, 2, 2, 2);
        layout(new EnumType(Collections.nCopies(65536, "x")), 2, 2, 2, 2);
        layout(new EnumType(Collections.nCopies(65537, "x")), 4, 4, 4, 4);
    }

    @Test
    void flags() {
        layout(new FlagsType(Collections.nCopies(8, "x")), 1, 1, 1, 1);
        layout(new FlagsType(Collections.nCopies(9, "x")), 2, 2, 2, 2);
        layout(new FlagsType(Collections.nCopies(17, "x")), 4, 4, 4, 4);
    }

    @Test
    void lists() {
        layout(new ListType(U64), 8, 4, 16, 8);
        layout(new MapType(STRING, U64), 8, 4, 16, 8);
        layout(new FixedListType(record(U8, U64), 3), 48, 8, 48, 8);
        assertThat(new FixedListType(record(U8, U64), 2).flat(false)).containsExactly(Num.I32, Num.I64, Num.I32, Num.I64);
        layout(new FixedListType(U8, (1L << 32) - 1), (1L << 32) - 1, 1, (1L << 32) - 1, 1);
    }

    @Test
    void handlesAndChannels() {
        ResourceType resource = new ResourceType(new ResourceId("r"));
        layout(new OwnType(resource), 4, 4, 4, 4);
        layout(new StreamType(Optional.of(STRING)), 4, 4, 4, 4);
        assertThat(new StreamType(Optional.of(STRING)).containsPointers()).isFalse();
        assertThat(new ListType(new BorrowType(resource)).containsBorrow()).isTrue();
        assertThat(new OptionType(new OwnType(resource)).mentionsResources()).isTrue();
    }

    @Test
    void flatteningsAreCut() {
        assertThat(new FixedListType(U8, 1_000_000).flat(false)).hasSize(ValueType.FLAT_LIMIT);
        assertThat(new OptionType(new FixedListType(U8, 1_000_000)).flat(false)).hasSize(ValueType.FLAT_LIMIT);
        assertThat(record(new FixedListType(U8, 9), new FixedListType(U8, 9)).flat(false)).hasSize(ValueType.FLAT_LIMIT);
        assertThat(new FixedListType(U8, 16).flat(false)).hasSize(16);
    }

    @Test
    void aNewNameIsAnotherTypeOfTheSameStructure() {
        RecordType type = record(U8, STRING);
        assertThat(type.renamed()).isNotSameAs(type);
        assertThat(type.renamed().fields()).isEqualTo(type.fields());
        assertThat(type.renamed().size(true)).isEqualTo(type.size(true));
    }
}
