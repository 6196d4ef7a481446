package arcella.alme.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.alme.protocol.Alme;
import arcella.alme.protocol.AlmeError;
import arcella.command.CandidateDirectory;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Role;
import arcella.command.SpecData;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbSpec;

/** {@code docs/ALME.md} leaves nothing out that the code has: codes, limits, the protocol's verbs, the parts of descriptions. */
class AlmeDocumentTest {

    private static String page;

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("..", "docs", "ALME.md"));
    }

    private static String table(String heading) {
        String from = page.substring(page.indexOf("## " + heading));
        int end = from.indexOf("\n## ");
        return end < 0 ? from : from.substring(0, end);
    }

    @Test
    void everyCodeIsThere() {
        for (AlmeError error : AlmeError.values()) {
            assertThat(table("Codes")).contains("`ARC-" + error.number() + "`");
        }
    }

    @Test
    void everyLimitIsThere() {
        ServerOptions options = ServerOptions.DEFAULT;
        assertThat(table("Limits")).contains(
                "| connections | " + options.connections() + "; through the second socket " + options.connections() / 2,
                options.requestsPerConnection() + " a connection, " + options.requests() + " in all; through the second socket "
                        + options.requests() / 2,
                "| hello | " + options.hello().toSeconds() + " s", options.frame().toSeconds() + " s",
                options.idle().toMinutes() + " min", options.stall().toSeconds() + " s", options.startup().toMinutes() + " min",
                (Alme.MAX_FRAME >> 20) + " MiB");
        assertThat(page).contains("1 048 576", "262 144");
        assertThat(Alme.DEFAULT_WINDOW).isEqualTo(262_144);
    }

    @Test
    void theVerbsOfTheProtocolAreThereWithAllThatTheyTakeAndGive() {
        List<Verb> verbs = BuiltInVerbs.all("", new VerbDirectory(), new CandidateDirectory(), _ -> {});
        for (Verb verb : verbs) {
            String row = table("Verbs of the protocol").lines()
                    .filter(line -> line.startsWith("| `" + verb.spec().name() + "` |")).findFirst().orElseThrow();
            verb.spec().parameters().forEach(parameter -> assertThat(row).contains("`" + parameter.name() + "`"));
            if (verb.spec().shape() instanceof ResultShape.Sheet(List<Column> columns)) {
                columns.forEach(column -> assertThat(row).contains(column.key()));
            }
        }
        assertThat(verbs).hasSize(3);
    }

    @Test
    void everythingADescriptionHoldsIsThere() {
        List<Parameter.Kind> kinds = List.of(new Parameter.Flag(), new Parameter.Text("T"), new Parameter.Whole(0, 1),
                new Parameter.Choice(List.of("a")), new Parameter.Reference("module"), new Parameter.NameOrPath("pack", List.of(".json"), "jar", ".jar"), new Parameter.Upload("b", List.of("c")));
        assertThat(kinds).hasSize(Parameter.Kind.class.getPermittedSubclasses().length);
        List<ResultShape> shapes = List.of(new ResultShape.Message(), new ResultShape.Lines(), new ResultShape.Terminal(),
                new ResultShape.Sheet(List.of(new Column("k", "t", Format.BYTES, true))), new ResultShape.Table(List.of()));
        assertThat(shapes).hasSize(ResultShape.class.getPermittedSubclasses().length);
        for (Parameter.Kind kind : kinds) {
            for (ResultShape shape : shapes) {
                Parameter one = new Parameter("one", kind, "help", !(kind instanceof Parameter.Flag), true, false, Optional.of('x'));
                Parameter many = new Parameter("many", new Parameter.Flag(), "help", false, false, true, Optional.empty());
                words(SpecData.of(new VerbSpec(
                        VerbName.of("a:b"), "s", "d", List.of(one, many), Role.READ_ONLY, shape, List.of("a b"))));
            }
        }
        for (Format format : Format.values()) {
            assertThat(page).contains(format == Format.PLAIN ? "absent for plain" : "`" + format.name().toLowerCase(Locale.ROOT) + "`");
        }
    }

    /** All keys, and the words of those whose values are words of the protocol. */
    private static void words(Data data) {
        if (data instanceof Data.Fields(Map<String, Data> fields)) {
            fields.forEach((key, value) -> {
                assertThat(page).containsPattern("[`{, ]" + key + "[`?},: ]");
                if (List.of("kind", "shape", "role").contains(key)) {
                    assertThat(page).contains("`" + ((Data.Text) value).value() + "`");
                }
                words(value);
            });
        } else if (data instanceof Data.Items(List<Data> items)) {
            items.forEach(AlmeDocumentTest::words);
        }
    }
}
