package arcella.shell.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTypesTest {

    @ParameterizedTest
    @CsvSource({
        "xterm-256color, xterm-256color", "tmux-256color, screen-256color", "tmux, screen", "linux, ansi",
        "vt100, ansi", "dumb, dumb", "unknown, dumb", "'', dumb", "xterm-kitty, xterm-256color",
        "../../etc/passwd, xterm-256color"})
    void takesOnlyTypesThatNeedNoProgram(String type, String known) {
        assertThat(TerminalTypes.known(type)).isEqualTo(known);
    }
}
