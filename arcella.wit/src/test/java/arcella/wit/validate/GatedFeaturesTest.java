package arcella.wit.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.wit.binary.Bytes;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.component.CoreValType.Num;
import arcella.wit.resolved.ResolvedComponent;

/** Features that the assembler has no text for: values and start functions, version suffixes, 64-bit memories, threads. */
class GatedFeaturesTest {

    private static Bytes bytes(int... bytes) {
        return new Bytes().raw(bytes);
    }

    private static ResolvedComponent valid(Bytes component) {
        return ComponentValidator.validate(ComponentDecoder.decode(component.toByteArray()), CoreModuleValidator.TRUSTING);
    }

    private static void refused(Bytes component, String problem) {
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> valid(component))
                .satisfies(e -> assertThat(e.problem()).contains(problem));
    }

    private static Bytes value(int type, int... value) {
        return Bytes.component().section(12, bytes(1, type, value.length).raw(value))
                .section(11, bytes(1, 0).name("v").raw(2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"7f, 01", "7e, ff", "7d, ff", "7c, ff7f", "7b, ffff03", "7a, 8080808078", "79, ffffffff0f",
        "78, 7f", "77, 808001", "76, 0000c07f", "75, 000000000000f87f", "74, f09d849e", "73, 026869"})
    void constants(String type, String hex) {
        valid(value(hex(type)[0], hex(hex)));
    }

    @ParameterizedTest
    @CsvSource({"7f, 02, expected 0 or 1", "7d, '', unexpected end-of-file", "7d, 0101, unexpected data at the end",
        "7c, ffff0f, integer too large", "7b, ffff07, integer too large", "76, 0100c07f, the only NaN",
        "75, 010000000000f87f, the only NaN", "74, c328, malformed UTF-8", "73, 0568, unexpected end-of-file",
        "73, 01ff, malformed UTF-8", "64, 00, there are no constants"})
    void badConstants(String type, String hex, String problem) {
        refused(value(hex(type)[0], hex(hex)), problem);
    }

    private static int[] hex(String text) {
        byte[] bytes = HexFormat.of().parseHex(text);
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = bytes[i] & 0xff;
        }
        return ints;
    }

    /** A constant of a type definition. */
    private static Bytes typed(Bytes type, int... value) {
        return Bytes.component().section(7, bytes(1).raw(type.toByteArray()))
                .section(10, bytes(1, 0).name("t").raw(3, 0, 0))
                .section(12, bytes(1, 1, value.length).raw(value))
                .section(11, bytes(1, 0).name("v").raw(2, 0, 0));
    }

    @Test
    void compoundConstants() {
        Bytes variant = bytes(0x71, 2).name("a").raw(0, 0).name("b").raw(1, 0x7d, 0);
        valid(typed(variant, 1, 42));
        refused(typed(variant, 2), "case 2 of 2");
        valid(typed(bytes(0x72, 2).name("x").raw(0x7d).name("y").raw(0x73), 7, 1, 'z'));
        valid(typed(bytes(0x70, 0x7d), 3, 1, 2, 3));
        refused(typed(bytes(0x70, 0x7d), 3, 1, 2), "unexpected end-of-file");
        valid(typed(bytes(0x67, 0x7d, 2), 1, 2));
        valid(typed(bytes(0x6f, 2, 0x7f, 0x7d), 1, 9));
        valid(typed(bytes(0x6e, 2).name("r").name("w"), 3));
        refused(typed(bytes(0x6e, 2).name("r").name("w"), 4), "stands for no flag");
        valid(typed(bytes(0x6d, 2).name("r").name("w"), 1));
        valid(typed(bytes(0x6b, 0x7d), 0));
        valid(typed(bytes(0x6a, 1, 0x7d, 0), 0, 9));
        valid(typed(bytes(0x63, 0x7d, 0x7f), 2, 1, 0, 2, 1));
        refused(typed(bytes(0x66, 0), 0), "there are no constants of a stream type");
    }

    @Test
    void valuesAreUsedOnce() {
        Bytes one = Bytes.component().section(12, bytes(1, 0x7f, 1, 1));
        refused(one, "value index 0 is not used");
        Bytes twice = Bytes.component().section(12, bytes(1, 0x7f, 1, 1))
                .section(11, bytes(2, 0).name("v").raw(2, 0, 0, 0).name("w").raw(2, 0, 0));
        refused(twice, "value index 0 is used more than once");
    }

    @Test
    void anUnusedValueIsFoundWhereItIsDefined() {
        Bytes one = Bytes.component().section(0, new Bytes().name("other")).section(12, bytes(1, 0x7f, 1, 1));
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> valid(one))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(8 + 8 + 3));
    }

    /** A resource, a borrow of it, and an import of a value of that type: types 0 and 1, and value 0. */
    private static Bytes lent() {
        return Bytes.component().section(10, bytes(1, 0).name("r").raw(3, 1)).section(7, bytes(1, 0x68, 0))
                .section(10, bytes(1, 0).name("v").raw(2, 1, 1));
    }

    @Test
    void valuesThatAreExportedLendNothing() {
        valid(lent().section(7, bytes(1, 0x40, 1).name("n").raw(1, 1, 0))
                .section(10, bytes(1, 0).name("f").raw(1, 2)).section(9, bytes(0, 1, 0, 0)));
        String problem = "an exported value type cannot contain a `borrow` type";
        refused(lent().section(11, bytes(1, 0).name("w").raw(2, 0, 0)), problem);
        int[] lends = {4, 0};
        Bytes body = bytes(3).raw(lends).name("r").raw(3, 1).raw(1, 0x68, 0).raw(lends).name("v").raw(2, 1, 1);
        refused(Bytes.component().section(7, bytes(1, 0x41).raw(body.toByteArray())), problem);
        Bytes instance = Bytes.component().section(7, bytes(1, 0x42).raw(body.toByteArray()))
                .section(10, bytes(1, 0).name("i").raw(5, 0));
        valid(instance);
        refused(instance.section(11, bytes(1, 0).name("j").raw(5, 0, 0)), problem);
    }

    private static Bytes startable(int... start) {
        return Bytes.component().section(7, bytes(1, 0x40, 1).name("n").raw(0x7d, 0, 0x7f))
                .section(10, bytes(1, 0).name("f").raw(1, 0)).section(12, bytes(1, 0x7d, 1, 5))
                .section(9, bytes(start)).section(11, bytes(1, 0).name("r").raw(2, 1, 0));
    }

    @Test
    void startFunctions() {
        assertThat(valid(startable(0, 1, 0, 1)).values()).hasSize(3);
        refused(startable(0, 0, 1), "start function takes 1 arguments, 0 given");
        refused(startable(0, 1, 0, 0), "start function has 1 results, 0 expected");
        refused(startable(3, 1, 0, 1), "function index out of bounds");
        refused(Bytes.component().section(7, bytes(1, 0x40, 1).name("n").raw(0x73, 1, 0))
                .section(10, bytes(1, 0).name("f").raw(1, 0)).section(12, bytes(1, 0x7d, 1, 5))
                .section(9, bytes(0, 1, 0, 0)), "expected primitive `string` found primitive `u8`");
    }

    private static Bytes suffixed(String name, String suffix) {
        return Bytes.component().section(7, bytes(1, 0x42, 0))
                .section(10, bytes(1, 2).name(name).raw(1, 1).name(suffix).raw(5, 0));
    }

    @Test
    void versionSuffixes() {
        valid(suffixed("a:b/c@1", ".2.3"));
        valid(suffixed("a:b/c@0.2", ".6-rc.1"));
        valid(suffixed("a:b/c@0.0.1", "-alpha"));
        refused(suffixed("a:b/c@1.2.3", ""), "no canonical interface version before it");
        refused(suffixed("a:b/c", ".2.3"), "no canonical interface version before it");
        refused(suffixed("a:b/c@1", ".2"), "does not complete the version");
        refused(suffixed("plain", ".2"), "no canonical interface version before it");
    }

    /** A core module with a memory of 64-bit addresses, a shared function type and tables, its exports aliased. */
    private static Bytes large(Bytes canons) {
        Bytes module = Bytes.module()
                .section(1, bytes(1, 0x60, 4, 0x7e, 0x7e, 0x7e, 0x7e, 1, 0x7e))
                .section(3, bytes(1, 0)).section(4, bytes(1, 0x70, 4, 1)).section(5, bytes(1, 4, 1))
                .section(7, bytes(3).name("m").raw(2, 0).name("realloc").raw(0, 0).name("t").raw(1, 0));
        return Bytes.component().section(1, new Bytes().raw(module.toByteArray())).section(2, bytes(1, 0, 0, 0))
                .section(6, bytes(3, 0, 2, 1, 0).name("m").raw(0, 0, 1, 0).name("realloc").raw(0, 1, 1, 0).name("t"))
                .section(7, bytes(2, 0x40, 1).name("s").raw(0x73, 0, 0x73).raw(0x66, 1, 0x7d))
                .section(3, bytes(1, 0x60, 1, 0x7e, 0))
                .section(10, bytes(1, 0).name("f").raw(1, 0))
                .section(8, canons);
    }

    private static CoreTypeDef.Func lastCoreFunc(ResolvedComponent component) {
        return component.coreFuncs().getLast().type();
    }

    private static CoreTypeDef.Func func(List<CoreValType> params, List<CoreValType> results) {
        return new CoreTypeDef.Func(params, results);
    }

    @Test
    void pointersFollowTheMemory() {
        assertThat(lastCoreFunc(valid(large(bytes(1, 1, 0, 0, 2, 3, 0, 4, 0)))))
                .isEqualTo(func(List.of(Num.I64, Num.I64, Num.I64), List.of()));
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x0f, 1, 2, 6, 3, 0)))))
                .isEqualTo(func(List.of(Num.I32, Num.I64, Num.I64), List.of(Num.I64)));
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x20, 0, 0)))))
                .isEqualTo(func(List.of(Num.I32, Num.I64), List.of(Num.I32)));
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x1c, 1, 3, 0)))))
                .isEqualTo(func(List.of(Num.I64, Num.I64), List.of(Num.I32)));
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x27, 0, 0)))))
                .isEqualTo(func(List.of(Num.I64, Num.I64), List.of(Num.I32)));
    }

    @Test
    void threadsThatShareMemory() {
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x40, 0, 0)))).params()).hasSize(2).last().isEqualTo(Num.I64);
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x41, 0, 0, 0)))))
                .isEqualTo(func(List.of(Num.I64, Num.I64), List.of(Num.I32)));
        assertThat(lastCoreFunc(valid(large(bytes(1, 0x42, 1))))).isEqualTo(func(List.of(), List.of(Num.I32)));
        refused(large(bytes(1, 0x40, 1, 0)), "and be shared");
        refused(large(bytes(1, 0x41, 0, 0, 3)), "table index out of bounds");
    }

    @Test
    void contextSlotsMayBeWide() {
        assertThat(lastCoreFunc(valid(Bytes.component().section(8, bytes(1, 0x0a, 0x7e, 1)))))
                .isEqualTo(func(List.of(), List.of(Num.I64)));
        refused(Bytes.component().section(8, bytes(1, 0x0a, 0x7d, 1)), "of type i32 or i64, not f32");
    }

    @Test
    void cancellableWaits() {
        assertThat(lastCoreFunc(valid(Bytes.component().section(8, bytes(1, 0x2c, 1)))))
                .isEqualTo(func(List.of(Num.I32), List.of(Num.I32)));
        assertThat(lastCoreFunc(valid(Bytes.component().section(8, bytes(1, 0x29, 1)))))
                .isEqualTo(func(List.of(), List.of(Num.I32)));
    }

    @Test
    void coreTypesReferToTypesBeforeThem() {
        refused(Bytes.component().section(3, bytes(1, 0x60, 1, 0x64, 5, 0)), "type index out of bounds");
        refused(Bytes.component().section(3, bytes(2, 0x50, 0, 0x60, 1, 0x64, 0, 0)), "is a module type");
        valid(Bytes.component().section(3, bytes(1, 0x4e, 2, 0x5f, 1, 0x63, 1, 0, 0x5f, 1, 0x63, 0, 0)));
    }
}
