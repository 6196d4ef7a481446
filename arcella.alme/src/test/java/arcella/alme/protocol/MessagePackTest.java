package arcella.alme.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

import arcella.command.Data;
import arcella.error.ArcellaException;

class MessagePackTest {

    @Test
    void writesAndReadsWhatTheLibraryWrites() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            Data.Fields data = fields(random, 0);
            byte[] ours = MessagePackWriter.frame(data);
            byte[] body = Arrays.copyOfRange(ours, 4, ours.length);
            assertThat(body).isEqualTo(library(data));
            assertThat(MessagePackReader.frame(ours, 4, ours.length - 4)).isEqualTo(data);
        }
    }

    @Test
    void readsEveryFormOfANumberHoweverLong() throws IOException {
        for (long value : new long[] {0, 127, 128, 255, 256, 65_535, 65_536, -1, -32, -33, -128, -129, -32_768, -32_769,
            Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff_ffffL, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
            Data.Fields data = Data.fields().put("n", value).build();
            byte[] frame = MessagePackWriter.frame(data);
            assertThat(MessagePackReader.frame(frame, 4, frame.length - 4)).isEqualTo(data);
        }
        assertThat(read("81a16eca3fc00000")).isEqualTo(Data.fields().put("n", new Data.Real(1.5)).build());
        assertThat(read("81a16ed30000000000000005")).isEqualTo(Data.fields().put("n", 5).build());
        assertThat(read("81a16ecf0000000000000005")).isEqualTo(Data.fields().put("n", 5).build());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ends in the middle",
        "c0, is no map",
        "9101, is no map",
        "80c0, 1 bytes stand behind",
        "81a16e, ends in the middle",
        "8101c0, a key is no text",
        "82a16101a16102, the key 'a' stands twice",
        "81a161c1, has no place here",
        "81a161d40100, has no place here",
        "81a161cfffffffffffffffff, past 2^63-1",
        "81a161a2c328, no UTF-8",
        "81a161d9ff41, ends in the middle",
        "81a161dbffffffff41, ends in the middle",
        "81a161c67fffffff41, ends in the middle",
        "81a161ddffffffff, ends in the middle",
        "dfffffffff, ends in the middle",
        "df00000010a161, ends in the middle"})
    void whatIsNoMessageIsRefused(String hex, String why) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOf(ArcellaException.class)
                .hasMessageStartingWith("ARC-3004")
                .hasMessageContaining(why);
    }

    @Test
    void nestingEndsAtItsLimit() {
        assertThat(nested(Alme.MAX_DEPTH)).isNotNull();
        assertThatThrownBy(() -> nested(Alme.MAX_DEPTH + 1)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("nested deeper than 32");
        assertThatThrownBy(() -> nested(500_000)).isInstanceOf(ArcellaException.class);
    }

    @Test
    void theNumberOfValuesEndsAtItsLimit() {
        int most = Alme.MAX_VALUES - 2;
        assertThat(read("81a161dd" + HexFormat.of().toHexDigits(most) + "c0".repeat(most))).isNotNull();
        assertThatThrownBy(() -> read("81a161dd" + HexFormat.of().toHexDigits(most + 1) + "c0".repeat(most + 1)))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("values");
    }

    @Test
    void framesEndAtTheirLimit() {
        int overhead = 1 + 2 + 5;
        byte[] longest = MessagePackWriter.frame(Data.fields().put("b", Data.of(new byte[Alme.MAX_FRAME - overhead])).build());
        assertThat(longest).hasSize(4 + Alme.MAX_FRAME).startsWith(0, 0x10, 0, 0);
        assertThatThrownBy(() -> MessagePackWriter.frame(
                        Data.fields().put("b", Data.of(new byte[Alme.MAX_FRAME - overhead + 1])).build()))
                .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3003");
    }

    @Test
    void anyBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) (0x80 | random.nextInt(16));
            }
            try {
                MessagePackReader.frame(bytes, 0, bytes.length);
            } catch (ArcellaException e) {
                assertThat(e.code().number()).isEqualTo(AlmeError.BAD_FRAME.number());
            }
        }
    }

    private static Data nested(int depth) {
        // The map is the first level.
        byte[] bytes = HexFormat.of().parseHex("81a161" + "91".repeat(depth - 1) + "c0");
        return MessagePackReader.frame(bytes, 0, bytes.length);
    }

    private static Data read(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return MessagePackReader.frame(bytes, 0, bytes.length);
    }

    static Data.Fields fields(Random random, int depth) {
        Map<String, Data> values = new LinkedHashMap<>();
        int count = random.nextInt(depth == 0 ? 40 : 5);
        for (int i = 0; i < count; i++) {
            values.put(text(random, 40) + i, value(random, depth + 1));
        }
        return new Data.Fields(values);
    }

    private static Data value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 8)) {
            case 0 -> Data.NONE;
            case 1 -> Data.of(random.nextBoolean());
            case 2 -> Data.of(random.nextLong() >> random.nextInt(64));
            case 3 -> new Data.Real(random.nextDouble());
            case 4 -> Data.of(text(random, random.nextInt(200) == 0 ? 70_000 : 300));
            case 5 -> Data.of(new byte[random.nextInt(random.nextInt(200) == 0 ? 70_000 : 300)]);
            case 6 -> {
                List<Data> items = new ArrayList<>();
                int count = random.nextInt(20);
                for (int i = 0; i < count; i++) {
                    items.add(value(random, depth + 1));
                }
                yield new Data.Items(items);
            }
            default -> fields(random, depth);
        };
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest);
        boolean wide = random.nextBoolean();
        while (text.length() < length) {
            int c = random.nextInt(wide ? 0x11000 : 0x80);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '\ufffd' : c);
        }
        return text.toString();
    }

    private static byte[] library(Data data) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            pack(packer, data);
            return packer.toByteArray();
        }
    }

    private static void pack(MessagePacker packer, Data data) throws IOException {
        switch (data) {
            case Data.None _ -> packer.packNil();
            case Data.Truth(boolean value) -> packer.packBoolean(value);
            case Data.Whole(long value) -> packer.packLong(value);
            case Data.Real(double value) -> packer.packDouble(value);
            case Data.Text(String value) -> packer.packString(value);
            case Data.Bytes(byte[] value) -> packer.packBinaryHeader(value.length).writePayload(value);
            case Data.Items(List<Data> values) -> {
                packer.packArrayHeader(values.size());
                for (Data value : values) {
                    pack(packer, value);
                }
            }
            case Data.Fields(Map<String, Data> values) -> {
                packer.packMapHeader(values.size());
                for (Map.Entry<String, Data> entry : values.entrySet()) {
                    packer.packString(entry.getKey());
                    pack(packer, entry.getValue());
                }
            }
        }
    }
}
