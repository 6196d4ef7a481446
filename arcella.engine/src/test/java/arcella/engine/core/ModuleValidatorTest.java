package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.testing.ModuleBuilder;
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
