package arcella.wit.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import arcella.wit.WitError;
import arcella.wit.binary.ComponentDecoder;
import arcella.wit.component.ComponentException;

/** The validation rules, one small component for each side of each; the components stand in the {@code .cases} files. */
class RulesTest {

    @TestFactory
    Stream<DynamicContainer> rules() {
        return Cases.FILES.stream().map(file -> DynamicContainer.dynamicContainer(file, tests(file)));
    }

    private static Stream<DynamicTest> tests(String file) {
        try {
            return Cases.read(file).stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(Cases.Case one) {
        if (one.problem().isEmpty()) {
            assertThat(ComponentValidator.validate(ComponentDecoder.decode(one.binary()), CoreModuleValidator.TRUSTING))
                    .isNotNull();
        } else {
            assertThatExceptionOfType(ComponentException.class)
                    .isThrownBy(() -> ComponentValidator.validate(ComponentDecoder.decode(one.binary()),
                            CoreModuleValidator.TRUSTING))
                    .satisfies(e -> assertThat(e.problem()).contains(one.problem().get()))
                    .satisfies(e -> assertThat(e.error()).isEqualTo(WitError.COMPONENT_INVALID))
                    .satisfies(e -> assertThat(e.offset()).isBetween(0, one.binary().length));
        }
    }
}
