package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** What operators are told of functions that run in the interpreter, whatever the module calls them. */
class InterpretedFunctionsTest {

    private static List<String> functions(int count) {
        return IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
    }

    @Test
    void theFirstAreNamedAndTheRestCounted() {
        assertThat(InterpretedFunctions.of(List.of()).text()).isEmpty();
        assertThat(InterpretedFunctions.of(functions(2)).text()).contains("slower: f0, f1; build with -Oz");
        assertThat(InterpretedFunctions.of(functions(10)).text()).contains("f8, f9; build");
        assertThat(InterpretedFunctions.of(functions(13)).text()).contains("f8, f9 and 3 more; build").doesNotContain("f10");
    }

    @Test
    void namesAreCutAndCannotWriteToATerminal() {
        String hostile = "a\u001b[2J\nERROR forged\u202e\ud800";
        assertThat(InterpretedFunctions.of(List.of(hostile)).names()).containsExactly("a\ufffd[2J\ufffdERROR forged\ufffd\ufffd");
        assertThat(InterpretedFunctions.of(List.of("x".repeat(200))).names()).containsExactly("x".repeat(200));
        assertThat(InterpretedFunctions.of(List.of("x".repeat(1 << 20))).names()).containsExactly("x".repeat(199) + "…");
        assertThat(InterpretedFunctions.of(List.of("\ud83d\ude00".repeat(500))).names().getFirst())
                .hasSizeLessThanOrEqualTo(200).endsWith("\ude00…");
    }

    @Test
    void aWorkerCannotClaimMoreThanThereMayBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InterpretedFunctions(functions(11), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new InterpretedFunctions(functions(3), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new InterpretedFunctions(functions(10), -1));
    }
}
