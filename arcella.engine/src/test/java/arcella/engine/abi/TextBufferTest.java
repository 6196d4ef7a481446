package arcella.engine.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import org.junit.jupiter.api.Test;

import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreMemoryType;
import arcella.engine.core.MemoryBudget;

/** Our UTF-8 against the JDK's strict one. */
class TextBufferTest {

    private final TextBuffer buffer = new TextBuffer();
    private final CoreMemory memory =
            CoreMemory.create(new CoreMemoryType(4, OptionalLong.empty()), MemoryBudget.of(1 << 20));

    private static Optional<String> strictly(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> strictly(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            return Optional.of(Arrays.copyOf(encoded.array(), encoded.limit()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** In the middle of memory that would continue any character, and at the memory's very end. */
    private void decodes(byte[] bytes) {
        Optional<String> expected = strictly(bytes);
        memory.fill(0, (byte) 0x80, 1 << 12);
        memory.write(8, bytes);
        assertThat(Optional.ofNullable(buffer.decode(memory.bytes(), 8, bytes.length)))
                .as(() -> Arrays.toString(bytes)).isEqualTo(expected);
        int last = (int) memory.byteSize() - bytes.length;
        memory.write(last, bytes);
        assertThat(Optional.ofNullable(buffer.decode(memory.bytes(), last, bytes.length)))
                .as(() -> Arrays.toString(bytes)).isEqualTo(expected);
    }

    private void encodes(String text) {
        Optional<byte[]> expected = strictly(text);
        assertThat(buffer.measure(text)).as(text).isEqualTo(expected.isPresent());
        if (expected.isEmpty()) {
            return;
        }
        byte[] bytes = expected.get();
        assertThat(buffer.length()).isEqualTo(bytes.length);
        int ascii = buffer.ascii();
        assertThat(text.chars().limit(ascii)).allMatch(unit -> unit < 0x80);
        assertThat(text.chars().skip(ascii).limit(1)).allMatch(unit -> unit >= 0x80);
        int end = 16 + bytes.length;
        memory.fill(0, (byte) '#', end + 16);
        buffer.writeAscii(text, memory, 16);
        buffer.writeRest(text, memory, 16);
        assertThat(memory.read(16, bytes.length)).isEqualTo(bytes);
        assertThat(memory.readByte(15)).isEqualTo((byte) '#');
        assertThat(memory.read(end, 8)).isEqualTo("########".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void everyCharacter() {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
            if (all.length() > 5000) {
                String text = all.toString();
                encodes(text);
                decodes(text.getBytes(StandardCharsets.UTF_8));
                all.setLength(0);
            }
        }
        encodes(all.toString());
        decodes(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyPairOfBytesAtTheEndAndBeforeMore() {
        for (int pair = 0; pair < 0x10000; pair++) {
            byte[] two = {(byte) (pair >> 8), (byte) pair};
            decodes(two);
            decodes(new byte[] {'a', two[0], two[1], 'b', 'c', 'd'});
        }
    }

    @Test
    void everyKindOfThreeAndFourBytes() {
        int[] edges = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4,
                0xf5, 0xf8, 0xff};
        for (int lead = 0x80; lead <= 0xff; lead++) {
            for (int second : edges) {
                for (int third : edges) {
                    decodes(new byte[] {(byte) lead, (byte) second, (byte) third});
                    decodes(new byte[] {'a', (byte) lead, (byte) second, (byte) third, (byte) 0x80});
                    for (int fourth : new int[] {0x41, 0x7f, 0x80, 0xbf, 0xc0}) {
                        decodes(new byte[] {(byte) lead, (byte) second, (byte) third, (byte) fourth});
                    }
                }
            }
        }
    }

    @Test
    void everyCutAndEverySpoiltByte() {
        byte[] text = "aß日😀bü本𝄞cd".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= text.length; length++) {
            decodes(Arrays.copyOf(text, length));
            decodes(Arrays.copyOfRange(text, length, text.length));
        }
        for (int at = 0; at < text.length; at++) {
            for (int value = 0; value < 0x100; value++) {
                byte[] spoilt = text.clone();
                spoilt[at] = (byte) value;
                decodes(spoilt);
            }
        }
    }

    @Test
    void surrogatesInEveryPlace() {
        for (String text : new String[] {"plain text", "Grüße, 日本!", "a😀b𝄞"}) {
            for (int at = 0; at <= text.length(); at++) {
                for (String insert : new String[] {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ude00", "\ud83d\ud83d\ude00"}) {
                    encodes(text.substring(0, at) + insert + text.substring(at));
                }
            }
        }
    }

    @Test
    void aroundTheEndsOfPieces() {
        int piece = TextBuffer.MOST_UNITS;
        for (String unit : new String[] {"x", "ü", "日", "😀", "x😀"}) {
            for (int before = piece - 3; before <= piece + 2; before++) {
                for (String filling : new String[] {"a", "ü", "日"}) {
                    String text = filling.repeat(before) + unit + filling.repeat(3);
                    encodes(text);
                    decodes(text.getBytes(StandardCharsets.UTF_8));
                    encodes(text + unit.repeat(piece) + "ü");
                    encodes(filling.repeat(before) + "\ud83d" + unit);
                    encodes(filling.repeat(before) + "\ude00");
                }
            }
        }
    }

    @Test
    void randomTexts() {
        Random random = new Random(7);
        int[] bounds = {0x80, 0x100, 0x800, 0xd800, 0x10000, 0x110000};
        for (int round = 0; round < 2000; round++) {
            int bound = bounds[random.nextInt(bounds.length)];
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(round % 50 == 0 ? 6000 : 40); left > 0; left--) {
                int point = random.nextInt(random.nextBoolean() ? 0x80 : bound);
                if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE || random.nextInt(20) == 0) {
                    text.appendCodePoint(point);
                }
            }
            encodes(text.toString());
            decodes(text.toString().getBytes(StandardCharsets.UTF_8));
            byte[] noise = new byte[random.nextInt(12)];
            random.nextBytes(noise);
            decodes(noise);
        }
    }
}
