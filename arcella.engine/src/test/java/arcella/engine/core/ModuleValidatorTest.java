package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.engine.testing.ModuleBuilder;
import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.component.ByteSlice;
import arcella.wit.component.ComponentException;

class ModuleValidatorTest {

    private final ModuleValidator validator = new ModuleValidator();

    @Test
    void passesValidModules() {
        ModuleBuilder module = new ModuleBuilder();
        module.importFunction("env", "f", module.type(List.of(CoreValueType.I32), List.of()));
        validator.validate(ByteSlice.of(module.build()));
    }

    @Test
    void validatesCode() {
        // (module (func i32.add))
        byte[] module = HexFormat.of().parseHex("0061736d01000000" + "0104016000" + "00" + "03020100" + "0a05010300" + "6a0b");
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> validator.validate(ByteSlice.of(module)))
                .withMessageContaining("type mismatch")
                .satisfies(e -> assertThat(e.error()).isEqualTo(WitError.COMPONENT_INVALID));
    }

    private static ByteSlice hex(String module) {
        return ByteSlice.of(HexFormat.of().parseHex(module));
    }

    /** Features whose rules the engine library does not know: it would call the module damaged. */
    @ParameterizedTest
    @CsvSource({
        "memory64, 0061736d010000000104016000000302010005030104010a0e010c004200280280e497d0121a0b",
        "64-bit tables, 0061736d01000000040401700401",
        "custom page sizes, 0061736d01000000050401080100",
        "'SIMD, relaxed SIMD', 0061736d0100000001070160027b7b017b030201000a0b01090020002001fd80020b",
        "the old form of exception handling, "
                + "0061736d01000000010401600000030201000d030100000a0b0109000640080007000b0b",
        "wide arithmetic, "
                + "0061736d01000000010a0160047e7e7e7e027e7e030201000a0e010c002000200120022003fc130b",
        "shared things other than memories, 0061736d010000000606017f0241000b",
        "'SIMD, memory64', 0061736d010000000104016000000302010005030104010a1a01180042011a"
                + "fd0c000000000000000000000000000000001a0b"})
    void namesFeaturesThatCannotBeValidated(String features, String module) {
        assertThat(String.join(", ", ModuleValidator.notRun(hex(module)))).isEqualTo(features);
        String unknown = features.replace("SIMD, ", "");
        assertThatExceptionOfType(ArcellaException.class).isThrownBy(() -> validator.validate(hex(module)))
                .withMessageStartingWith("ARC-1004 the module uses " + unknown + ", which this engine does not run");
    }

    /** Features that are validated, and are not run. */
    @ParameterizedTest
    @CsvSource({
        "SIMD, 0061736d010000000105016000017f0302010005030100010a20011e004100fd0c01000000000000000200000000000000"
                + "fd54000003fd1b020b",
        "'garbage-collected types, typed function references', 0061736d01000000010e035f017f006000017f60016e017f"
                + "03030201020a15020b004101fb0000fb0200000b07002000fb14000b",
        "typed function references, 0061736d010000000109026000006001640000030201010a08010600200014000b",
        "threads (shared memory), 0061736d01000000010401600000030201000504010301010a0b0109004100fe1002001a0b"})
    void namesFeaturesThatAreNotRun(String features, String module) {
        validator.validate(hex(module));
        assertThat(String.join(", ", ModuleValidator.notRun(hex(module)))).isEqualTo(features);
        assertThatExceptionOfType(ArcellaException.class)
                .isThrownBy(() -> ModuleValidator.runnable().validate(hex(module)))
                .withMessageStartingWith("ARC-1004 the module uses " + features + ", which this engine does not run");
    }

    @Test
    void whatIsRunIsStillValidated() {
        // A vector where a number is wanted.
        String vector = "0061736d010000000105016000017f030201000a16011400fd0c010000000000000002000000000000000b";
        assertThatExceptionOfType(ComponentException.class).isThrownBy(() -> validator.validate(hex(vector)))
                .satisfies(e -> assertThat(e.error()).isEqualTo(WitError.COMPONENT_INVALID));
        // One instruction of each shape that is run.
        String plain = "0061736d01000000010401600000030302000005030100010a41020e00027f41010b1a41000e0100000b3000410140001a"
                + "410041004100fc0b0044000000000000f03f1a430000803f1a427b1ad0701a4101410241031c017f1a0b";
        assertThat(ModuleValidator.notRun(hex(plain))).isEmpty();
        ModuleValidator.runnable().validate(hex(plain));
    }

    @Test
    void namesTheModulesPlace() {
        byte[] padded = new byte[20];
        System.arraycopy(HexFormat.of().parseHex("0061736d01000000" + "0102"), 0, padded, 10, 10);
        assertThatExceptionOfType(ComponentException.class)
                .isThrownBy(() -> validator.validate(new ByteSlice(padded, 10, 10)))
                .satisfies(e -> assertThat(e.error()).isEqualTo(WitError.COMPONENT_MALFORMED))
                .satisfies(e -> assertThat(e.offset()).isBetween(10, 20));
    }

    /** The engine library refuses such an import, the core specification does not. */
    @Test
    void aFunctionImportMayHaveNoNames() {
        ModuleBuilder module = new ModuleBuilder();
        int type = module.type(List.of(), List.of(CoreValueType.I32));
        module.importFunction("first", "f", type);
        module.importFunction("", "", type);
        module.importMemory("", "memory", 1);
        validator.validate(ByteSlice.of(module.build()));
    }

    @Test
    void aFunctionImportWithoutNamesIsFoundBehindAnOverlongLength() {
        // The same, its name's length written in two bytes.
        validator.validate(ByteSlice.of(HexFormat.of().parseHex(
                "0061736d01000000" + "01040160" + "0000" + "02060100" + "8000" + "0000")));
    }
}
