package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.SpecData;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.command.line.CommandNames;

/** What terminals of two widths show, with names as long as they may be: no line of any table, help or failure is wider. */
class ScreensIT {

    private static final String PROMPT = "arcella@root()> ";
    private static final String LONG = "a-module-with-a-rather-long-name-that-somebody-chose-for-a-reaso";

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static Container container;
    private static List<VerbSpec> verbs;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--name", LONG, "--version", "1.2.3-rc.1",
                "--start").ok();
        container.cli("install", Distribution.example("shop/till.wasm").toString(), "--start").ok();
        container.cli("config", "property-set", "-p", "arcella.module." + LONG, "config.a-key-of-some-length", "and its value").ok();
        container.cli("feature", "repo-add", Distribution.example("shop-app").toString()).ok();
        verbs = verbs();
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private static List<VerbSpec> verbs() {
        List<VerbSpec> all = new ArrayList<>();
        try (AlmeClient client = AlmeClient.connect(container.home().resolve("alme"), "test", 10_000)) {
            if (client.call("verbs", Data.EMPTY).data() instanceof Data.Items(List<Data> items)) {
                items.forEach(item -> all.add(SpecData.read(item)));
            }
        }
        return all;
    }

    private static boolean typedAlone(VerbSpec spec) {
        // Without an open edit, the properties of which configuration would be a guess.
        return spec.parameters().stream().noneMatch(Parameter::required) && !spec.name().toString().equals("config:property-list");
    }

    private static PseudoTerminal terminal(int columns) throws Exception {
        PseudoTerminal terminal = new PseudoTerminal(columns, "'" + Distribution.program("arcella-cli") + "' shell",
                "ARCELLA_HOME", container.home().toString());
        terminal.await(text -> text.endsWith(PROMPT));
        return terminal;
    }

    private static void fits(PseudoTerminal terminal, String line, int columns) throws Exception {
        String shown = terminal.type(line + "\r", text -> text.endsWith("\n" + PROMPT));
        assertThat(shown.lines().skip(1)).as("%s at %d columns", line, columns).allMatch(one -> one.length() <= columns, "fits");
        assertThat(shown.lines().count()).as(line).isGreaterThan(1);
    }

    private static void look(int columns) throws Exception {
        List<VerbSpec> tables = verbs.stream().filter(spec -> spec.shape() instanceof ResultShape.Table && typedAlone(spec)
                && !spec.name().toString().equals("complete")).toList();
        assertThat(tables).hasSizeGreaterThan(8);
        try (PseudoTerminal terminal = terminal(columns)) {
            for (VerbSpec spec : tables) {
                fits(terminal, CommandForm.SHELL.name(spec.name()), columns);
            }
            for (String sheet : List.of("status", "info", "worker:info " + LONG, "bundle:info arcella.runtime", "bundle:list -t 0 -l",
                    "verbs", "help", "module:install --help", "module:tree till", "module:call " + LONG + " nothing()", "bundle:dig",
                    "module:start no-such-module-with-a-name-that-goes-on-and-on-and-on")) {
                fits(terminal, sheet, columns);
            }
            terminal.type("logout\r");
            assertThat(terminal.ended()).isZero();
        }
    }

    @Test
    void ofEightyColumns() throws Exception {
        look(80);
    }

    @Test
    void ofTwoHundredColumns() throws Exception {
        look(200);
    }

    /** They have no shell around them. */
    @Test
    void theDoctorAndTheGeneralHelpFitToo() throws Exception {
        for (String program : List.of("arcella-cli' doctor", "arcella' doctor", "arcella-cli' --help", "arcella' --help")) {
            try (PseudoTerminal terminal = new PseudoTerminal(80, "'" + Distribution.root().resolve("bin") + "/" + program,
                    "ARCELLA_HOME", container.home().toString())) {
                assertThat(terminal.ended()).as(program).isZero();
                List<String> lines = terminal.await(text -> true).lines().toList();
                assertThat(lines).as(program).hasSizeGreaterThan(10).allMatch(one -> one.length() <= 80, "fits");
                if (program.endsWith("doctor")) {
                    // What is long goes on below itself, and words stay whole.
                    assertThat(String.join("\n", lines)).containsPattern("sealing    landlock version [^|]*\n {17}\\S").contains("no processes");
                }
            }
        }
    }

    @Test
    void everyExampleIsReadByTheVerbThatGivesIt() {
        for (VerbSpec spec : verbs) {
            for (String example : spec.examples()) {
                List<String> words = new ArrayList<>();
                Matcher each = WORD.matcher(example);
                while (each.find()) {
                    words.add(each.group(1) == null ? each.group(2) : each.group(1));
                }
                CommandNames.Found found = CommandNames.find(verbs, words);
                assertThat(found).as(example).isNotNull();
                assertThat(found.spec().name()).as(example).isEqualTo(spec.name());
                CommandLine.parse(spec, CommandForm.CLI, CommandLine.ofCli(spec), words.subList(found.words(), words.size()));
            }
        }
    }

    /** In one session of the shell, since a process for each would take long. */
    @Test
    void everyVerbThatLooksAnswersAsJsonAndInFull() throws Exception {
        List<VerbSpec> all = verbs.stream().filter(one -> typedAlone(one) && !one.name().toString().equals("complete")
                && (one.shape() instanceof ResultShape.Table || one.shape() instanceof ResultShape.Sheet)).toList();
        StringBuilder lines = new StringBuilder();
        for (VerbSpec spec : all) {
            String name = CommandForm.SHELL.name(spec.name());
            lines.append(name).append(" -o json\necho @@\n").append(name).append(" -o wide\necho @@\n");
        }
        String[] answers = container.run("arcella-cli", lines.toString().getBytes(StandardCharsets.UTF_8), "shell").ok().out().split("@@\n");
        assertThat(answers).hasSize(2 * all.size());
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name().toString();
            assertThat(answers[2 * i]).as(name).startsWith(all.get(i).shape() instanceof ResultShape.Table ? "[" : "{");
            assertThat(answers[2 * i + 1]).as(name).isNotEmpty().doesNotContain("\u001b", "│", "…");
        }
    }
}
