package arcella.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Data;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/** What ends a line and a script: files that cannot be written, failures inside pipes, and what is no failure but a no. */
@Timeout(300)
class FailingLinesIT {

    private static TestContainer container;
    private static Verb shell;
    private static Path home;

    @BeforeAll
    static void boot(@TempDir Path folder) throws Exception {
        home = folder;
        container = new TestContainer(home);
        container.register(TestVerbs.table());
        container.register(TestVerbs.fail());
        container.register(TestVerbs.say());
        container.register(TestVerbs.verb("zoo:ticks", new ResultShape.Lines(), List.of(), invocation -> {
            for (int i = 0; i < 100_000; i++) {
                invocation.emit("line", Data.of("tick"));
            }
            return VerbResult.message("");
        }));
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static TestShell user(Data.Fields values, String text) {
        TestShell user = new TestShell(shell, values, 80, 24);
        user.type(text);
        user.endInput();
        return user;
    }

    private static Data.Fields command(String text) {
        return Data.fields().put("command", text).build();
    }

    private static String lines(String text) throws Throwable {
        try (TestShell user = user(Data.EMPTY, text)) {
            user.ended();
            return user.raw();
        }
    }

    /** Runs it as a script and behind -c, with a further line, which must not run; what was printed before. */
    private static String fails(String line, String code, String... words) {
        String printed = "";
        for (String more : List.of("; echo on", "\necho on")) {
            for (boolean script : List.of(true, false)) {
                try (TestShell user = script ? user(Data.EMPTY, line + more) : user(command(line + more), "")) {
                    assertThatThrownBy(user::ended).as(line + more).isInstanceOf(ArcellaException.class)
                            .satisfies(e -> assertThat(e.getMessage()).as(line + more).contains(code).satisfies(text -> List.of(words).forEach(word -> assertThat(text).contains(word))));
                    assertThat(user.raw()).as(line + more).doesNotContain("on\n", "gogo:");
                    printed = user.raw();
                }
            }
        }
        return printed;
    }

    @Test
    void outputThatAFileDoesNotTakeIsAFailure() throws Throwable {
        String full = "ARC-8113";
        String cause = "written to '/dev/full' (No space left on device)";
        fails("echo a > /dev/full", full, cause);
        fails("echo a >> /dev/full", full, cause);
        fails("zoo:list > /dev/full", full, cause);
        fails("zoo:list | cat > /dev/full", full, cause);
        fails("zoo:ticks > /dev/full", full, cause);
        fails("f = { zoo:say x }; f > /dev/full", full, cause);
        fails("x = $(echo a > /dev/full)", full, cause);
        fails("echo a > /dev/full | cat", full, cause);
        fails("if { echo a } { echo b } { echo c } > /dev/full", full, cause);
        Files.writeString(home.resolve("full.arc"), "echo a > /dev/full\necho on\n");
        fails("source full.arc", "full.arc line 1", full);
        fails("source full.arc > ok.txt", full, cause);
        assertThat(lines("if { echo a > /dev/full } { echo yes } { echo no }\necho next")).isEqualTo("no\nnext\n");
        assertThat(lines("echo a > a.txt; echo b >> a.txt; cat < a.txt; < a.txt > b.txt; cat b.txt")).isEqualTo("a\nb\na\nb\n");
        fails("< a.txt > /dev/full", full, cause);
    }

    @Test
    void aFileThatCannotBeOpenedIsToldInPlainWords() throws Exception {
        String there = "paths start at " + home;
        for (String line : List.of("zoo:list > ./none/x", "zoo:list >> ./none/x", "zoo:list > ./none/x | cat", "f = { zoo:say x }; f > ./none/x")) {
            fails(line, "ARC-8106", "there is no folder '" + home.resolve("none"), there);
        }
        assertThat(fails("zoo:say x > ./none/x", "ARC-8106")).isEmpty();
        for (String line : List.of("cat < nothing.txt", "cat < nothing.txt | cat", "< nothing.txt", "< nothing.txt | cat")) {
            fails(line, "ARC-8106 ", "there is no file 'nothing.txt'", there);
        }
        fails("zoo:list > .", "ARC-8106", "'.' is a folder", "name a file in it");
        fails("cat < .", "ARC-8106", "'.' is a folder");
        Files.writeString(home.resolve("plain.txt"), "text");
        fails("zoo:list > plain.txt/x", "ARC-8106", "'plain.txt/x' lies in what is no folder");
        fails("zoo:list > $undefined", "ARC-8106", "a redirection names no file");
    }

    @Test
    void aFailureInsideAPipeEndsTheLine() throws Throwable {
        fails("zoo:fail | cat", "ARC-8005");
        fails("nosuch | cat", "ARC-8101", "'nosuch'");
        fails("zoo:say x | zoo:fail | cat", "ARC-8005");
        fails("zoo:fail | nosuch", "ARC-8005");
        fails("f = { zoo:fail | cat; echo on }; f", "ARC-8005");
        fails("x = $(zoo:fail | cat)", "ARC-8005");
        fails("each [1 2] { zoo:fail | cat }", "ARC-8005");
        assertThat(fails("echo one; zoo:fail | cat", "ARC-8005")).isEqualTo("one\n");
        Files.writeString(home.resolve("pipe.arc"), "echo one\nzoo:fail | cat\necho on\n");
        fails("source pipe.arc", "pipe.arc line 2: the ape");
        // What has read enough makes no failure of those before it.
        assertThat(lines("zoo:ticks | head -n 1; echo next")).isEqualTo("tick\nnext\n");
        assertThat(lines("if { zoo:fail | cat } { echo yes } { echo no }\necho next")).isEqualTo("no\nnext\n");
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:fail | cat")).containsOnlyOnce("ARC-8005");
            assertThat(user.run("zoo:fail | nosuch")).containsOnlyOnce("ARC-8005").doesNotContain("ARC-8101");
            assertThat(user.run("last-error | grep -c ARC-8101")).isEqualTo("1");
            user.type("zoo:fail | cat &\r");
            user.await(text -> text.contains("ARC-8005"));
            user.type("g = { nosuch & echo begun }; g\r");
            user.await(text -> text.contains("begun") && text.contains("ARC-8101"));
            Files.writeString(home.resolve("behind.arc"), "zoo:nosuch & echo begun\n");
            user.type("source behind.arc\r");
            user.await(text -> text.contains("zoo:nosuch'"));
        }
    }

    @Test
    void keepsGoingInACommandOfSeveralLines() {
        String text = "nosuch\necho on; zoo:fail | cat; echo never\n\nif {\n echo x\n} { echo open }";
        try (TestShell user = user(Data.fields().put("command", text).put("keep-going", true).build(), "")) {
            assertThatThrownBy(user::ended).hasMessage("ARC-8108 2 commands failed");
            assertThat(user.raw()).contains("ARC-8101 line 1:", "on\n", "ARC-8005 line 2: the ape", "x\nopen\n").doesNotContain("never");
        }
        try (TestShell user = user(command("echo a\n\nnosuch\necho b"), "")) {
            assertThatThrownBy(user::ended).hasMessageStartingWith("ARC-8101 line 3: there is no command 'nosuch'");
            assertThat(user.raw()).isEqualTo("a\n");
        }
    }

    @Test
    void aGrepWithoutAMatchIsANoAndNoFailure() throws Throwable {
        assertThat(lines("if { zoo:list | grep -q ape } { echo yes } { echo no }")).isEqualTo("yes\n");
        assertThat(lines("if { zoo:list | grep -q emu } { echo yes } { echo no }\necho next")).isEqualTo("no\nnext\n");
        assertThat(lines("if { zoo:list | grep emu } { echo yes }\necho next")).isEqualTo("next\n");
        assertThat(lines("if { zoo:list | grep -q emu; echo last } { echo yes } { echo no }")).isEqualTo("last\nyes\n");
        assertThat(lines("zoo:list | grep -q emu; echo next")).isEqualTo("next\n");
        assertThat(lines("zoo:list | grep -q ape && echo yes; zoo:list | grep -q emu || echo no")).isEqualTo("yes\nno\n");
        assertThat(lines("if { zoo:list | grep -q emu } { echo yes } && echo on")).isEqualTo("on\n");
        // Also through what has a name of its own.
        assertThat(lines("has = { zoo:list | grep -q $1 }; if { has ape } { echo a }\nif { has emu } { echo b } { echo c }"))
                .isEqualTo("a\nc\n");
        assertThat(lines("alias has='zoo:list | grep -q'\nif { has ape } { echo a }\nhas emu || echo c")).isEqualTo("a\nc\n");
        Files.writeString(home.resolve("has.arc"), "zoo:list | grep -q $1\n");
        assertThat(lines("if { source has.arc emu } { echo a } { echo c }")).isEqualTo("c\n");
        Files.writeString(home.resolve("many.txt"), "ape\nape\n");
        assertThat(lines("grep -q -c -n -C 1 ape many.txt many.txt\ngrep -q -v -A 1 ape many.txt || echo none")).isEqualTo("none\n");
        assertThatThrownBy(() -> lines("if { zoo:list | grep -q --nonsense x } { echo yes } { echo no }")).hasMessageContaining("ARC-8002");
    }

    @Test
    void whatStandsBehindABarBarRunsAfterAFailure() throws Throwable {
        assertThat(lines("zoo:fail || echo no; zoo:say a && echo yes || echo no")).isEqualTo("no\n[a]\nyes\n");
        assertThat(lines("zoo:fail && echo yes || echo no\nzoo:fail | cat || echo no")).isEqualTo("no\nno\n");
        assertThat(lines("f = { echo a; zoo:fail | cat; echo b }; f || echo no")).isEqualTo("a\nno\n");
        assertThat(lines("alias a='zoo:fail || echo no #'\na\necho x > /dev/full || echo lost")).isEqualTo("no\nlost\n");
        assertThat(lines("if { zoo:fail || zoo:fail } { echo yes } { echo no }")).isEqualTo("no\n");
        fails("zoo:fail || zoo:fail", "ARC-8005");
        fails("zoo:fail && echo on", "ARC-8005");
        fails("echo a && zoo:fail; echo x || echo on", "ARC-8005");
        fails("zoo:nonsense || echo on", "ARC-8101");
    }

    @Test
    void aScriptThatRunsItselfIsNamedOnce() throws Exception {
        Files.writeString(home.resolve("self.arc"), "source self.arc\n");
        Files.writeString(home.resolve("ping.arc"), "\nsource pong.arc\n");
        Files.writeString(home.resolve("pong.arc"), "source ping.arc\n");
        for (String script : List.of("self.arc", "ping.arc")) {
            try (TestShell user = user(command("source " + script), "")) {
                assertThatThrownBy(user::ended).satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400)
                        .startsWith("ARC-8111 " + script + " line ").containsOnlyOnce(script + " line ")
                        .containsPattern("with \\d+ scripts in each other: commands are nested more than 100 deep"));
            }
        }
        Files.writeString(home.resolve("outer.arc"), "echo a\nsource inner.arc\n");
        Files.writeString(home.resolve("inner.arc"), "zoo:fail\n");
        fails("source outer.arc", "outer.arc line 2: inner.arc line 1: the ape");
    }
}
