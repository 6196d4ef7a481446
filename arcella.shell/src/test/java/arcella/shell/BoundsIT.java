package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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
import arcella.command.ResultShape;
import arcella.command.Role;
import arcella.command.Verb;
import arcella.error.ArcellaException;

/** Text without an end: whoever would keep it fails, whoever writes it stops, and the session goes on. */
@Timeout(300)
class BoundsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static TestContainer container;
    private static Verb shell;
    private static Path home;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.verb("zoo:ticks", new ResultShape.Lines(), List.of(), invocation -> {
            while (true) {
                invocation.emit("line", Data.of("tick ".repeat(1000)));
            }
        }));
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static TestShell command(String text) {
        return new TestShell(shell, Data.fields().put("command", text).build(), 80, 24);
    }

    private static void refused(String text, String code, String... words) {
        try (TestShell user = command(text)) {
            assertThatThrownBy(user::ended).as(text).isInstanceOf(ArcellaException.class)
                    .hasMessageContaining(code)
                    .satisfies(e -> List.of(words).forEach(word -> assertThat(e).hasMessageContaining(word)));
            assertThat(user.raw()).as(text).doesNotContain("gogo");
        }
        awaitEnd();
    }

    /** Gogo's threads are named after what they run. */
    private static void awaitEnd() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("pipe-"))) {
            assertThat(System.nanoTime()).as("threads stay: %s", Thread.getAllStackTraces().keySet()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whatKeepsAllOfItIsRefused() throws Throwable {
        Path many = home.resolve("many");
        Files.writeString(many, "0123456789abcde\n".repeat(300_000));
        refused("x = $(cat /dev/zero)", "ARC-8114", "$( )", "16 MiB", "grep");
        refused("x = $(zoo:ticks)", "ARC-8114", "$( )");
        refused("zoo:ticks | sort", "ARC-8114", "sort");
        refused("zoo:ticks | tail -n 1000000", "ARC-8114", "tail");
        refused("zoo:ticks | grep -B 10000 nosuch | wc", "ARC-8114", "grep");
        refused("sort " + many, "ARC-8114", "sort");
        refused("echo $(echo $(cat /dev/zero))", "ARC-8114");
        refused("f = { cat /dev/zero }; x = $(f | cat)", "ARC-8114");
        refused("source /dev/zero", "ARC-8114", "/dev/zero");
        try (TestShell user = command("sort -u " + many + " < /dev/null || echo no; tail -n 2 " + many + "; x = $(head -n 100000 "
                + many + "); echo $x | wc -l; y = $(cat /dev/zero) || echo on")) {
            user.ended();
            assertThat(user.raw()).isEqualTo("no\n0123456789abcde\n0123456789abcde\n100000\non\n");
        }
    }

    @Test
    void aLineWithoutAnEndIsRefused() {
        for (String text : List.of("grep x /dev/zero", "cat /dev/zero | sort", "cat /dev/zero | tail", "cat /dev/zero | head",
                "cat -n /dev/zero", "cat /dev/zero | grep x | wc -l", "cat /dev/zero | each { echo $it }", "echo a | grep x < /dev/zero")) {
            refused(text, "ARC-8115", "1048576");
        }
    }

    @Test
    void aScriptWithoutAnEndIsRefused() throws Throwable {
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        for (Role role : List.of(Role.ADMIN, Role.READ_ONLY)) {
            try (TestShell user = new TestShell(shell, Data.EMPTY, "", 80, 24, role)) {
                for (int i = 0; i < 17; i++) {
                    user.type(new String(block, StandardCharsets.UTF_8));
                }
                assertThatThrownBy(user::ended).hasMessageContainingAll("ARC-8115", "the script");
            }
        }
        try (TestShell user = new TestShell(shell, Data.EMPTY, 80, 24)) {
            user.type(("{ echo '" + "y".repeat(1 << 19) + "'\n").repeat(3));
            user.endInput();
            assertThatThrownBy(user::ended).hasMessageContainingAll("line 1", "ARC-8115", "a command of the script");
        }
    }

    @Test
    void whatGogoWouldSayItselfIsAFailureOfTheLine() {
        refused("echo a > $nosuch | cat; echo on", "ARC-8104", "could not begin");
        refused("echo a 1>&9 | cat", "ARC-8104", "could not begin");
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("echo a | cat < $nosuch | cat")).contains("ARC-8104 a command of a pipe could not begin")
                    .doesNotContain("gogo", "Exception");
            assertThat(user.run("echo 'gogo: Exception: x'")).isEqualTo("gogo: Exception: x");
        }
    }
}
