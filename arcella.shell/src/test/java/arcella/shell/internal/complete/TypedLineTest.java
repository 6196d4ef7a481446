package arcella.shell.internal.complete;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class TypedLineTest {

    private static List<String> words(String line) {
        return TypedLine.of(line, line.length()).words();
    }

    @Test
    void splitsTheCommandAtTheCursor() {
        assertThat(words("")).containsExactly("");
        assertThat(words("module:start he")).containsExactly("module:start", "he");
        assertThat(words("module:start ")).containsExactly("module:start", "");
        assertThat(words("a b | grep x")).containsExactly("grep", "x");
        assertThat(words("a b; ")).containsExactly("");
        assertThat(words("watch { module:li")).containsExactly("module:li");
        assertThat(words("x = $(module:li")).containsExactly("module:li");
        assertThat(words("a && b c")).containsExactly("b", "c");
        assertThat(TypedLine.of("module:start hello", 14).words()).containsExactly("module:start", "h");
    }

    @Test
    void takesQuotesAndEscapesAway() {
        assertThat(words("a 'b c' d")).containsExactly("a", "b c", "d");
        assertThat(words("a \"b | c")).containsExactly("a", "b | c");
        assertThat(words("a b\\ c")).containsExactly("a", "b c");
        assertThat(words("a ''")).containsExactly("a", "");
    }

    @Test
    void writesCandidatesSoThatTheyReadBack() {
        assertThat(TypedLine.of("a b", 3).escape("big file|x", true)).hasToString("big\\ file\\|x");
        assertThat(TypedLine.of("a 'b", 4).escape("big file", true)).hasToString("'big file'");
        assertThat(TypedLine.of("a 'b", 4).escape("big f", false)).hasToString("'big f");
        assertThat(TypedLine.of("a b", 3).escape("--env=K", true)).hasToString("--env=K");
    }

    @Test
    void knowsWhatToReplace() {
        TypedLine line = TypedLine.of("cat 'my f", 9);
        assertThat(line.word()).isEqualTo("my f");
        assertThat(line.rawWordCursor()).isEqualTo(5);
        assertThat(line.wordIndex()).isEqualTo(1);
    }
}
