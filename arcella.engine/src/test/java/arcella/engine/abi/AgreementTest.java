package arcella.engine.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.Trap;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * The engine's lifting and lowering against {@link Naive}, and sizes, alignments and flattening against a table that the
 * specification's own reference wrote ({@code layouts.txt}, made by {@code layouts.py} beside it).
 */
class AgreementTest {

    /** The long form, of profile {@code proof}, has twenty times the cases. */
    private static final int CASES = Boolean.getBoolean("arcella.proof") ? 40_000 : 2_000;

    private static final int PAGE = 65_536;
    private static final int MOST_PARAMS = 16;

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

    private static CoreMemory memory(int pages) {
        return CoreMemory.create(new CoreMemoryType(pages, OptionalLong.empty()), MemoryBudget.of(1L << 30));
    }

    /** Over a memory whose {@code realloc} gives space upwards from an address and never takes any back. */
    private static AbiContext context(CoreMemory memory, StringEncoding encoding, int free) {
        int[] next = {free};
        AbiMemory.Realloc realloc = (old, oldLength, alignment, length) -> {
            int place = (next[0] + alignment - 1) & -alignment;
            next[0] = place + length;
            memory.copy(place, old, Math.min(oldLength, length));
            return place;
        };
        return new AbiContext(encoding, Optional.of(new AbiMemory(memory, Optional.of(realloc))), NO_HANDLES,
                new ByteBudget(1L << 40), true);
    }

    private static List<Object> naive(List<ValueType> types, List<WitValue> values) {
        return IntStream.range(0, types.size()).mapToObj(i -> NaiveValues.of(types.get(i), values.get(i))).toList();
    }

    private static byte[] bytes(CoreMemory memory) {
        return memory.read(0, (int) memory.byteSize());
    }

    private static List<Long> boxed(long[] slots) {
        return new ArrayList<>(LongStream.of(slots).boxed().toList());
    }

    @Test
    void layoutsAreThoseOfTheReference() throws IOException {
        String table;
        try (InputStream in = Objects.requireNonNull(AgreementTest.class.getResourceAsStream("layouts.txt"))) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(table.lines()).hasSize(500).allSatisfy(line -> {
            String[] columns = line.split(" \\| ");
            ValueType type = TypeText.parse(columns[0]);
            assertThat(layout(type, false)).isEqualTo(columns[1]);
            assertThat(layout(type, true)).isEqualTo(columns[2]);
            if (!line.matches(".*(own|borrow|stream|future|error-context).*")) {
                NaiveType naive = NaiveType.of(type);
                assertThat("%d %d %s".formatted(naive.size(), naive.alignment(),
                        String.join(",", naive.flat().stream().limit(ValueType.FLAT_LIMIT).toList()))).isEqualTo(columns[1]);
            }
        });
    }

    private static String layout(ValueType type, boolean is64) {
        List<String> flat = type.flat(is64).stream().map(num -> num.name().toLowerCase(Locale.ROOT)).toList();
        return "%d %d %s".formatted(type.size(is64), type.alignment(is64), String.join(",", flat));
    }

    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void whatOneLowersTheOtherLifts(StringEncoding encoding) {
        for (int seed = 0; seed < CASES; seed++) {
            Samples samples = new Samples(new Random(seed));
            List<ValueType> types = samples.types(1 + seed % 4, 4);
            List<WitValue> values = types.stream().map(samples::value).toList();
            List<NaiveType> naiveTypes = types.stream().map(NaiveType::of).toList();
            List<Object> naiveValues = naive(types, values);

            CoreMemory engines = memory(4);
            FlatWriter out = new FlatWriter();
            new Lowerer(context(engines, encoding, 16)).parameters(MOST_PARAMS, values, types, out);
            byte[] lowered = bytes(engines);
            assertThat(new Naive(lowered, encoding, 0).liftValues(MOST_PARAMS, naiveTypes, boxed(out.slots())))
                    .as("lowered by the engine, seed %d", seed).isEqualTo(naiveValues);

            Naive naive = new Naive(new byte[4 * PAGE], encoding, 16);
            List<Long> slots = naive.lowerValues(MOST_PARAMS, naiveTypes, naiveValues);
            CoreMemory given = memory(4);
            given.write(0, naive.memory);
            List<WitValue> lifted = new Lifter(context(given, encoding, 0))
                    .values(MOST_PARAMS, new FlatReader(slots.stream().mapToLong(x -> x).toArray()), types);
            assertThat(naive(types, lifted)).as("lowered naively, seed %d", seed).isEqualTo(naiveValues);

            if (naiveTypes.stream().noneMatch(NaiveType::hasText)) {
                // Strings are the only thing whose place the specification leaves open for a host.
                assertThat(boxed(out.slots())).as("slots of seed %d", seed).isEqualTo(slots);
                assertThat(Arrays.equals(lowered, naive.memory)).as("memory of seed %d", seed).isTrue();
            }
        }
    }

    /** Memory and slots that nobody lowered anything into: both trap, or both find the same. */
    @ParameterizedTest
    @EnumSource(StringEncoding.class)
    void ofNoiseBothMakeTheSame(StringEncoding encoding) {
        int trapped = 0;
        int tooMuch = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<ValueType> types = new Samples(random).types(1 + seed % 3, 3);
            List<NaiveType> naiveTypes = types.stream().map(NaiveType::of).toList();
            byte[] noise = new byte[PAGE];
            for (int at = 0; at < 4096; at += 4) {
                int word = word(random);
                for (int i = 0; i < 4; i++) {
                    noise[at + i] = (byte) (word >>> 8 * i);
                }
            }
            List<String> flat = new NaiveType.Fields(naiveTypes).flat();
            List<Long> slots = new ArrayList<>();
            for (String type : flat.size() > MOST_PARAMS ? List.of("i32") : flat) {
                slots.add(type.endsWith("32") || random.nextBoolean()
                        ? Integer.toUnsignedLong(word(random)) : random.nextLong());
            }
            long[] raw = slots.stream().mapToLong(x -> x).toArray();
            Optional<List<Object>> expected;
            try {
                expected = Optional.of(new Naive(noise, encoding, 0).liftValues(MOST_PARAMS, naiveTypes, slots));
            } catch (Naive.NaiveTrap trap) {
                expected = Optional.empty();
                trapped++;
            } catch (Naive.TooMuch much) {
                tooMuch++;
                continue;
            }
            CoreMemory memory = memory(1);
            memory.write(0, noise);
            Optional<List<Object>> found;
            try {
                found = Optional.of(naive(types,
                        new Lifter(context(memory, encoding, 0)).values(MOST_PARAMS, new FlatReader(raw), types)));
            } catch (Trap trap) {
                found = Optional.empty();
            }
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(trapped).as("cases that trap").isBetween(CASES / 10, CASES * 9 / 10);
        assertThat(tooMuch).as("cases too large to compare").isLessThan(CASES / 50);
    }

    /** Mostly numbers that are good as a length, a case or an address of this memory's beginning. */
    private static int word(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(0x110000);
            case 2, 3 -> random.nextInt(4096) & -8;
            default -> random.nextInt(6);
        };
    }
}
