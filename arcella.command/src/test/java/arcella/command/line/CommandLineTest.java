package arcella.command.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.command.Arguments;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Samples;
import arcella.command.VerbName;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

class CommandLineTest {

    private static final List<Parameter> COMMON = List.of(CommandLine.HELP, CommandLine.OUTPUT);

    @Test
    void allWaysToWriteAnOption() {
        Data.Fields expected = Data.fields().put("file", "m.wasm").put("name", "N").build();
        for (String line : List.of(
                "./m.wasm --name N", "--name=N ./m.wasm", "-n N ./m.wasm", "-nN ./m.wasm", "-n=N ./m.wasm",
                "--name N -- ./m.wasm", "--file ./m.wasm --name N")) {
            assertThat(install(line).values().values()).as(line).containsExactlyInAnyOrderEntriesOf(expected.values());
            assertThat(install(line).files()).as(line).containsExactly(new FileArgument("file", Path.of("./m.wasm")));
        }
    }

    @Test
    void flagsNumbersChoicesAndRepeatedOptionsGetTheirTypes() {
        ParsedLine line = install("m.wasm -fv --lines 7 --isolation main --grant a --grant=b -o json");
        Arguments arguments = Arguments.of(Samples.INSTALL, line.values());
        assertThat(arguments.flag("force")).isTrue();
        assertThat(arguments.flag("verbose")).isTrue();
        assertThat(arguments.whole("lines")).contains(7L);
        assertThat(arguments.optionalText("isolation")).contains("main");
        assertThat(arguments.texts("grant")).containsExactly("a", "b");
        assertThat(line.common("output", "table")).isEqualTo("json");
    }

    @Test
    void aRepeatedArgumentTakesAllThatIsLeft() {
        ParsedLine line = parse(Samples.START, "a", "b", "--", "--c", "-5");
        assertThat(Arguments.of(Samples.START, line.values()).texts("module")).containsExactly("a", "b", "--c", "-5");
        assertThat(Arguments.of(Samples.START, parse(Samples.START, "-5").values()).texts("module")).containsExactly("-5");
    }

    /** Whoever comes from elsewhere writes DEBUG. */
    @Test
    void wordsOfAChoiceAreTakenInAnyCase() {
        ParsedLine line = install("m.wasm --isolation MAIN -o Json");
        assertThat(line.values().values().get("isolation")).isEqualTo(Data.of("main"));
        assertThat(line.common("output", "table")).isEqualTo("json");
    }

    @Test
    void aPairIsOne() {
        VerbSpec spec = new VerbSpec(VerbName.of("feature:repo-add"), "Adds", "", List.of(
                Parameter.argument("repository", new Parameter.Text("FOLDER"), "a folder"),
                Parameter.option("variable", new Parameter.Text("NAME=VALUE"), "a variable").letter('v')), Role.ADMIN,
                new ResultShape.Message(), List.of());
        assertThat(parse(spec, "x", "-v", "a=b=c").values().values().get("variable")).isEqualTo(Data.of("a=b=c"));
        assertThatThrownBy(() -> parse(spec, "-v", "x")).hasMessageContaining("ARC-8003 --variable takes NAME=VALUE, not 'x'");
        assertThatThrownBy(() -> parse(spec, "camel", "3.0")).as("Karaf's takes a name and a version")
                .hasMessageContaining("takes 1 argument, and '3.0' is one too many").hasMessageContaining("docs/FEATURES.md");
    }

    @Test
    void aFlagCanBeTakenBack() {
        assertThat(install("m.wasm --force=false").values().values().get("force")).isEqualTo(Data.of(false));
    }

    @Test
    void helpNeedsNoArguments() {
        assertThat(install("--help").help()).isTrue();
        assertThat(install("-h").help()).isTrue();
        assertThat(install("m.wasm").help()).isFalse();
    }

    @Test
    void whatDoesNotFitIsSaidWithTheWayOut() {
        refused("ARC-8002 module install has no option '--nmae'; did you mean '--name'?", "m.wasm --nmae x");
        refused("ARC-8002 module install has no option '-x'; see 'arcella-cli module install --help'", "m.wasm -x");
        refused("ARC-8002 module install needs FILE (the module's content)", "--name x");
        refused("ARC-8002 module install takes 1 argument, and 'b' is one too many", "a b");
        refused("ARC-8002 '--name' needs a value: text", "a --name");
        refused("ARC-8002 '-n' needs a value: text", "a -n");
        refused("ARC-8002 '--name' is given twice", "a --name b --name c");
        refused("ARC-8003 --lines takes a whole number from 1 to 1000, not 'many'", "a --lines many");
        refused("ARC-8003 --lines takes a whole number from 1 to 1000, not '1001'", "a --lines 1001");
        refused("ARC-8003 --isolation takes one of main, worker, not 'wroker'; did you mean 'worker'?", "a --isolation wroker");
        refused("ARC-8003 --force takes true or false, not 'perhaps'", "a --force=perhaps");
        assertThatThrownBy(() -> parse(Samples.PING, "x"))
                .isInstanceOf(ArcellaException.class)
                .hasMessageStartingWith("ARC-8002 ping takes no arguments, and 'x' is one");
    }

    @Test
    void exitCodesTellUsageFromFailure() {
        assertThat(ExitCode.of(8001)).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(8002)).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(8003)).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(8006)).isEqualTo(ExitCode.FAILED);
        assertThat(ExitCode.of(2104)).isEqualTo(ExitCode.FAILED);
    }

    private static void refused(String message, String line) {
        assertThatThrownBy(() -> install(line)).as(line).isInstanceOf(ArcellaException.class).hasMessageStartingWith(message);
    }

    private static ParsedLine install(String line) {
        return parse(Samples.INSTALL, line.split(" "));
    }

    private static ParsedLine parse(VerbSpec spec, String... words) {
        return CommandLine.parse(spec, CommandForm.CLI, COMMON, List.of(words));
    }
}
