package arcella.engine.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.Trap;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/** What goes in comes out, flat and through memory, in all string encodings; and what no guest may give traps. */
class RoundTripTest {

    private static final HandlePort NO_HANDLES = new HandlePort() {
        @Override
        public WitValue.Handle lift(ValueType type, int index) {
            throw new AssertionError("no handles here");
        }

        @Override
        public int lower(ValueType type, WitValue.Handle handle) {
            throw new AssertionError("no handles here");
        }
    };

    private CoreMemory memory;
    private int next;

    @BeforeEach
    void open() {
        memory = CoreMemory.create(new CoreMemoryType(64, OptionalLong.empty()), MemoryBudget.of(1L << 30));
        next = 16;
    }

    /** A guest's allocator that never frees, and moves whatever it is asked to resize. */
    private AbiContext context(StringEncoding encoding) {
        AbiMemory.Realloc realloc = (old, oldLength, alignment, length) -> {
            int place = (next + alignment - 1) & -alignment;
            next = place + length;
            memory.copy(place, old, Math.min(oldLength, length));
            return place;
        };
        return new AbiContext(encoding,
                Optional.of(new AbiMemory(memory, Optional.of(realloc))), NO_HANDLES,
                new ByteBudget(ByteBudget.DEFAULT_BYTES), false);
    }

    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void whatGoesInComesOut(StringEncoding encoding) {
        for (int seed = 0; seed < 3000; seed++) {
            Samples samples = new Samples(new Random(seed));
            List<ValueType> types = samples.types(1 + seed % 4, 4);
            List<WitValue> values = types.stream().map(samples::value).toList();
            next = 16;
            FlatWriter out = new FlatWriter();
            new Lowerer(context(encoding)).parameters(16, values, types, out);
            int flat = types.stream().mapToInt(type -> type.flat(false).size()).sum();
            assertThat(out.size()).as("slots of seed %d", seed).isEqualTo(flat > 16 ? 1 : flat);
            List<WitValue> back = new Lifter(context(encoding)).values(16, new FlatReader(out.slots()), types);
            assertThat(back).as("seed %d", seed).isEqualTo(values);
        }
    }

    /** Adapters for WASI 0.1, as toolchains put them into components, trap where a string that they are given grows. */
    @Test
    void whatAUtf8StringTakesIsAskedForOnce() {
        String longer = "é".repeat(5000);
        for (String text : List.of("", "Ada", "Zoë", "你好 🎉", longer)) {
            List<Integer> asked = new ArrayList<>();
            AbiMemory.Realloc realloc = (old, oldLength, alignment, length) -> {
                assertThat(old).isZero();
                asked.add(length);
                return 16;
            };
            AbiContext context = new AbiContext(StringEncoding.UTF8, Optional.of(new AbiMemory(memory, Optional.of(realloc))),
                    NO_HANDLES, new ByteBudget(ByteBudget.DEFAULT_BYTES), false);
            FlatWriter out = new FlatWriter();
            List<ValueType> types = List.of(PrimitiveType.of(Primitive.STRING));
            new Lowerer(context).parameters(16, List.of(new WitValue.Text(text)), types, out);
            assertThat(asked).containsExactly(text.getBytes(StandardCharsets.UTF_8).length);
            assertThat(new Lifter(context).values(16, new FlatReader(out.slots()), types))
                    .isEqualTo(List.of(new WitValue.Text(text)));
        }
    }

    @Test
    void resultsGoToTheCallersPlace() {
        List<ValueType> types = List.of(new ListType(PrimitiveType.of(Primitive.U16)));
        List<WitValue> values = List.of(new WitValue.ListOf(
                IntStream.range(0, 10).<WitValue>mapToObj(WitValue.U16::new).toList()));
        FlatWriter out = new FlatWriter();
        new Lowerer(context(StringEncoding.UTF8)).results(1, values, types, new FlatReader(new long[] {8}), out);
        assertThat(out.size()).isZero();
        assertThat(new Lifter(context(StringEncoding.UTF8)).values(1, new FlatReader(new long[] {8}), types))
                .isEqualTo(values);
    }

    private WitValue lift(ValueType type, long... slots) {
        return new Lifter(context(StringEncoding.UTF8)).flat(type, new FlatReader(slots));
    }

    @Test
    void whatNoGuestMayGiveTraps() {
        assertThatThrownBy(() -> lift(PrimitiveType.of(Primitive.CHAR), 0xd800)).isInstanceOf(Trap.class)
                .hasMessageContaining("char");
        assertThatThrownBy(() -> lift(PrimitiveType.of(Primitive.CHAR), 0x110000)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> lift(PrimitiveType.of(Primitive.CHAR), 0xffff_ffffL)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> lift(new EnumType(List.of("a", "b")), 2)).isInstanceOf(Trap.class)
                .hasMessageContaining("discriminant");
        assertThatThrownBy(() -> lift(new OptionType(PrimitiveType.of(Primitive.U8)), 0xffff_ffffL, 0))
                .isInstanceOf(Trap.class);
        ValueType u32s = new ListType(PrimitiveType.of(Primitive.U32));
        assertThatThrownBy(() -> lift(u32s, 2, 1)).isInstanceOf(Trap.class).hasMessageContaining("aligned");
        assertThatThrownBy(() -> lift(u32s, 4, 0x7fff_ffffL)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> lift(u32s, 4, 0xffff_ffffL)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> lift(u32s, 0xffff_fffcL, 1)).isInstanceOf(Trap.class).hasMessageContaining("bounds");
        ValueType text = PrimitiveType.of(Primitive.STRING);
        assertThatThrownBy(() -> lift(text, memory.byteSize() - 1, 2)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> lift(text, 0, 0xffff_ffffL)).isInstanceOf(Trap.class);
        memory.writeByte(0, (byte) 0xff);
        assertThatThrownBy(() -> lift(text, 0, 1)).isInstanceOf(Trap.class).hasMessageContaining("utf-8");
    }

    @Test
    void nothingAtTheEndOfMemoryIsInBounds() {
        assertThat(lift(new ListType(PrimitiveType.of(Primitive.U32)), memory.byteSize(), 0))
                .isEqualTo(new WitValue.ListOf(List.of()));
        assertThat(lift(PrimitiveType.of(Primitive.STRING), memory.byteSize(), 0)).isEqualTo(new WitValue.Text(""));
    }

    @Test
    void smallIntegersTakeTheirWidth() {
        assertThat(lift(PrimitiveType.of(Primitive.U8), 0xfff)).isEqualTo(new WitValue.U8((short) 0xff));
        assertThat(lift(PrimitiveType.of(Primitive.S8), 0x80)).isEqualTo(new WitValue.S8((byte) -128));
        assertThat(lift(PrimitiveType.of(Primitive.BOOL), 2)).isEqualTo(new WitValue.Bool(true));
        assertThat(lift(new FlagsType(List.of("a", "b")), 0xffff_fffdL))
                .isEqualTo(new WitValue.FlagsOf(java.util.Set.of("a")));
    }

    @Test
    void listsThatPointAtTheSameMemoryAreBounded() {
        ValueType lists = new ListType(new ListType(PrimitiveType.of(Primitive.U8)));
        int outer = 100_000;
        for (int i = 0; i < outer; i++) {
            memory.writeInt(i * 8, 0);
            memory.writeInt(i * 8 + 4, 1 << 20);
        }
        assertThatThrownBy(() -> lift(lists, 0, outer)).isInstanceOf(Trap.class).hasMessageContaining("host-call-bytes");
    }

    @Test
    void badAllocatorsTrap() {
        for (long answer : new long[] {3, 0xffff_ffffL, 64 * 65536}) {
            AbiMemory.Realloc realloc = (old, oldLength, alignment, length) -> (int) answer;
            AbiContext context = new AbiContext(StringEncoding.UTF16,
                    Optional.of(new AbiMemory(memory, Optional.of(realloc))), NO_HANDLES,
                    new ByteBudget(1 << 20), false);
            assertThatThrownBy(() -> new Lowerer(context).parameters(16, List.of(new WitValue.Text("text")),
                    List.of(PrimitiveType.of(Primitive.STRING)), new FlatWriter()))
                    .as("answer %d", answer)
                    .isInstanceOf(Trap.class)
                    .hasMessageContaining("realloc");
        }
    }
}
