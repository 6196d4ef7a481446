package arcella.command.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.command.Data;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Samples;
import arcella.command.VerbResult;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;

class TableTextTest {

    private static final List<Column> COLUMNS = List.of(
            Column.of("name", "Name"),
            Column.of("state", "State", Format.STATE),
            Column.of("size", "Size", Format.BYTES),
            Column.of("digest", "SHA-256").wide());

    private static final List<Data> ROWS = List.of(
            Data.fields().put("name", "hello").put("state", "Active").put("size", 1536).put("digest", "abcd").build(),
            Data.fields().put("name", "世界\u001b[2J").put("state", "Completed (0)").build());

    @Test
    void linesOnATerminal() {
        assertThat(TableText.table(COLUMNS, ROWS, Screen.terminal(80, true))).isEqualTo("""
                Name        │ State         │    Size
                ────────────┼───────────────┼────────
                hello       │ Active        │ 1.5 KiB
                世界\\x1b[2J │ Completed (0) │
                """);
    }

    @Test
    void plainColumnsInAPipe() {
        assertThat(TableText.table(COLUMNS, ROWS.subList(0, 1), Screen.PLAIN.inFull())).isEqualTo("""
                Name   State      Size  SHA-256
                hello  Active  1.5 KiB  abcd
                """);
    }

    @Test
    void statesHaveColours() {
        String table = TableText.table(COLUMNS, ROWS, Screen.terminal(80, false));
        assertThat(table).contains("\u001b[32mActive\u001b[0m        │").contains("\u001b[36mCompleted (0)\u001b[0m");
    }

    @Test
    void aTableFitsItsTerminal() {
        List<Data> rows = List.of(
                Data.fields().put("name", "n".repeat(100)).put("state", "Failed because of " + "x".repeat(200)).build());
        for (int columns : new int[] {30, 40, 80, 120}) {
            assertThat(TableText.table(COLUMNS, rows, Screen.terminal(columns, true)).lines())
                    .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(columns));
        }
        assertThat(TableText.table(COLUMNS, rows, Screen.terminal(40, true).inFull())).contains("n".repeat(100));
    }

    @Test
    void headingsAreCutOnlyWhereTheirColumnsAre() {
        List<Column> seven = List.of(
                Column.of("a", "Group"), Column.of("b", "Process", Format.NUMBER), Column.of("c", "Up for", Format.MILLIS),
                Column.of("d", "Processor time", Format.MILLIS), Column.of("e", "Memory", Format.BYTES), Column.of("f", "Modules"),
                Column.of("g", "Starts", Format.NUMBER));
        List<Data> rows = List.of(Data.fields().put("a", "g".repeat(64)).put("b", 123456).put("c", 17000).put("d", 1100)
                .put("e", 70 << 20).put("f", "m".repeat(70)).put("g", 1).build());
        String table = TableText.table(seven, rows, Screen.terminal(80, true));
        assertThat(table.lines()).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(80));
        assertThat(table).contains("Processor time", "Modules", "Starts");
        assertThat(TableText.table(seven, rows, Screen.terminal(60, true)).lines())
                .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(60));
    }

    @Test
    void sheetsWrapAndLeaveOutWhatIsNotThere() {
        List<Column> columns = List.of(
                Column.of("name", "Name"), Column.of("gone", "Gone"), Column.of("imports", "Imports"),
                Column.of("description", "Description"));
        Data.Fields fields = Data.fields()
                .put("name", "hello")
                .put("imports", Data.texts(List.of("a:b/c", "d:e/f")))
                .put("description", "one two three four five six seven")
                .build();
        assertThat(TableText.sheet(columns, fields, Screen.terminal(34, true))).isEqualTo("""
                Name        │ hello
                Imports     │ a:b/c
                            │ d:e/f
                Description │ one two three four
                            │ five six seven
                """);
    }

    @Test
    void resultsInAShapeOfTheirOwnAreShownAllTheSame() {
        assertThat(ResultText.result(new ResultShape.Table(List.of()), VerbResult.data(Data.of(5)), Screen.PLAIN)).isEqualTo("5\n");
        assertThat(ResultText.result(new ResultShape.Message(), VerbResult.message("a\u001bb"), Screen.PLAIN)).isEqualTo("a\\x1bb\n");
        assertThat(ResultText.lines(Data.fields().put("text", "x\u001b").put("level", 3).build())).isEqualTo("x\\x1b\n");
    }

    @Test
    void helpForOneVerb() {
        assertThat(HelpText.verb(Samples.INSTALL, CommandForm.CLI, List.of(CommandLine.HELP), Screen.PLAIN)).isEqualTo("""
                module install - install a module

                Usage: arcella-cli module install [options] FILE

                Reads a .wasm file and makes it a module.

                Arguments
                  FILE  the module's content

                Options
                  -m, --manifest FILE          its manifest
                  -n, --name NAME              another name
                      --grant GRANT            what it may do (may be repeated)
                      --lines N                how many (1 to 1000)
                      --isolation main|worker  where it runs
                  -f, --force                  does it anyway
                  -v, --verbose                says more
                  -h, --help                   shows this help

                Examples
                  arcella-cli module install ./m.wasm

                For the role admin.
                """);
        assertThat(HelpText.verb(Samples.INSTALL, CommandForm.SHELL, List.of(), Screen.PLAIN))
                .contains("Usage: module:install [options] FILE").contains("  module:install ./m.wasm");
    }

    @Test
    void helpForAll() {
        assertThat(HelpText.list(List.of(Samples.PING, Samples.INSTALL, Samples.START), CommandForm.SHELL, Screen.PLAIN)).isEqualTo("""
                Commands
                  ping  says that it is there

                Commands of module
                  module:install  install a module
                  module:start    start modules
                """);
    }
}
