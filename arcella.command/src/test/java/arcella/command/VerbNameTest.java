package arcella.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"ping", "module:start", "a:b", "module:start-all2", "x9-9"})
    void namesAreReadAndWritten(String name) {
        assertThat(VerbName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", "A", "1a", "a--b", "-a", "a-", "a_b", "a:b:c", "module:stärt"})
    void anythingElseIsNone(String name) {
        assertThatThrownBy(() -> VerbName.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
