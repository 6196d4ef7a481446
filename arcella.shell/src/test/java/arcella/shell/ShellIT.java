package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Candidates;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;

/** The shell in a framework, driven with key strokes and watched on an emulated screen. */
@Timeout(300)
class ShellIT {

    private static TestContainer container;
    private static Verb shell;
    private static Path home;
    private static final CountDownLatch ASLEEP = new CountDownLatch(1);
    private static final CountDownLatch WOKEN = new CountDownLatch(1);
    private static final AtomicInteger CANCELLED = new AtomicInteger();

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.table());
        container.register(TestVerbs.stream(CANCELLED));
        container.register(TestVerbs.sleep(ASLEEP, WOKEN));
        container.register(TestVerbs.fail());
        container.register(TestVerbs.crash());
        container.register(TestVerbs.say());
        container.context().registerService(Candidates.class, new Candidates() {
            @Override
            public String what() {
                return "animal";
            }

            @Override
            public List<String> names() {
                return List.of("ape", "bear", "beaver");
            }
        }, null);
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    @Test
    void greetsAndPrompts() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.text()).contains("Arcella 0.1.0-test").contains("system:shutdown").endsWith("arcella@root()> ");
        }
    }

    @Test
    void drawsTablesAndEscapesNames() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:list").lines().map(String::strip)).containsExactly(
                    "Name                               │ State",
                    "───────────────────────────────────┼───────",
                    "ape                                │ Active",
                    "bear\\x1b[2J\\x1b]0;owned\\x07\\x9b31m │ Failed",
                    "cat                                │ Active");
            assertThat(user.raw()).doesNotContain("\u001b]0;owned").doesNotContain("\u009b").contains("\u001b[32mActive");
        }
    }

    @Test
    void pipesIntoGrep() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:list | grep Active | wc -l").strip()).isEqualTo("2");
            assertThat(user.run("zoo:list | grep ape")).startsWith("ape ").contains("Active").doesNotContain("cat");
        }
    }

    @Test
    void completesCommandsNamesOptionsAndChoices() {
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("zoo:sl\t");
            user.await(text -> text.contains("()> zoo:sleep"));
            user.type("\u0015zoo:say --animal be\t");
            user.await(text -> text.contains("bear") && text.contains("beaver"));
            user.type("v\t");
            user.await(text -> text.contains("zoo:say --animal beaver"));
            user.type("--mo\tgl\t");
            user.await(text -> text.contains("--animal beaver --mood glad"));
            user.type("hi\r");
            user.await(text -> text.contains("beaver[hi]glad"));
        }
    }

    @Test
    void explainsEveryCommand() throws Exception {
        try (TestShell user = TestShell.interactive(shell, 100, 60)) {
            assertThat(user.run("zoo:say --help")).contains("Does zoo:say").contains("--mood glad|grim").contains("TEXT");
            assertThat(user.run("help zoo")).contains("zoo:list").contains("zoo:sleep");
            assertThat(user.run("grep --help")).contains("--ignore-case");
            assertThat(user.run("help bundle:list")).contains("--threshold");
        }
    }

    @Test
    void interruptsASleepingVerb() throws Exception {
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("zoo:sleep\r");
            assertThat(ASLEEP.await(2, TimeUnit.MINUTES)).isTrue();
            user.type("\u0003");
            assertThat(WOKEN.await(2, TimeUnit.MINUTES)).isTrue();
            user.await(text -> text.endsWith("^C\narcella@root()> "));
            assertThat(user.run("echo still here")).isEqualTo("still here");
        }
    }

    @Test
    void streamsUntilInterrupted() {
        try (TestShell user = TestShell.interactive(shell)) {
            int before = CANCELLED.get();
            user.type("zoo:follow\r");
            user.await(text -> text.contains("tick 5"));
            user.type("\u0003");
            user.await(text -> text.endsWith("arcella@root()> "));
            assertThat(CANCELLED.get()).isEqualTo(before + 1);
            assertThat(user.raw()).contains("tick 5 \\x1b[31mred\\x1b]0;title\\x07");
            assertThat(user.run("zoo:say a")).isEqualTo("[a]");
            user.type("zoo:follow | grep tick\r");
            user.await(text -> text.contains("tick 5"));
            user.type("\u0003");
            user.await(text -> text.contains("^C") && text.endsWith("arcella@root()> "));
            assertThat(user.raw()).doesNotContain("gogo:");
        }
    }

    @Test
    void interruptsAStreamWhoseScreenTakesNoMore() throws Exception {
        try (TestShell user = TestShell.interactive(shell)) {
            int before = CANCELLED.get();
            user.type("zoo:follow\r");
            user.await(text -> text.contains("tick 3"));
            user.hold(true);
            Thread.sleep(100);
            user.type("\u0003");
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (CANCELLED.get() == before && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertThat(CANCELLED.get()).isEqualTo(before + 1);
            user.hold(false);
            user.await(text -> text.contains("^C") && text.endsWith("arcella@root()> "));
            assertThat(user.run("zoo:say alive")).isEqualTo("[alive]");
        }
    }

    @Test
    void forgetsWhatWasTypedAheadOfAnInterrupt() throws Exception {
        CountDownLatch napping = new CountDownLatch(1);
        container.register(TestVerbs.verb("zoo:nap", new ResultShape.Message(), List.of(), _ -> {
            napping.countDown();
            Thread.sleep(3_600_000);
            return VerbResult.message("");
        }));
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("zoo:nap\r");
            assertThat(napping.await(2, TimeUnit.MINUTES)).isTrue();
            user.type("echo ahead\r");
            user.await(text -> text.contains("echo ahead"));
            // More than JLine's input takes while nobody reads it.
            user.type(" ".repeat(5000));
            user.type("\u0003");
            // The echo of the blanks may end at the edge of the screen, between the two characters.
            user.await(text -> user.unbroken().contains("^C") && text.endsWith("arcella@root()> "));
            user.type("echo behind\r");
            user.await(text -> text.contains("\nbehind\n"));
            assertThat(user.text()).doesNotContain("\nahead");
        }
    }

    @Test
    void endsAStreamThatNobodyReads() {
        try (TestShell user = TestShell.interactive(shell)) {
            int before = CANCELLED.get();
            assertThat(user.run("zoo:follow | head -n 2")).startsWith("tick 0").contains("tick 1").doesNotContain("tick 2");
            assertThat(CANCELLED.get()).isEqualTo(before);
        }
    }

    @Test
    void showsFailuresAsOneRedLine() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:fail")).isEqualTo("ARC-8005 the ape\\x1b[2J is gone; buy another");
            assertThat(user.raw()).contains("\u001b[31mARC-8005");
            assertThat(user.run("zoo:crash").replace("\n", ""))
                    .isEqualTo("ARC-8104 IllegalStateException: wires crossed; see last-error for more");
            assertThat(user.run("last-error | head -n 1")).contains("wires crossed");
            assertThat(user.run("zoo:fail | grep x")).isEqualTo("ARC-8005 the ape\\x1b[2J is gone; buy another");
            assertThat(user.run("nonsense | grep x")).startsWith("ARC-8101 there is no command 'nonsense'");
            assertThat(user.run("zoo:crash | grep x")).startsWith("ARC-8104 IllegalStateException");
        }
    }

    @Test
    void suggestsTheNearestCommand() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:lst")).isEqualTo("ARC-8101 there is no command 'zoo:lst'; did you mean 'zoo:list'?");
        }
    }
}
