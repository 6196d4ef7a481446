package arcella.engine.internal.fused;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.ByteBudget;
import arcella.engine.abi.ByteLimit;
import arcella.engine.abi.FlatReader;
import arcella.engine.abi.FlatWriter;
import arcella.engine.abi.HandlePort;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.engine.abi.Samples;
import arcella.engine.abi.StringEncoding;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.Trap;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * What is copied straight arrives as if it had been lifted and lowered, for random types and values, sound and broken; and
 * what has no handles takes none.
 */
class CopyPlanTest {

    private static final int MAX_FLAT = 16;
    private static final int RESULT_AT = 8;
    private static final int SEEDS = 2000;

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

    private static final HandlePassage NO_PASSAGE = new HandlePassage() {
        @Override
        public void take(int route, int index) {
            throw new AssertionError("no handles here");
        }

        @Override
        public int give(int route) {
            throw new AssertionError("no handles here");
        }
    };

    /** A guest's memory and an allocator that never frees, and moves whatever it is asked to resize. */
    private static final class Guest {
        private static final int PAGES = 16;
        private final CoreMemory memory =
                CoreMemory.create(new CoreMemoryType(PAGES, OptionalLong.empty()), MemoryBudget.of(1L << 30));
        private final StringEncoding encoding;
        private final AbiMemory abi;
        private int next = 4096;

        Guest(StringEncoding encoding) {
            this.encoding = encoding;
            this.abi = new AbiMemory(memory, Optional.of((old, oldLength, alignment, length) -> {
                int place = (next + alignment - 1) & -alignment;
                next = place + length;
                if (next <= memory.byteSize()) {
                    memory.copy(place, old, Math.min(oldLength, length));
                }
                return place;
            }));
        }

        AbiContext context() {
            return new AbiContext(encoding, Optional.of(abi), NO_HANDLES, new ByteBudget(ByteBudget.DEFAULT_BYTES), true);
        }

        Side side() {
            return new Side(Optional.of(abi), encoding);
        }

        List<WitValue> lift(int maxFlat, long[] slots, List<ValueType> types) {
            return new Lifter(context()).values(maxFlat, new FlatReader(slots), types);
        }
    }

    /**
     * How one way went.
     *
     * @param trap why it stopped, or empty
     * @param slots what the target got
     * @param values the same as values
     * @param memory the target's memory
     */
    private record Way(String trap, List<Long> slots, List<WitValue> values, byte[] memory) {

        static Way of(Guest target, int maxFlat, List<ValueType> types, Supplier<long[]> copy) {
            try {
                long[] slots = copy.get();
                return new Way("", Arrays.stream(slots).boxed().toList(), target.lift(maxFlat, slots, types),
                        target.memory.bytes());
            } catch (Trap e) {
                return new Way(e.getMessage(), List.of(), List.of(), target.memory.bytes());
            }
        }
    }

    private static Way reference(Guest source, Guest target, long[] in, List<ValueType> types, boolean results) {
        int maxFlat = results ? 1 : MAX_FLAT;
        return Way.of(target, maxFlat, types, () -> {
            List<WitValue> values = source.lift(maxFlat, in, types);
            FlatWriter out = new FlatWriter();
            Lowerer lowerer = new Lowerer(target.context());
            if (results) {
                lowerer.results(maxFlat, values, types, new FlatReader(new long[] {RESULT_AT}), out);
                return out.slots().length == 0 ? new long[] {RESULT_AT} : out.slots();
            }
            lowerer.parameters(maxFlat, values, types, out);
            return out.slots();
        });
    }

    private static Way fused(Guest source, Guest target, long[] in, List<ValueType> types, boolean results) {
        int maxFlat = results ? 1 : MAX_FLAT;
        CopyPlan plan = CopyPlan.of(types, source.encoding, types, target.encoding, maxFlat).orElseThrow();
        assertThat(plan.routes()).isEmpty();
        return Way.of(target, maxFlat, types, () -> {
            long[] out = new long[plan.throughMemory() ? 1 : plan.flatSlots()];
            CopyPlan.Copy copy = plan.check(source.side(), target.side(), in, out, NO_PASSAGE,
                    new ByteLimit(ByteBudget.DEFAULT_BYTES));
            if (!plan.throughMemory()) {
                copy.flat();
            } else if (results) {
                copy.to(RESULT_AT);
                out[0] = RESULT_AT;
            } else {
                copy.allocated();
            }
            return out;
        });
    }

    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void soundValuesArriveAsTheyAre(StringEncoding from) {
        for (int seed = 0; seed < SEEDS; seed++) {
            compare(seed, from, StringEncoding.values()[seed % 3], false);
        }
    }

    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void brokenOnesTrapForTheSameReason(StringEncoding from) {
        int trapped = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            trapped += compare(seed, from, StringEncoding.values()[seed % 3], true) ? 1 : 0;
        }
        assertThat(trapped).as("both kinds of outcome occur").isBetween(SEEDS / 20, SEEDS * 19 / 20);
    }

    /** Answers whether it trapped. */
    private static boolean compare(int seed, StringEncoding from, StringEncoding to, boolean broken) {
        Random random = new Random(seed);
        Samples samples = new Samples(random);
        boolean results = random.nextInt(3) == 0;
        List<ValueType> types = samples.types(results ? 1 : 1 + seed % 4, 4);
        List<WitValue> values = types.stream().map(samples::value).toList();
        Guest source = new Guest(from);
        FlatWriter written = new FlatWriter();
        if (results) {
            new Lowerer(source.context()).results(1, values, types, new FlatReader(new long[] {16}), written);
        } else {
            new Lowerer(source.context()).parameters(MAX_FLAT, values, types, written);
        }
        long[] in = written.slots().length == 0 ? new long[] {16} : written.slots();
        if (broken) {
            spoil(random, source, in);
        }
        Guest one = new Guest(to);
        Guest other = new Guest(to);
        Way expected = reference(source, one, in, types, results);
        Way found = fused(source, other, in, types, results);
        String what = "seed " + seed + ": " + from + " to " + to + ", " + types;
        assertThat(found.values()).as(what).isEqualTo(expected.values());
        if (from == StringEncoding.UTF16 && to == StringEncoding.UTF16) {
            // Where the allocator is asked for the same, everything is the same, down to the gaps.
            assertThat(found.trap()).as(what).isEqualTo(expected.trap());
            assertThat(found.slots()).as(what).isEqualTo(expected.slots());
            assertThat(Arrays.equals(found.memory(), expected.memory())).as(what).isTrue();
        } else {
            assertThat(words(found.trap())).as(what).isEqualTo(words(expected.trap()));
        }
        return !expected.trap().isEmpty();
    }

    /** Addresses in a trap's words depend on how often the allocator was asked. */
    private static String words(String trap) {
        return trap.replaceAll("[0-9]+", "N");
    }

    private static void spoil(Random random, Guest source, long[] in) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                int slot = random.nextInt(in.length);
                in[slot] ^= switch (random.nextInt(3)) {
                    case 0 -> 1L << random.nextInt(64);
                    case 1 -> random.nextInt();
                    default -> random.nextLong();
                };
            } else {
                int used = Math.max(1, source.next - 4096);
                int at = random.nextBoolean() ? 16 + random.nextInt(64) : 4096 + random.nextInt(used);
                source.memory.writeByte(at, (byte) random.nextInt());
            }
        }
    }

    @Test
    void listsOfFloatsKeepTheirBitsButForNaN() {
        Guest source = new Guest(StringEncoding.UTF8);
        int[] bits = {0x7fc00000, 0x7f800001, 0xffc12345, 0x7f800000, 0x80000000, 1, 0x3f800000};
        for (int i = 0; i < bits.length; i++) {
            source.memory.writeInt(64 + 4 * i, bits[i]);
        }
        Guest target = new Guest(StringEncoding.UTF8);
        Way way = fused(source, target, new long[] {64, bits.length},
                List.of(new ListType(PrimitiveType.of(Primitive.F32))), false);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < bits.length; i++) {
            found.add(target.memory.readInt((int) (way.slots().getFirst() + 4 * i)));
        }
        assertThat(found).containsExactly(0x7fc00000, 0x7fc00000, 0x7fc00000, 0x7f800000, 0x80000000, 1, 0x3f800000);
    }

    @Test
    void listsThatPointAtTheSameMemoryAreBounded() {
        Guest source = new Guest(StringEncoding.UTF8);
        int outer = 1000;
        for (int i = 0; i < outer; i++) {
            source.memory.writeInt(i * 8, 0);
            source.memory.writeInt(i * 8 + 4, 1 << 17);
        }
        Way way = fused(source, new Guest(StringEncoding.UTF8), new long[] {0, outer},
                List.of(new ListType(new ListType(PrimitiveType.of(Primitive.U8)))), false);
        assertThat(way.trap()).contains("host-call-bytes");
    }
}
