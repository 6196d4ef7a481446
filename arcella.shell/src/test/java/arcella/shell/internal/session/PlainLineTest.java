package arcella.shell.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.command.Caller;
import arcella.command.Role;
import arcella.error.ArcellaException;

class PlainLineTest {

    private static List<List<List<String>>> read(String line) {
        return PlainLine.of(line, new Caller("bob", 1, Role.READ_ONLY, Caller.Origin.SHELL)).chains();
    }

    @Test
    void commandsPipesAndWordsAreRead() {
        assertThat(read("module:list")).containsExactly(List.of(List.of("module:list")));
        assertThat(read("  a -x 'b c' \"d \\\" e\" f\\ g '' | grep 'x|y';h # a remark; i")).containsExactly(
                List.of(List.of("a", "-x", "b c", "d \" e", "f g", ""), List.of("grep", "x|y")), List.of(List.of("h")));
        assertThat(read("")).isEmpty();
        assertThat(read("# nothing")).isEmpty();
        assertThat(read(";;a\n;b;")).containsExactly(List.of(List.of("a")), List.of(List.of("b")));
        assertThat(read("a x#y '$z'")).containsExactly(List.of(List.of("a", "x#y", "$z")));
    }

    @Test
    void theLanguageIsRefused() {
        for (String line : List.of("echo $x", "a (b)", "{a}", "a > f", "a < f", "a && b", "`a`", "a [b c]", "\"x\"; $y", "a ~/b")) {
            assertThatThrownBy(() -> read(line)).as(line).isInstanceOf(ArcellaException.class)
                    .hasMessageContainingAll("ARC-8110", "for admins", "bob has the role read-only");
        }
        for (String line : List.of("a |", "| a", "a || b", "a | ; b", "a 'b", "a \"b", "a \\")) {
            assertThatThrownBy(() -> read(line)).as(line).isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-8103");
        }
    }
}
