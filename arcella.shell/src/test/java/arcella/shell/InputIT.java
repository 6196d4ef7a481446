package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.Verb;

/** What commands read that stand in no pipe: the caller's input behind {@code -c}, asked for when it is read. */
@Timeout(300)
class InputIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static TestContainer container;
    private static Verb shell;
    private static Path home;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.say());
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static Data.Fields command(String text) {
        return Data.fields().put("command", text).build();
    }

    private static void awaitNoEntrance() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(one -> one.getName().equals("arcella-shell-entrance"))) {
            assertThat(System.nanoTime()).as("somebody waits for input still").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whoReadsNothingAsksForNothing() throws Throwable {
        Path init = Files.createDirectories(home.resolve("etc")).resolve("shell.init");
        Files.writeString(init, "cat\nx = 1\n");
        for (String text : List.of("echo a", "zoo:say a", "echo a | cat | sort", "each [a] { echo $it } | grep a", "cat < /dev/null",
                "echo a\necho b")) {
            try (TestShell user = TestShell.onDemand(shell, command(text))) {
                user.ended();
                assertThat(user.asked()).as(text).isFalse();
            }
            awaitNoEntrance();
        }
        Files.delete(init);
    }

    @Test
    void whoReadsGetsWhatTheCallerHas() throws Throwable {
        for (String[] both : new String[][] {
            {"grep b", "b\n"}, {"cat", "a\nb\n"}, {"echo x\nsort -r | head -n 1", "x\nb\n"}, {"each { echo got $it }", "got a\ngot b\n"},
            {"x = $(cat); echo \"$x\"", "a\nb\n"}, {"f = { wc -l }; f", "2\n"}, {"head -n 0; cat -n; cat", "     1  a\n     2  b\n"},
        }) {
            try (TestShell user = TestShell.onDemand(shell, command(both[0]))) {
                user.awaitAsked();
                user.type("a\nb\n");
                user.endInput();
                user.ended();
                assertThat(user.raw()).as(both[0]).isEqualTo(both[1]);
            }
            // Callers that send it at once, as those of former versions do.
            try (TestShell user = new TestShell(shell, command(both[0]), 80, 24)) {
                user.type("a\nb\n");
                user.endInput();
                user.ended();
                assertThat(user.raw()).as(both[0]).isEqualTo(both[1]);
            }
        }
    }

    @Test
    void aScriptsCommandsDoNotReadTheScript() throws Throwable {
        try (TestShell user = new TestShell(shell, Data.EMPTY, 80, 24)) {
            user.type("cat\necho on\n");
            user.endInput();
            user.ended();
            assertThat(user.raw()).isEqualTo("on\n");
        }
    }

    /** Nothing waits for the input of a call that is over. */
    @Test
    void whoWaitsForInputEndsWithTheCall() throws Throwable {
        for (TestShell one : List.of(TestShell.onDemand(shell, command("echo a; cat &")), TestShell.onDemand(shell, command("echo a")))) {
            try (TestShell user = one) {
                user.ended();
            }
            awaitNoEntrance();
        }
        TestShell gone = TestShell.onDemand(shell, command("cat"));
        gone.awaitAsked();
        gone.goAway();
        gone.close();
        awaitNoEntrance();
    }
}
