package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;

/** The shell of somebody who may only look: what is there, what is not, and that nothing leads around it. */
@Timeout(300)
class RolesIT {

    private static TestContainer container;
    private static Verb shell;
    private static Path home;
    private static final List<String> FED = new ArrayList<>();

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.table());
        Verb look = TestVerbs.verb("zoo:look", new ResultShape.Lines(),
                List.of(Parameter.optionalArgument("what", new Parameter.Text("WHAT"), "at what").many()),
                invocation -> VerbResult.data(Data.texts(invocation.arguments().texts("what"))));
        container.register(look);
        container.register(forAdmins(TestVerbs.verb("zoo:feed", new ResultShape.Message(), List.of(), _ -> {
            FED.add("fed");
            return VerbResult.message("fed");
        })));
        Verb plan = TestVerbs.verb("zoo:plan", new ResultShape.Message(),
                List.of(Parameter.argument("file", new Parameter.Upload("", List.of()), "the plan")), _ -> VerbResult.message("read"));
        container.register(plan);
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc").resolve("shell.init"), "greeting = hello; alias feed='zoo:feed'\n");
        Files.writeString(home.resolve("secret"), "x");
        shell = container.verb("shell");
    }

    private static Verb forAdmins(Verb verb) {
        VerbSpec spec = verb.spec().withRole(Role.ADMIN);
        return new Verb() {
            @Override
            public VerbSpec spec() {
                return spec;
            }

            @Override
            public VerbResult run(arcella.command.Invocation invocation) throws InterruptedException {
                return verb.run(invocation);
            }
        };
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static String run(String line) throws Throwable {
        try (TestShell user = new TestShell(
                shell, Data.fields().put("command", line).build(), "", 80, 24, Role.READ_ONLY)) {
            user.ended();
            return user.raw();
        }
    }

    private static void refused(String line, String... words) {
        assertThatThrownBy(() -> run(line)).as(line).isInstanceOf(ArcellaException.class).hasMessageContainingAll(words);
    }

    @Test
    void whatLooksIsThere() throws Throwable {
        assertThat(run("zoo:look one 'two three'")).isEqualTo("one\ntwo three\n");
        assertThat(run("look one | grep -c one; echo done")).isEqualTo("1\ndone\n");
        // Whatever stands in a word is a word.
        for (String word : List.of("$greeting", "$(zoo:feed)", "{zoo:feed}", "a;b", "=", "\\", "a\\'b", "\"", "*", "~", "|", "-", "<x>")) {
            assertThat(run("zoo:look -- '" + word.replace("'", "'\"'\"'") + "'")).as(word).isEqualTo(
                    word + "\n");
        }
        assertThat(run("echo = x")).isEqualTo("= x\n");
        assertThat(run("la | head -n 1")).isNotEmpty();
        assertThat(run("watch -c 1 zoo:look '$greeting'")).isEqualTo("$greeting\n");
        assertThat(run("help")).contains("zoo:look", "shell:grep").doesNotContain("zoo:feed", "shell:source", "bundle:install", "shutdown");
        assertThat(FED).isEmpty();
    }

    @Test
    void whatChangesIsRefusedByName() {
        refused("zoo:feed", "ARC-8004", "'zoo:feed' needs the role admin, and tester has read-only", "[roles]");
        refused("feed", "ARC-8004", "zoo:feed");
        refused("zoo:look x | zoo:feed", "ARC-8004");
        refused("watch -c 1 zoo:feed", "ARC-8004");
        refused("watch -c 1 'zoo:feed;'", "ARC-8109");
        refused("system:shutdown -f", "ARC-8004");
        refused("shell:source secret", "ARC-8004");
        refused("source secret", "ARC-8004");
        refused("cat secret", "ARC-8004");
        refused("grep x secret", "ARC-8004", "a file of the container's user");
        refused("cd /", "ARC-8004");
        refused("alias x=zoo:feed", "ARC-8004");
        refused("zoo:plan secret", "ARC-8110", "arcella-cli zoo plan");
        refused("$greeting", "ARC-8110");
        refused("zoo:look x > secret", "ARC-8110");
        refused("zoo:fed", "ARC-8101");
        refused("start", "ARC-8004");
        assertThat(FED).isEmpty();
    }

    @Test
    void atATerminalOnlyTheAllowedIsCompletedAndRolesThatChangeHoldAtOnce() {
        try (TestShell user = new TestShell(shell, Data.EMPTY, "xterm-256color", 80, 24, Role.READ_ONLY)) {
            user.await(text -> text.contains("arcella@root()> "));
            assertThat(user.text()).contains("tester", "read-only");
            user.type("zoo:\t");
            user.await(text -> text.contains("zoo:look") && text.contains("zoo:plan"));
            assertThat(user.text()).doesNotContain("zoo:feed");
            user.type("\u0015");
            user.role(Role.ADMIN);
            assertThat(user.run("x = 1; echo $x")).isEqualTo("1");
            user.role(Role.READ_ONLY);
            assertThat(user.run("echo $x")).contains("ARC-8110");
            assertThat(user.run("zoo:feed")).contains("ARC-8004");
        }
        assertThat(home.resolve("shell-history")).as("the owner's history is not for others").doesNotExist();
    }
}
