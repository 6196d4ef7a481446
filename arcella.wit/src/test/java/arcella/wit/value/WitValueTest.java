package arcella.wit.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import arcella.wit.value.WitValue.Char;
import arcella.wit.value.WitValue.F64;
import arcella.wit.value.WitValue.Field;
import arcella.wit.value.WitValue.FlagsOf;
import arcella.wit.value.WitValue.ListOf;
import arcella.wit.value.WitValue.MapOf;
import arcella.wit.value.WitValue.OptionOf;
import arcella.wit.value.WitValue.RecordOf;
import arcella.wit.value.WitValue.ResultOf;
import arcella.wit.value.WitValue.Text;
import arcella.wit.value.WitValue.U16;
import arcella.wit.value.WitValue.U32;
import arcella.wit.value.WitValue.U8;

class WitValueTest {

    @Test
    void unsignedNumbersKeepTheirRange() {
        assertThat(new U8((short) 255).value()).isEqualTo((short) 255);
        assertThat(new U16(65535).value()).isEqualTo(65535);
        assertThat(new U32(4294967295L).value()).isEqualTo(4294967295L);
        assertThatThrownBy(() -> new U8((short) 256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new U8((short) -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new U16(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new U32(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new U32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void charactersAndStringsHoldScalarValuesOnly() {
        assertThat(new Char(0x10ffff).codePoint()).isEqualTo(0x10ffff);
        assertThatThrownBy(() -> new Char(0xd800)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Char(0x110000)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Text("a\uD83D\uDE00").value()).hasSize(3);
        assertThatThrownBy(() -> new Text("a\uD83D")).hasMessageContaining("index 1");
        assertThatThrownBy(() -> new Text("\uDE00\uD83D")).hasMessageContaining("index 0");
    }

    @Test
    void floatingPointNumbersCompareByTheirTotalOrder() {
        assertThat(new F64(Double.NaN)).isEqualTo(new F64(Double.NaN));
        assertThat(new F64(0.0)).isNotEqualTo(new F64(-0.0));
    }

    @Test
    void bytesAreCopiedUnlessWrapped() {
        byte[] source = {1, -1};
        Bytes copied = Bytes.copyOf(source);
        Bytes wrapped = Bytes.wrap(source);
        source[0] = 9;
        assertThat(copied.at(0)).isEqualTo(1);
        assertThat(copied.at(1)).isEqualTo(255);
        assertThat(wrapped.at(0)).isEqualTo(9);
        copied.toArray()[0] = 5;
        assertThat(copied).isEqualTo(Bytes.copyOf(new byte[] {0, 1, -1, 2}, 1, 3)).isNotEqualTo(wrapped);
        assertThat(copied.hashCode()).isEqualTo(Bytes.copyOf(new byte[] {1, -1}).hashCode());
        assertThat(copied.view().isReadOnly()).isTrue();
        assertThat(copied.view().remaining()).isEqualTo(copied.size());
        byte[] target = new byte[4];
        copied.copyTo(target, 1);
        assertThat(target).containsExactly(0, 1, -1, 0);
        assertThat(copied).hasToString("Bytes[size=2, hex=01ff]");
        assertThat(Bytes.wrap(new byte[17]).toString()).endsWith("00...]");
    }

    @Test
    void bytesInTheMiddleOfAnArrayAreBytesLikeOthers() {
        byte[] source = {9, 1, -1, 2, 9};
        Bytes part = Bytes.wrap(source, 1, 4);
        Bytes whole = Bytes.copyOf(new byte[] {1, -1, 2});
        assertThat(part).isEqualTo(whole).hasSameHashCodeAs(whole).hasToString(whole.toString());
        assertThat(whole).isEqualTo(part);
        assertThat(part).isNotEqualTo(Bytes.wrap(source, 0, 3)).isNotEqualTo(Bytes.wrap(source, 1, 3));
        assertThat(part.size()).isEqualTo(3);
        assertThat(part.at(1)).isEqualTo(255);
        assertThat(part.toArray()).containsExactly(1, -1, 2);
        assertThat(part.view()).isEqualTo(ByteBuffer.wrap(whole.toArray()));
        byte[] target = new byte[5];
        part.copyTo(target, 1);
        assertThat(target).containsExactly(0, 1, -1, 2, 0);
        assertThatThrownBy(() -> part.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> part.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Bytes.wrap(source, 2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aListOfBytesHasOneForm() {
        assertThatThrownBy(() -> new ListOf(List.of(new U8((short) 1)))).hasMessageContaining("Bytes");
    }

    @Test
    void collectionsAreCopiedInOrder() {
        Map<WitValue, WitValue> map = new LinkedHashMap<>();
        map.put(new Text("b"), new U16(1));
        map.put(new Text("a"), new U16(2));
        MapOf value = new MapOf(map);
        map.clear();
        assertThat(value.entries().keySet()).containsExactly(new Text("b"), new Text("a"));
        assertThat(value).isEqualTo(new MapOf(Map.of(new Text("a"), new U16(2), new Text("b"), new U16(1))));
        assertThatThrownBy(() -> value.entries().clear()).isInstanceOf(UnsupportedOperationException.class);

        Set<String> names = new LinkedHashSet<>(List.of("z", "a"));
        FlagsOf flags = new FlagsOf(names);
        names.add("more");
        assertThat(flags.names()).containsExactly("z", "a");
        assertThat(flags).isEqualTo(new FlagsOf(Set.of("a", "z")));

        List<Field> fields = new ArrayList<>(List.of(new Field("x", new U16(1))));
        RecordOf record = new RecordOf(fields);
        fields.clear();
        assertThat(record.field("x")).contains(new U16(1));
        assertThat(record.field("y")).isEmpty();
    }

    @Test
    void optionsAndResultsHaveShortForms() {
        assertThat(OptionOf.some(OptionOf.none())).isNotEqualTo(OptionOf.none());
        assertThat(ResultOf.ok()).isNotEqualTo(ResultOf.err());
        assertThat(ResultOf.err(new U16(1))).isEqualTo(new ResultOf(false, Optional.of(new U16(1))));
        assertThat(ResultOf.ok(new U16(1)).isOk()).isTrue();
    }
}
