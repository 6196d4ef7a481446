package arcella.command.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Samples;
import arcella.command.VerbName;
import arcella.command.VerbSpec;

class CompletionTest {

    private static final List<VerbSpec> SPECS = List.of(Samples.PING, Samples.INSTALL, Samples.START);

    @Test
    void scopesWordsAndShortForms() {
        assertThat(names(List.of(), "")).containsExactly("install", "module", "ping", "start");
        assertThat(names(List.of(), "m")).containsExactly("module");
        assertThat(names(List.of("module"), "st")).containsExactly("start");
    }

    @Test
    void namesOfThings() {
        assertThat(arguments(Samples.START, "he")).containsExactly("hello@1.0.0", "hello@2.0.0");
        assertThat(arguments(Samples.START, "hello@1.0.0", "")).hasSize(3);
        assertThat(arguments(Samples.START, "--", "--")).isEmpty();
    }

    @Test
    void optionsThatAreNotGivenYet() {
        assertThat(arguments(Samples.INSTALL, "m.wasm", "--n")).containsExactly("--name");
        assertThat(arguments(Samples.INSTALL, "m.wasm", "--name", "x", "--n")).isEmpty();
        assertThat(arguments(Samples.INSTALL, "m.wasm", "--grant", "x", "--gr")).containsExactly("--grant");
        assertThat(arguments(Samples.INSTALL, "m.wasm", "--h")).containsExactly("--help");
    }

    @Test
    void valuesOfOptions() {
        assertThat(arguments(Samples.INSTALL, "--isolation", "w")).containsExactly("worker");
        assertThat(arguments(Samples.INSTALL, "--isolation=")).containsExactly("--isolation=main", "--isolation=worker");
        assertThat(arguments(Samples.INSTALL, "-o", "j")).containsExactly("json");
    }

    @Test
    void files() {
        assertThat(completion(Samples.INSTALL, "").files()).isTrue();
        assertThat(completion(Samples.INSTALL, "m.wasm", "-m", "").files()).isTrue();
        assertThat(completion(Samples.INSTALL, "m.wasm", "").files()).isFalse();
        assertThat(completion(Samples.UNPACK, "").files()).isTrue();
    }

    @Test
    void namesThatDependOnWhatStandsBefore() {
        VerbSpec call = new VerbSpec(VerbName.of("module:call"), "Calls", "",
                List.of(
                        Parameter.argument("module", new Parameter.Reference("module"), "the module"),
                        Parameter.argument("call", new Parameter.Reference("function"), "what"),
                        Parameter.option("note", new Parameter.Text("NOTE"), "why")),
                Role.ADMIN, new ResultShape.Message(), List.of());
        assertThat(arguments(call, "")).containsExactly("echo@1.0.0", "hello@1.0.0", "hello@2.0.0");
        Completion functions = completion(call, "--note", "a note", "echo@1.0.0", "");
        assertThat(functions.candidates()).singleElement()
                .isEqualTo(new Completion.Candidate("of-echo@1.0.0(", "", false));
        assertThat(functions.files() || functions.text()).isFalse();
        assertThat(completion(call, "echo@1.0.0", "of", "").text()).as("it takes no more").isFalse();
        assertThat(completion(call, "--note", "").text()).isTrue();
    }

    private static List<String> names(List<String> words, String partial) {
        return values(Completion.ofNames(SPECS, "module", words, partial));
    }

    private static List<String> arguments(VerbSpec spec, String... words) {
        return values(completion(spec, words).candidates());
    }

    private static List<String> values(List<Completion.Candidate> candidates) {
        return candidates.stream().map(Completion.Candidate::value).toList();
    }

    private static Completion completion(VerbSpec spec, String... words) {
        return Completion.ofArguments(
                spec,
                List.of(CommandLine.HELP, CommandLine.OUTPUT),
                (what, before) -> switch (what) {
                    case "module" -> List.of("echo@1.0.0", "hello@1.0.0", "hello@2.0.0");
                    case "function" -> before.stream().map(word -> "of-" + word + "(").toList();
                    default -> List.of();
                },
                List.of(words).subList(0, words.length - 1),
                words[words.length - 1]);
    }
}
