package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.error.ArcellaException;

/** Commands that call themselves: what an alias means in its own text, and where a session's depth and threads end. */
@Timeout(300)
class NestingIT {

    /** What a session may have, and some for the test and its container. */
    private static final int THREADS = 256 + 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ThreadMXBean ALL = ManagementFactory.getThreadMXBean();

    private static TestContainer container;
    private static Verb shell;
    private static Path home;
    private int before;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.table());
        container.register(TestVerbs.fail());
        container.register(TestVerbs.say());
        shell = container.verb("shell");
        lines("echo the first session loads what all of them need");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    @BeforeEach
    void count() {
        before = ALL.getThreadCount();
        ALL.resetPeakThreadCount();
    }

    private static String lines(String text) {
        try (TestShell user = new TestShell(shell, Data.EMPTY, 80, 24)) {
            user.type(text);
            user.endInput();
            user.ended();
            return user.raw();
        } catch (ArcellaException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void refused(String text, String... words) {
        assertThatThrownBy(() -> lines(text)).as(text).isInstanceOf(ArcellaException.class)
                .satisfies(e -> assertThat(e.getMessage()).as(text).contains(words));
        assertThat(ALL.getPeakThreadCount() - before).as(text).isLessThan(THREADS);
        awaitThreads(before);
    }

    private static void awaitThreads(int most) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ALL.getThreadCount() > most) {
            assertThat(System.nanoTime()).as("threads stay: %s", Thread.getAllStackTraces().keySet()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void anAliasInItsOwnTextIsTheCommand() {
        assertThat(lines("alias say='zoo:say hi'\nsay you\nalias echo='echo hi'\necho you\n"))
                .isEqualTo("[hi, you]\nhi you\n");
        assertThat(lines("alias echo='echo a | cat; echo b'\necho c")).isEqualTo("a\nb c\n");
        assertThat(lines("alias echo='each [1 2] { echo $it }; echo $(echo x)'\necho c")).isEqualTo("1\n2\nx c\n");
        // What is handed over was written outside of it.
        assertThat(lines("alias if='if { zoo:say a }'\nif { if { echo b } }")).isEqualTo("[a]\n[a]\nb\n");
        assertThat(lines("alias e='echo 1'\nalias f='e 2'\nf 3")).isEqualTo("1 2 3\n");
        assertThat(lines("alias echo='echo 1'\nunalias echo\necho 2")).isEqualTo("2\n");
    }

    @Test
    void aliasesThatNameEachOtherAreNotExpandedTwice() {
        refused("alias a=b\nalias b=a\na", "ARC-8101", "'a'");
        assertThat(lines("alias echo=print\nalias print='echo once'\necho x")).isEqualTo("once x\n");
        refused("alias echo=print\nalias print='echo once'\nprint x", "ARC-8101", "'print'");
        refused("alias a=zoo:fail\na | cat", "ARC-8005");
    }

    @Test
    void whatCallsItselfEndsAtTheDeepestLevel() throws Exception {
        Files.writeString(home.resolve("self.arc"), "source self.arc\n");
        for (String text : List.of(
                "f = { f }; f", "f = { echo $(f) }; f",
                "f = { if { f } { echo yes } { echo no } }; f", "f = { watch -c 1 f }; f", "alias a='watch -c 1 a'; a",
                "f = { g }; g = { f }; f", "source self.arc", "f = { each [1 2 3] { f } }; f")) {
            refused(text, "ARC-8111", "nested more than 100 deep");
        }
        refused("f = { f }; f &\necho on\nzoo:fail", "ARC-8005 line 3");
        assertThat(lines("f = { each [1 2] { echo $it } }; g = { f }; g | cat")).isEqualTo("1\n2\n");
    }

    @Test
    void whatBranchesDoesNotTryAllItsWays() {
        for (String text : List.of("f = { f | f }; f", "f = { f | cat }; f", "f = { cat | f }; f")) {
            refused(text, "ARC-8112", "let what calls itself come to an end");
        }
        refused("f = { if { f } { f } { f } }; f", "ARC-8111");
    }

    @Test
    void theSessionGoesOn() {
        try (TestShell user = TestShell.interactive(shell, 200, 40)) {
            assertThat(user.run("f = { f }; f")).contains("ARC-8111");
            assertThat(user.run("f = { f | cat }; f")).contains("ARC-8112");
            assertThat(user.run("echo" + " | cat".repeat(300))).contains("ARC-8112");
            assertThat(user.run("echo fine | cat")).isEqualTo("fine");
            int open = before + 10;
            awaitThreads(open);
        }
    }

    @Test
    void pipesAndBackgroundJobsAreBoundedToo() {
        String pipe = "zoo:say x" + " | cat".repeat(200);
        assertThat(lines(pipe)).isEqualTo("[x]\n");
        refused(pipe + " | cat".repeat(100), "ARC-8112", "256");
        refused("sleep 1000 & ".repeat(200) + "echo on", "ARC-8112");
        refused("sleep 1000 & ".repeat(100) + "\necho on\n" + pipe, "line 3", "ARC-8112");
        refused("f = { sleep 1000 & sleep 1000 & f }; f", "ARC-811");
        assertThat(lines("echo on; ".repeat(400))).hasLineCount(400);
    }

    @Test
    void whoOnlyReadsIsBoundedToo() {
        for (String text : List.of("help" + " | grep e".repeat(300), "watch -c 1 ".repeat(150) + "zoo:list")) {
            try (TestShell user = new TestShell(shell, Data.EMPTY, "", 80, 24, Role.READ_ONLY)) {
                user.type(text + "\n");
                user.endInput();
                assertThatThrownBy(user::ended).hasMessageContaining("ARC-811");
            }
            assertThat(ALL.getPeakThreadCount() - before).isLessThan(THREADS);
        }
        awaitThreads(before);
    }
}
