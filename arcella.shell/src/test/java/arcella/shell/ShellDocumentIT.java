package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/** What {@code docs/KARAF.md} tells Karaf's operators is so: each command of its table is run. */
@Timeout(300)
class ShellDocumentIT {

    private static final Pattern ROW = Pattern.compile("\\| (`.+?`(?:, `.+?`)*) \\| `(.+?)` \\|.*");

    private static TestContainer container;
    private static Verb shell;
    private static Path home;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        // The runtime's verbs, which are not among the bundles of this test.
        container.register(TestVerbs.verb(
                "log:tail", new ResultShape.Lines(), List.of(), _ -> VerbResult.data(Data.of("a line"))));
        for (String verb : List.of("log:display", "log:clear", "log:get", "module:tree", "config:list", "config:edit", "config:delete", "feature:list", "feature:info", "feature:install",
                "feature:uninstall", "feature:repo-add", "feature:repo-list", "feature:repo-remove")) {
            container.register(TestVerbs.verb(verb, new ResultShape.Message(),
                    List.of(Parameter.optionalArgument("name", new Parameter.Text("NAME"), "a name")),
                    _ -> VerbResult.message("")));
        }
        container.register(TestVerbs.verb("log:set", new ResultShape.Message(), List.of(
                Parameter.argument("level", new Parameter.Text("LEVEL"), "a level"),
                Parameter.optionalArgument("logger", new Parameter.Text("LOGGER"), "a logger")), _ -> VerbResult.message("")));
        container.register(TestVerbs.verb("config:property-set", new ResultShape.Message(), List.of(
                Parameter.argument("key", new Parameter.Text("KEY"), "a key"),
                Parameter.argument("value", new Parameter.Text("VALUE"), "a value"),
                Parameter.option("pid", new Parameter.Text("PID"), "a pid").letter('p')), _ -> VerbResult.message("")));
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static String run(String line) throws Throwable {
        try (TestShell user = new TestShell(shell, Data.fields().put("command", line).build(), 80, 24)) {
            user.ended();
            return user.raw();
        }
    }

    private static List<String> commands() throws Exception {
        List<String> commands = new ArrayList<>();
        List<String> page = Files.readAllLines(Path.of("..", "docs", "KARAF.md"));
        for (String line : page.subList(page.indexOf("## The commands"), page.size())) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                commands.add(row.group(2).replace("\\|", "|"));
            }
        }
        return commands;
    }

    @Test
    void theCommandsOfTheTableWork() throws Throwable {
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(20);
        Path jar = Jars.bundle(home, "guinea-pig", "1.0.0", "Bundle-Name", "Guinea pig");
        String id = Long.toString(container.context().installBundle(jar.toUri().toString()).getBundleId());
        Files.writeString(home.resolve("FILE"), "echo from a script\n");
        for (String command : commands) {
            switch (command.split(" ")[0]) {
                // These change or end the container; that they take these arguments is what is tried here.
                case "system:shutdown", "bundle:install", "bundle:uninstall", "scr:disable" ->
                    assertThat(run(command.replaceAll(" .*", " --help"))).as(command).contains("Usage:");
                case "history" -> {
                    try (TestShell user = TestShell.interactive(shell)) {
                        assertThat(user.run(command)).contains("history");
                    }
                }
                default -> run(command.replace("ID", id));
            }
        }
    }

    @Test
    void karafsOtherCommandsAreAnsweredWithWhatToUse() {
        for (String command : List.of(
                "log:exception-display", "bundle:tree-show 1", "package:imports 1", "feature:status", "kar:install", "config:property-get", "threads",
                "bundle:services 1", "instance:list", "shell:stack-traces-print", "more")) {
            try {
                run(command);
                throw new AssertionError(command + " is there");
            } catch (Throwable e) {
                assertThat(e).isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-8101")
                        .hasMessageContaining("here; ").message().doesNotContain("did you mean");
            }
        }
    }

    @Test
    void theExamplesOfTheLanguageWork() throws Throwable {
        assertThat(run("zoo = $(bundle:list | wc -l); echo there are $zoo")).startsWith("there are 1");
        assertThat(run("echo 'a | b' \"x $(echo y)\"")).isEqualTo("a | b x y\n");
        assertThat(run("bundle:info arcella.shell | head -n 1 && echo fine")).endsWith("fine\n");
        assertThat(run("if { scr:info none } { echo yes } { echo no }")).isEqualTo("no\n");
    }
}
