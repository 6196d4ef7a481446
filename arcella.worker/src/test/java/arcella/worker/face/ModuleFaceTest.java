package arcella.worker.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.error.ErrorCode;
import arcella.wit.WitError;
import arcella.wit.value.WitValue;
import arcella.worker.WorkerError;

class ModuleFaceTest {

    private static final String GREETINGS = "arcella:greeter/greetings@0.1.0";

    private static ModuleFace face(Path file) {
        try {
            return ModuleFace.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModuleFace example(String name) {
        return face(Path.of("..", "examples", name, name + ".wasm"));
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArcellaException.class, e -> {
            assertThat(e.code().text()).as(e.getMessage()).isEqualTo(code.text());
            assertThat(e.getMessage()).contains(words);
        });
    }

    @Test
    void aComponentTellsItsWorld() {
        ModuleFace face = example("greeter");
        assertThat(face.type()).isPresent();
        assertThat(face.outline()).isEmpty();
        assertThat(face.imports()).isEmpty();
        assertThat(face.exports())
                .containsExactlyInAnyOrder("calls", "crash", "spin", GREETINGS, "arcella:greeter/calculator@0.1.0");
        assertThat(face.wit().orElseThrow()).contains("world root {", "export " + GREETINGS + ";",
                "introduce: func(people: list<person>, language: language) -> list<string>;");
        assertThat(face.functions()).extracting(FaceFunction::toString)
                .contains(GREETINGS + ".greet: func(name: string) -> string", "crash: func()",
                        GREETINGS + ".introduce: func(people: list<person>, language: language) -> list<string>");
    }

    @Test
    void commandsAreToldFromReactors() {
        assertThat(example("hello").command()).isTrue();
        assertThat(example("adder").command()).isFalse();
        assertThat(face(Path.of("..", "examples", "wasi02", "figures.wasm")).command()).isTrue();
        assertThat(example("greeter").command()).isFalse();
    }

    @Test
    void importsAreNamed() {
        assertThat(face(Path.of("src", "test", "guests", "wants.wasm")).imports())
                .containsExactly("test:wants/clock@1.2.0", "log");
    }

    @Test
    void aCoreModuleHasFunctionsOfNumbers() {
        ModuleFace face = example("adder");
        assertThat(face.wit()).isEmpty();
        assertThat(face.outline()).isPresent();
        CallText call = CallText.parse("scale(2, 1.5)", "adder", face.functions());
        assertThat(call.function().key()).isEqualTo("scale");
        assertThat(call.arguments()).containsExactly(new WitValue.F64(2), new WitValue.F32(1.5f));
        assertThat(call.function().text(List.of(new WitValue.F64(3)))).isEqualTo("3");
        assertThat(example("hello").functions()).as("a command's").isEmpty();
    }

    @Test
    void aNameAsShortAsItIsClearWillDo() {
        List<FaceFunction> functions = example("greeter").functions();
        for (String name : List.of("greet", "greetings.greet", "arcella:greeter/greetings.greet", GREETINGS + ".greet",
                "arcella:greeter/greetings.greet@0.1.0")) {
            assertThat(CallText.parse(name + "(\"x\")", "m", functions).function().key()).as(name)
                    .isEqualTo(GREETINGS + "#greet");
        }
        for (String name : List.of("nobody", "calculator.greet", "arcella:other/greetings.greet",
                "arcella:greeter/greetings@0.2.0.greet", "greetings.calls")) {
            refused(() -> CallText.parse(name + "(\"x\")", "m", functions), WorkerError.NO_FUNCTION, name,
                    GREETINGS + ".greet");
        }
    }

    @Test
    void aNameThatSeveralInterfacesHaveIsRefusedUnlessTheModuleHasItItself() {
        FaceFunction one = FaceFunction.of(Optional.of("a:b/one"), "go", List.of(), List.of(), Map.of());
        FaceFunction two = FaceFunction.of(Optional.of("a:b/two@1.0.0"), "go", List.of(), List.of(), Map.of());
        FaceFunction own = FaceFunction.of(Optional.empty(), "go", List.of(), List.of(), Map.of());
        refused(() -> CallText.parse("go()", "m", List.of(one, two)), WorkerError.AMBIGUOUS_FUNCTION,
                "a:b/one.go, a:b/two@1.0.0.go");
        assertThat(CallText.parse("go()", "m", List.of(one, own, two)).function()).isEqualTo(own);
        assertThat(CallText.parse("two.go()", "m", List.of(one, own, two)).function()).isEqualTo(two);
        refused(() -> CallText.parse("go()", "m", List.of()), WorkerError.NO_FUNCTION, "no functions at all");
    }

    @Test
    void wrongArgumentsAreShownWhereTheyStand() {
        List<FaceFunction> functions = example("greeter").functions();
        refused(() -> CallText.parse("greet(1)", "m", functions), WitError.WAVE, "call:1:7", "a string");
        refused(() -> CallText.parse("greet()", "m", functions), WitError.WAVE, "no argument for parameter 'name'",
                "type string");
        refused(() -> CallText.parse("add(1, 2, 3)", "m", functions), WitError.WAVE, "more arguments");
        refused(() -> CallText.parse("add(1, -2)", "m", functions), WitError.WAVE, "u32");
        refused(() -> CallText.parse("greet", "m", functions), WitError.WAVE, "without parentheses");
    }

    @Test
    void resultsAreCheckedBeforeTheyAreShown() {
        FaceFunction greet = CallText.parse("greet(\"x\")", "m", example("greeter").functions()).function();
        assertThat(greet.text(List.of(new WitValue.Text("a \"b\"\n")))).isEqualTo("\"a \\\"b\\\"\\n\"");
        refused(() -> greet.text(List.of(new WitValue.U32(1))), WorkerError.PROTOCOL, "greet");
        refused(() -> greet.text(List.of()), WorkerError.PROTOCOL, "greet");
    }
}
