package arcella.wit.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;

class ReaderTest {

    private static Reader reader(int... bytes) {
        return new Reader(ByteSlice.of(new Bytes().raw(bytes).toByteArray()));
    }

    private static void fails(Runnable read, String problem, int offset) {
        assertThatExceptionOfType(ComponentException.class).isThrownBy(read::run)
                .satisfies(e -> assertThat(e.problem()).contains(problem))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void readsUnsignedNumbers() {
        assertThat(reader(0).u32()).isZero();
        assertThat(reader(0x7f).u32()).isEqualTo(127);
        assertThat(reader(0x80, 1).u32()).isEqualTo(128);
        assertThat(reader(0xe5, 0x8e, 0x26).u32()).isEqualTo(624485);
        assertThat(reader(0xff, 0xff, 0xff, 0xff, 0x0f).u32()).isEqualTo(-1);
    }

    @Test
    void paddingWithZerosIsAllowed() {
        assertThat(reader(0x81, 0x80, 0x80, 0x80, 0x00).u32()).isEqualTo(1);
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        fails(() -> reader(0x81, 0x80, 0x80, 0x80, 0x70).u32(), "integer too large", 4);
        fails(() -> reader(0x81, 0x80, 0x80, 0x80, 0x80, 0x00).u32(), "integer representation too long", 4);
        fails(() -> reader(0x80).u32(), "unexpected end-of-file", 1);
        fails(() -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2).u64(), "integer too large", 9);
        fails(() -> reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0).u64(),
                "integer representation too long", 9);
    }

    @Test
    void readsLongNumbers() {
        assertThat(reader(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1).u64()).isEqualTo(-1L);
        assertThat(reader(0x80, 0x80, 0x80, 0x80, 0x10).u64()).isEqualTo(1L << 32);
    }

    @ParameterizedTest
    @CsvSource({"-1, 7f", "63, 3f", "-64, 40", "64, c000", "-123456, c0bb78", "4294967295, ffffffff0f"})
    void readsSignedNumbers(long value, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(new Reader(ByteSlice.of(bytes)).s33()).isEqualTo(value);
    }

    @Test
    void signedNumbersRepeatTheirSign() {
        assertThat(reader(0xff, 0xff, 0xff, 0xff, 0x7f).signed(32)).isEqualTo(-1);
        fails(() -> reader(0xff, 0xff, 0xff, 0xff, 0x4f).signed(32), "integer too large", 4);
        fails(() -> reader(0xff, 0xff, 0xff, 0xff, 0xff, 0x7f).signed(32), "integer representation too long", 4);
        assertThat(reader(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f).signed(64)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void countsAreCheckedBeforeAnythingIsMade() {
        fails(() -> reader(0xff, 0xff, 0xff, 0xff, 0x0f, 0).count(1), "unexpected end-of-file", 0);
        fails(() -> reader(2, 0, 0, 0).count(2), "unexpected end-of-file", 0);
        assertThat(reader(2, 0, 0, 0, 0).count(2)).isEqualTo(2);
    }

    @Test
    void readsNames() {
        assertThat(new Reader(ByteSlice.of(new Bytes().name("plain").toByteArray())).name()).isEqualTo("plain");
        assertThat(new Reader(ByteSlice.of(new Bytes().name("grün ☃ 𝄞").toByteArray())).name()).isEqualTo("grün ☃ 𝄞");
        fails(() -> reader(2, 0xff, 0xfe).name(), "malformed UTF-8 encoding", 1);
        fails(() -> reader(2, 0xc0, 0x80).name(), "malformed UTF-8 encoding", 1);
        fails(() -> reader(3, 0xed, 0xa0, 0x80).name(), "malformed UTF-8 encoding", 1);
        fails(() -> reader(5, 'a').name(), "unexpected end-of-file", 0);
    }

    @Test
    void refusesFlagsOtherThanZeroAndOne() {
        assertThat(reader(1).bool()).isTrue();
        fails(() -> reader(2).bool(), "invalid boolean value", 0);
    }
}
