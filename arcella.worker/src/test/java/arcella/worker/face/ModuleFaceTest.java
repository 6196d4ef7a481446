package arcella.worker.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.management.ThreadMXBean;
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

    /**
     * 125 bytes of a component (without the name) that exports an enum and a function of a tuple of it, twice the tuple before on
     * 17 levels: written out a gigabyte of WIT. It is a module as any other, and its face says why there is no WIT.
     */
    @Test
    void typesTooLargeForWitTakeLittleMemory() {
        byte[] wasm = SharedTypes.exported("a".repeat(8000), 17);
        ModuleFace[] face = new ModuleFace[1];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        face[0] = ModuleFace.of(wasm);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(30_000_000);
        assertThat(face[0].wit().orElseThrow())
                .startsWith("// the component's types are too large to be written as WIT").doesNotContain("\n");
        assertThat(face[0].functions()).singleElement().satisfies(function -> {
            assertThat(function.name()).isEqualTo("f");
            assertThat(function.signature()).startsWith("func(x: tuple<tuple<tuple<…, …>").hasSizeLessThan(1_100);
        });
    }

    /** 12,000 functions from 2 KB are too many, 2,000 from 1 KB are not; nor may 100,000 be imported by 14 KB. */
    @Test
    void anInstanceUnderManyNamesIsRefused() {
        byte[] wasm = SharedTypes.instances(100, 120);
        assertThatThrownBy(() -> ModuleFace.of(wasm)).hasMessageStartingWith(
                "ARC-6007 the module imports and exports more functions than so few bytes should: more than ");
        assertThatThrownBy(() -> ModuleFace.ofValidated(wasm)).hasMessageStartingWith("ARC-6007");
        assertThatThrownBy(() -> ModuleFace.of(SharedTypes.imports(100, 1000))).hasMessageStartingWith("ARC-6007");
        assertThat(ModuleFace.of(SharedTypes.imports(100, 20)).imports()).hasSize(20);
        assertThat(ModuleFace.of(SharedTypes.instances(100, 20)).functions()).hasSize(2000).extracting(FaceFunction::key)
                .contains("a:b/i0#f0", "a:b/i19#f99");
    }

    /** Thousand functions of one type of 500 parameters: half a million words from a few kilobytes. */
    @Test
    void signaturesAreCutWhenTheyAreMany() {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        byte[] type = new byte[5 + 500];
        Arrays.fill(type, (byte) 0x7f);
        System.arraycopy(new byte[] {1, 0x60, (byte) 0xf4, 3}, 0, type, 0, 4);
        type[504] = 0;
        SharedTypes.section(wasm, 1, type);
        SharedTypes.section(wasm, 3, new byte[] {1, 0});
        ByteArrayOutputStream exports = new ByteArrayOutputStream();
        exports.writeBytes(new byte[] {(byte) 0xe8, 7});
        for (int i = 0; i < 1000; i++) {
            exports.writeBytes(new byte[] {2, (byte) ('a' + i % 26), (byte) ('A' + i / 26), 0, 0});
        }
        SharedTypes.section(wasm, 7, exports.toByteArray());
        SharedTypes.section(wasm, 10, new byte[] {1, 2, 0, 0x0b});
        ModuleFace face = ModuleFace.of(wasm.toByteArray());
        assertThat(face.functions()).hasSize(1000);
        assertThat(face.functions().getFirst().signature()).startsWith("func(p0: s32, p1: s32, ").hasSize(1001).endsWith("…");
        assertThat(face.functions().getLast().signature()).isEqualTo("…");
        assertThat(face.functions().getLast().params()).isSameAs(face.functions().getFirst().params());
        assertThat(face.functions().stream().mapToInt(function -> function.signature().length()).sum())
                .isLessThan(70_000 + 8 * wasm.size());
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
        FaceFunction one = FaceFunction.of(Optional.of("a:b/one"), "go", List.of(), List.of(), Map.of(), 100);
        FaceFunction two = FaceFunction.of(Optional.of("a:b/two@1.0.0"), "go", List.of(), List.of(), Map.of(), 100);
        FaceFunction own = FaceFunction.of(Optional.empty(), "go", List.of(), List.of(), Map.of(), 100);
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
