package arcella.engine.internal.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.ByteLimit;
import arcella.engine.abi.StringEncoding;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;
import arcella.engine.core.Trap;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.PrimitiveType;

/** Strings between all encodings, with what the target's allocator is asked for: guests can see those calls. */
class TextCopierTest {

    private static final int FROM = 16;
    private static final int TAG = 1 << 31;
    private static final Map<String, String> TEXTS = Map.of("ascii", "hello", "latin", "na\u00efve", "wide",
            "z\u0142\u2192", "pair", "a\ud83d\ude00b", "late", "abcd\u00e9\u2192x", "forced", "na\u00efve");

    private final CoreMemory source = memory();
    private final CoreMemory target = memory();
    private final List<String> asked = new ArrayList<>();
    private int next = 64;

    private static CoreMemory memory() {
        return CoreMemory.create(new CoreMemoryType(1, OptionalLong.empty()), MemoryBudget.of(1 << 20));
    }

    private int allocate(int old, int oldLength, int alignment, int length) {
        asked.add(old + " " + oldLength + " " + alignment + " " + length);
        int place = (next + alignment - 1) & -alignment;
        next = place + length;
        target.copy(place, old, Math.min(oldLength, length));
        return place;
    }

    /** Answers the address and the tagged length that the target gets. */
    private long[] copy(StringEncoding from, StringEncoding to, int pointer, int taggedUnits) {
        PrimitiveType text = PrimitiveType.of(Primitive.STRING);
        CopyPlan plan = CopyPlan.of(List.of(text), from, List.of(text), to, 16).orElseThrow();
        long[] out = new long[2];
        plan.check(new Side(Optional.of(new AbiMemory(source, Optional.empty())), from),
                new Side(Optional.of(new AbiMemory(target, Optional.of(this::allocate))), to),
                new long[] {Integer.toUnsignedLong(pointer), Integer.toUnsignedLong(taggedUnits)}, out, new HandlePassage() {
                    @Override
                    public void take(int route, int index) {
                        throw new AssertionError("no handles here");
                    }

                    @Override
                    public int give(int route) {
                        throw new AssertionError("no handles here");
                    }
                }, new ByteLimit(1 << 20)).flat();
        return out;
    }

    private static Charset charset(StringEncoding encoding, boolean utf16) {
        return switch (encoding) {
            case UTF8 -> StandardCharsets.UTF_8;
            case UTF16 -> StandardCharsets.UTF_16LE;
            case LATIN1_UTF16 -> utf16 ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1;
        };
    }

    /** What is expected here was computed by the specification's reference, with the same allocator. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTF8         | UTF8         | ascii  | 0 0 1 5                           | 64 | 5
            UTF8         | UTF8         | latin  | 0 0 1 6                           | 64 | 6
            UTF8         | UTF8         | wide   | 0 0 1 6                           | 64 | 6
            UTF8         | UTF8         | pair   | 0 0 1 6                           | 64 | 6
            UTF8         | UTF8         | late   | 0 0 1 10                          | 64 | 10
            UTF8         | UTF16        | ascii  | 0 0 2 10                          | 64 | 5
            UTF8         | UTF16        | latin  | 0 0 2 12; 64 12 2 10              | 76 | 5
            UTF8         | UTF16        | wide   | 0 0 2 12; 64 12 2 6               | 76 | 3
            UTF8         | UTF16        | pair   | 0 0 2 12; 64 12 2 8               | 76 | 4
            UTF8         | UTF16        | late   | 0 0 2 20; 64 20 2 14              | 84 | 7
            UTF8         | LATIN1_UTF16 | ascii  | 0 0 2 5                           | 64 | 5
            UTF8         | LATIN1_UTF16 | latin  | 0 0 2 6; 64 6 2 5                 | 70 | 5
            UTF8         | LATIN1_UTF16 | wide   | 0 0 2 6; 64 6 2 12; 70 12 2 6     | 82 | 2147483651
            UTF8         | LATIN1_UTF16 | pair   | 0 0 2 6; 64 6 2 12; 70 12 2 8     | 82 | 2147483652
            UTF8         | LATIN1_UTF16 | late   | 0 0 2 10; 64 10 2 20; 74 20 2 14  | 94 | 2147483655
            UTF16        | UTF8         | ascii  | 0 0 1 5                           | 64 | 5
            UTF16        | UTF8         | latin  | 0 0 1 5; 64 5 1 15; 69 15 1 6     | 84 | 6
            UTF16        | UTF8         | wide   | 0 0 1 3; 64 3 1 9; 67 9 1 6       | 76 | 6
            UTF16        | UTF8         | pair   | 0 0 1 4; 64 4 1 12; 68 12 1 6     | 80 | 6
            UTF16        | UTF8         | late   | 0 0 1 7; 64 7 1 21; 71 21 1 10    | 92 | 10
            UTF16        | UTF16        | ascii  | 0 0 2 10                          | 64 | 5
            UTF16        | UTF16        | latin  | 0 0 2 10                          | 64 | 5
            UTF16        | UTF16        | wide   | 0 0 2 6                           | 64 | 3
            UTF16        | UTF16        | pair   | 0 0 2 8                           | 64 | 4
            UTF16        | UTF16        | late   | 0 0 2 14                          | 64 | 7
            UTF16        | LATIN1_UTF16 | ascii  | 0 0 2 5                           | 64 | 5
            UTF16        | LATIN1_UTF16 | latin  | 0 0 2 5                           | 64 | 5
            UTF16        | LATIN1_UTF16 | wide   | 0 0 2 3; 64 3 2 6                 | 68 | 2147483651
            UTF16        | LATIN1_UTF16 | pair   | 0 0 2 4; 64 4 2 8                 | 68 | 2147483652
            UTF16        | LATIN1_UTF16 | late   | 0 0 2 7; 64 7 2 14                | 72 | 2147483655
            LATIN1_UTF16 | UTF8         | ascii  | 0 0 1 5                           | 64 | 5
            LATIN1_UTF16 | UTF8         | latin  | 0 0 1 5; 64 5 1 10; 69 10 1 6     | 79 | 6
            LATIN1_UTF16 | UTF8         | wide   | 0 0 1 3; 64 3 1 9; 67 9 1 6       | 76 | 6
            LATIN1_UTF16 | UTF8         | pair   | 0 0 1 4; 64 4 1 12; 68 12 1 6     | 80 | 6
            LATIN1_UTF16 | UTF8         | late   | 0 0 1 7; 64 7 1 21; 71 21 1 10    | 92 | 10
            LATIN1_UTF16 | UTF16        | ascii  | 0 0 2 10                          | 64 | 5
            LATIN1_UTF16 | UTF16        | latin  | 0 0 2 10                          | 64 | 5
            LATIN1_UTF16 | UTF16        | wide   | 0 0 2 6                           | 64 | 3
            LATIN1_UTF16 | UTF16        | pair   | 0 0 2 8                           | 64 | 4
            LATIN1_UTF16 | UTF16        | late   | 0 0 2 14                          | 64 | 7
            LATIN1_UTF16 | LATIN1_UTF16 | ascii  | 0 0 2 5                           | 64 | 5
            LATIN1_UTF16 | LATIN1_UTF16 | latin  | 0 0 2 5                           | 64 | 5
            LATIN1_UTF16 | LATIN1_UTF16 | wide   | 0 0 2 6                           | 64 | 2147483651
            LATIN1_UTF16 | LATIN1_UTF16 | pair   | 0 0 2 8                           | 64 | 2147483652
            LATIN1_UTF16 | LATIN1_UTF16 | late   | 0 0 2 14                          | 64 | 2147483655
            LATIN1_UTF16 | LATIN1_UTF16 | forced | 0 0 2 10; 64 10 1 5               | 74 | 5
            """)
    void everyEncodingGoesIntoEveryOther(StringEncoding from, StringEncoding to, String name, String calls, long pointer,
            long taggedUnits) {
        String text = TEXTS.get(name);
        boolean wide = from == StringEncoding.LATIN1_UTF16
                && (name.equals("forced") || text.chars().anyMatch(unit -> unit > 0xff));
        Charset charset = charset(from, wide);
        byte[] bytes = text.getBytes(charset);
        source.write(FROM, bytes);
        int units = charset == StandardCharsets.UTF_16LE ? bytes.length / 2 : bytes.length;
        long[] out = copy(from, to, FROM, wide ? units | TAG : units);
        assertThat(String.join("; ", asked)).isEqualTo(calls);
        assertThat(out).containsExactly(pointer, taggedUnits);
        boolean tagged = to == StringEncoding.LATIN1_UTF16 && (taggedUnits & TAG) != 0;
        Charset found = charset(to, tagged);
        int length = (int) taggedUnits & ~TAG;
        assertThat(new String(target.read((int) pointer, found == StandardCharsets.UTF_16LE ? 2 * length : length), found))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF8, c080", "UTF8, c3", "UTF8, 61e282", "UTF8, eda080", "UTF8, f4908080", "UTF8, 80", "UTF8, f5808080",
        "UTF8, e08080", "UTF8, f0808080", "UTF8, 61626364656667ff", "UTF8, ffffffffffffffff", "UTF16, 00d8",
        "UTF16, 00dc00d8", "UTF16, 00d86100", "UTF16, 6100ffdf"
    })
    void whatIsNoTextTraps(StringEncoding from, String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        source.write(FROM, bytes);
        int units = from == StringEncoding.UTF16 ? bytes.length / 2 : bytes.length;
        assertThatThrownBy(() -> copy(from, StringEncoding.UTF8, FROM, units)).isInstanceOf(Trap.class)
                .hasMessageContaining("invalid utf-");
        assertThat(asked).as("nothing of the target has run").isEmpty();
    }

    @Test
    void everyScalarValuePasses() {
        StringBuilder all = new StringBuilder();
        for (int point = 0x7ff0; point < 0x11000; point += 7) {
            if (point < 0xd800 || point > 0xdfff) {
                all.appendCodePoint(point);
            }
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        source.grow(3);
        target.grow(7);
        source.write(FROM, bytes);
        long[] out = copy(StringEncoding.UTF8, StringEncoding.UTF16, FROM, bytes.length);
        assertThat(new String(target.read((int) out[0], 2 * (int) out[1]), StandardCharsets.UTF_16LE))
                .isEqualTo(all.toString());
    }

    @Test
    void rangesAreCheckedAsUnsigned() {
        for (int[] range : new int[][] {{65536, 1}, {-1, 1}, {0, 65537}, {0, -1}, {-16, 32}}) {
            assertThatThrownBy(() -> copy(StringEncoding.UTF8, StringEncoding.UTF8, range[0], range[1]))
                    .isInstanceOf(Trap.class);
        }
        assertThatThrownBy(() -> copy(StringEncoding.UTF16, StringEncoding.UTF8, 17, 1)).isInstanceOf(Trap.class)
                .hasMessageContaining("aligned");
        assertThat(copy(StringEncoding.UTF8, StringEncoding.UTF8, 65536, 0)[1]).isZero();
    }
}
