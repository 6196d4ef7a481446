package arcella.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;

/** Sessions of all kinds: terminals that change, scripts, single lines, histories, files. */
@Timeout(300)
class SessionIT {

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
        container.register(TestVerbs.verb(
                "zoo:feed",
                new ResultShape.Lines(),
                List.of(
                        Parameter.argument("food", new Parameter.Upload("", List.of()), "what it eats"),
                        Parameter.option("recipe", new Parameter.Upload("food", List.of("{stem}.txt")), "how to serve it")),
                invocation -> {
                    try (var food = invocation.upload("food")) {
                        String recipe = invocation.arguments().optionalText("recipe").isPresent()
                                ? new String(invocation.upload("recipe").readAllBytes(), UTF_8) : "raw";
                        return VerbResult.data(Data.of(invocation.arguments().text("food") + "="
                                + new String(food.readAllBytes(), UTF_8) + " " + recipe));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }));
        container.register(TestVerbs.verb("zoo:build", new ResultShape.Message(), List.of(), invocation -> {
            for (int i = 0; i <= 3; i++) {
                invocation.progress("cages\u001b[2J", i, 3);
                Thread.sleep(120);
            }
            return VerbResult.message("built");
        }));
        shell = container.verb("shell");
    }

    @AfterAll
    static void stop() throws Exception {
        container.stop();
    }

    private static TestShell script(String text, Data.Fields values) {
        TestShell user = new TestShell(shell, values, 80, 24);
        user.type(text);
        user.endInput();
        return user;
    }

    private static String lines(String text) throws Throwable {
        try (TestShell user = script(text, Data.EMPTY)) {
            user.ended();
            return user.raw();
        }
    }

    @Test
    void runsScriptsWithoutTerminalAndWithoutColours() throws Throwable {
        assertThat(lines("echo one\nzoo:list | grep ape\n\n# nothing\necho 'a\nb'\n"))
                .isEqualTo("one\nape                                 Active\na\nb\n");
        assertThat(lines("zoo:list\n")).doesNotContain("\u001b").doesNotContain("│").contains("Failed");
        assertThat(lines("echo no line end")).isEqualTo("no line end\n");
        assertThat(lines("echo a\nexit\necho b\n")).isEqualTo("a\n");
    }

    @Test
    void endsAScriptAtTheFirstFailure() {
        try (TestShell user = script("echo one\n\nzoo:fail\necho two\n", Data.EMPTY)) {
            assertThatThrownBy(user::ended)
                    .isInstanceOf(ArcellaException.class)
                    .hasMessageStartingWith("ARC-8005 line 3: the ape");
            assertThat(user.raw()).isEqualTo("one\n");
        }
        try (TestShell user = script("zoo:fail | cat\necho two\n", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("line 1: the ape");
        }
    }

    @Test
    void keepsGoingIfTold() {
        try (TestShell user = script("zoo:fail\necho two\nnonsense\n", Data.fields().put("keep-going", true).build())) {
            assertThatThrownBy(user::ended).hasMessage("ARC-8108 2 commands failed");
            assertThat(user.raw()).startsWith("ARC-8005 line 1: the ape\\x1b[2J").contains("two\n")
                    .contains("ARC-8101 line 3: there is no command 'nonsense'");
        }
    }

    @Test
    void runsOneLine() throws Throwable {
        Data.Fields values = Data.fields().put("command", "zoo:say a 'b c' | cat").build();
        try (TestShell user = new TestShell(shell, values, 80, 24)) {
            user.ended();
            assertThat(user.raw()).isEqualTo("[a, b c]\n");
        }
        try (TestShell user = new TestShell(shell, Data.fields().put("command", "zoo:fail").build(), 80, 24)) {
            assertThatThrownBy(user::ended).hasMessageStartingWith("ARC-8005 the ape");
            assertThat(user.raw()).isEmpty();
        }
    }

    @Test
    void speaksPlainlyToADumbTerminalAndWithoutColours() {
        try (TestShell user = new TestShell(shell, Data.fields().put("terminal", "dumb").build(), 80, 24)) {
            user.await(text -> text.contains("arcella@root()> "));
            user.type("zoo:list\r");
            user.await(text -> text.contains("cat"));
            assertThat(user.raw()).doesNotContain("\u001b");
        }
        Data.Fields plain = Data.fields().put("terminal", "xterm").put("no-color", true).build();
        try (TestShell user = new TestShell(shell, plain, 80, 24)) {
            user.await(text -> text.contains("arcella@root()> "));
            assertThat(user.run("zoo:list")).contains("Active");
            assertThat(user.raw()).doesNotContain("\u001b[32m");
        }
    }

    @Test
    void takesTerminalsThatNobodyKnows() {
        Data.Fields values = Data.fields().put("terminal", "x; touch /tmp/owned").build();
        try (TestShell user = new TestShell(shell, values, 80, 24)) {
            user.await(text -> text.contains("arcella@root()> "));
            assertThat(user.run("echo fine")).isEqualTo("fine");
        }
    }

    @Test
    void followsTheSizeOfTheTerminal() {
        try (TestShell user = TestShell.interactive(shell)) {
            container.register(TestVerbs.verb("zoo:long", new ResultShape.Table(
                    List.of(ResultShape.Column.of("a", "A"), ResultShape.Column.of("b", "B"))), List.of(),
                    _ -> VerbResult.data(Data.items(List.of(
                            Data.fields().put("a", "x".repeat(60)).put("b", "y".repeat(60)).build())))));
            assertThat(user.run("zoo:long")).contains("…");
            assertThat(user.run("zoo:long").lines()).allMatch(line -> line.length() <= 80);
            user.resize(200, 30);
            assertThat(user.run("zoo:long")).contains("x".repeat(60)).contains("y".repeat(60)).doesNotContain("…");
        }
    }

    @Test
    void keepsAPrivateHistoryWithoutRepetition() throws Exception {
        try (TestShell user = TestShell.interactive(shell)) {
            user.run("history --clear");
            user.run("echo first");
            user.run("echo second");
            user.run("echo second");
            user.run(" echo secret");
            assertThat(user.run("history")).containsOnlyOnce("echo second").doesNotContain("secret");
            user.type("\u001bOA\u001bOA\u001bOA");
            user.await(text -> text.endsWith("()> echo first"));
            user.type("\u0015exit\r");
        }
        Path file = home.resolve("shell-history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("echo first").doesNotContain("secret");
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("history | grep -c 'echo firs[t]'")).isEqualTo("1");
        }
    }

    @Test
    void leavesWithCtrlDExitAndLogout() throws Throwable {
        for (String way : List.of("\u0004", "exit\r", "logout\r")) {
            try (TestShell user = TestShell.interactive(shell)) {
                user.type(way);
                assertThat(user.ended()).isEqualTo(VerbResult.message(""));
            }
        }
    }

    @Test
    void endsWhenTheCallerGoesAway() {
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("sleep 1000\r");
            user.await(text -> text.contains("sleep 1000"));
            user.goAway();
            assertThatThrownBy(user::ended).isInstanceOf(InterruptedException.class);
        }
        try (TestShell user = TestShell.interactive(shell)) {
            user.goAway();
            assertThatThrownBy(user::ended).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void sendsFilesAndWhatLiesBesideThem() throws Throwable {
        Path folder = Files.createDirectories(home.resolve("food store"));
        Files.writeString(folder.resolve("hay.bin"), "dry grass");
        Files.writeString(folder.resolve("fish.bin"), "fish");
        Files.writeString(folder.resolve("fish.txt"), "grilled");
        assertThat(lines("zoo:feed 'food store/hay.bin'")).isEqualTo("hay.bin=dry grass raw\n");
        assertThat(lines("cd 'food store'\nzoo:feed fish.bin")).isEqualTo("fish.bin=fish grilled\n");
        try (TestShell user = script("zoo:feed nothing.bin", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("there is no file 'nothing.bin'");
        }
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("zoo:feed foo\tha\t");
            user.await(text -> text.contains("zoo:feed food\\ store/hay.bin"));
            user.type("\r");
            user.await(text -> text.contains("hay.bin=dry grass"));
        }
    }

    @Test
    void showsProgressAndTakesItAwayAgain() {
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("zoo:build")).isEqualTo("built");
            assertThat(user.raw()).contains("cages\\x1b[2J 33 %");
        }
    }

    @Test
    void asksBeforeItStopsTheContainer() throws Throwable {
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("system:shutdown\r");
            user.await(text -> text.contains("(yes/no)"));
            user.type("no\r");
            user.await(text -> text.contains("not stopped"));
            user.type("shutdown\r");
            user.await(text -> text.indexOf("(yes/no)") != text.lastIndexOf("(yes/no)"));
            user.type("\u0003");
            user.await(text -> text.indexOf("not stopped") != text.lastIndexOf("not stopped"));
            assertThat(user.run("history | grep -c '^ *[0-9]*  no$'")).isEqualTo("0");
        }
        try (TestShell user = script("system:shutdown", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("ARC-8105").hasMessageContaining("--force");
        }
        assertThat(lines("echo alive")).isEqualTo("alive\n");
    }

    @Test
    void readsAnInitScript() throws Throwable {
        Path init = Files.createDirectories(home.resolve("etc")).resolve("shell.init");
        Files.writeString(init, "alias apes='zoo:list | grep ape'\nalias hey='zoo:say hey'\n");
        try {
            assertThat(lines("apes\n")).startsWith("ape ");
            assertThat(lines("hey you there")).isEqualTo("[hey, you, there]\n");
            assertThat(lines("alias")).isEqualTo("apes='zoo:list | grep ape'\nhey='zoo:say hey'\n");
            assertThat(lines("unalias hey\nalias | grep -c hey\necho done")).isEqualTo("0\ndone\n");
        } finally {
            Files.delete(init);
        }
    }

    @Test
    void runsScriptFiles() throws Throwable {
        Files.writeString(home.resolve("ok.arc"), "# greets\necho hello $1\nwho = world\necho $who $args\n");
        assertThat(lines("source ok.arc big small")).isEqualTo("hello big\nworld big small\n");
        Files.writeString(home.resolve("bad.arc"), "echo before\n\n  zoo:fail\necho behind\n");
        try (TestShell user = script("source bad.arc", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("bad.arc line 3: the ape");
            assertThat(user.raw()).isEqualTo("before\n");
        }
        try (TestShell user = script("source none.arc", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("there is no script").hasMessageContaining("ARC-8106");
        }
    }

    @Test
    void repeatsAndChooses() throws Throwable {
        assertThat(lines("each [a b] { echo item $it }")).isEqualTo("item a\nitem b\n");
        assertThat(lines("zoo:list | grep Active | each { echo $it | wc -w }")).isEqualTo("2\n2\n");
        assertThat(lines("if { zoo:fail } { echo yes } { echo no }")).isEqualTo("no\n");
        assertThat(lines("if { zoo:say x } { echo yes } { echo no }")).isEqualTo("[x]\nyes\n");
        // What makes no sense is no answer.
        assertThatThrownBy(() -> lines("if { zoo:list | grep --nonsense x } { echo yes } { echo no }")).hasMessageContaining("ARC-8002");
        assertThatThrownBy(() -> lines("if { zoo:nonsense } { echo yes } { echo no }")).hasMessageContaining("ARC-8101");
        // A variable that is not set is no word.
        assertThat(lines("echo $undefined")).isEqualTo("\n");
        assertThat(lines("echo one ${undefined} two")).isEqualTo("one two\n");
        assertThatThrownBy(() -> lines("zoo:say $undefined")).hasMessageContaining("ARC-8002");
        assertThat(lines("watch -n 1 -c 2 zoo:say 'it is'")).isEqualTo("[it is]\n[it is]\n");
        assertThat(lines("watch --count 1 { zoo:list | grep -c Active }")).isEqualTo("2\n");
        assertThat(lines("x = $(zoo:say value)\necho got $x")).isEqualTo("[value]\ngot [value]\n");
    }

    @Test
    void handlesText() throws Throwable {
        Files.writeString(home.resolve("n.txt"), "10 b\n9 a\n10 b\nX\n");
        assertThat(lines("cat n.txt | sort -n")).isEqualTo("X\n9 a\n10 b\n10 b\n");
        assertThat(lines("sort -r -u n.txt | head -n 2")).isEqualTo("X\n9 a\n");
        assertThat(lines("tail -n 2 n.txt")).isEqualTo("10 b\nX\n");
        assertThat(lines("tail -2 n.txt\ncat n.txt | head -1\nhead -0 n.txt")).isEqualTo("10 b\nX\n10 b\n");
        assertThat(lines("wc n.txt")).isEqualTo("4 7 16 n.txt\n");
        assertThat(lines("wc -l < n.txt")).isEqualTo("4\n");
        assertThat(lines("cat -n n.txt | grep -v b")).isEqualTo("     2  9 a\n     4  X\n");
        assertThat(lines("grep -n -A 1 9 n.txt")).isEqualTo("2:9 a\n3:10 b\n");
        assertThat(lines("grep --color never 9 n.txt")).isEqualTo("9 a\n");
        assertThat(lines("grep -B 1 X n.txt")).isEqualTo("10 b\nX\n");
        assertThat(lines("grep -i -x x n.txt")).isEqualTo("X\n");
        assertThat(lines("grep -F '[' n.txt || echo none")).isEqualTo("none\n");
        assertThat(lines("echo -n a\necho b")).isEqualTo("ab\n");
        assertThat(lines("echo out > o.txt\necho more >> o.txt\ncat o.txt")).isEqualTo("out\nmore\n");
        assertThat(lines("pwd")).isEqualTo(home + "\n");
        assertThat(lines("ls | grep -c n.txt")).isEqualTo("1\n");
        for (String bad : List.of("grep '['", "cat gone.txt", "cat .", "head -n x", "sleep soon", "cd gone")) {
            try (TestShell user = script(bad, Data.EMPTY)) {
                assertThatThrownBy(user::ended).as(bad).isInstanceOf(ArcellaException.class);
            }
        }
    }

    @Test
    void keepsFilesFromTalkingToTheTerminal() throws Exception {
        Files.writeString(home.resolve("evil.txt"), "a\u001b]0;owned\u0007b\u001b[2Jc\u001b[31mred\u001b[0m\u202e\u009bx\rz\n");
        try (TestShell user = TestShell.interactive(shell)) {
            assertThat(user.run("cat evil.txt")).isEqualTo("a\\x1b]0;owned\\x07b\\x1b[2Jcred\\u{202e}\\x9bx\\rz");
            assertThat(user.run("echo '\u001b[31mx'")).doesNotContain("\u001b");
        }
    }

    @Test
    void saysWhatIsWrongWithALine() {
        for (String line : List.of("(((", "echo )", "a = ", "{".repeat(20_000), "$x", "zoo:say --nonsense", "zoo:say")) {
            try (TestShell user = script(line, Data.EMPTY)) {
                try {
                    user.ended();
                } catch (Throwable e) {
                    assertThat(e).as(line.substring(0, Math.min(9, line.length()))).isInstanceOf(ArcellaException.class);
                }
            }
        }
        try (TestShell user = TestShell.interactive(shell)) {
            user.type("echo 'one\r");
            user.await(text -> text.endsWith(" >") || text.contains("> \n") || text.contains("\n"));
            user.type("two'\r");
            user.await(text -> text.contains("one\ntwo"));
            assertThat(user.run("echo )")).startsWith("ARC-8103 the command line cannot be read");
        }
    }

    @Test
    void refusesTheShellInsideTheShell() {
        try (TestShell user = script("shell", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessageContaining("ARC-8107");
        }
    }

    @Test
    void runsOtherBundlesGogoCommands() throws Throwable {
        assertThat(lines("scr:config")).isNotEmpty();
        assertThat(lines("help | grep cm:")).contains("cm:listConfigurations");
        // Those of bundles that the container is made of are no commands here: verbs do what they do, with a role and help.
        for (String location : List.of("arcella:lib/parts.jar", "file:/parts.jar")) {
            Bundle bundle;
            try (InputStream content = Files.newInputStream(Jars.bundle(home, "parts" + location.indexOf(':'), "1.0.0", "Bundle-Name", "Parts"))) {
                bundle = container.context().installBundle(location, content);
            }
            bundle.start();
            bundle.getBundleContext().registerService(Runnable.class, () -> { }, new Hashtable<>(Map.of(
                    "osgi.command.scope", bundle.getSymbolicName(), "osgi.command.function", "run")));
        }
        assertThat(lines("help | grep parts")).contains("parts4:run").doesNotContain("parts7:run");
    }

    @Test
    void namesTheCandidatesOfAShortName() {
        container.register(TestVerbs.verb("farm:say", new ResultShape.Message(), List.of(), _ -> VerbResult.message("moo")));
        try (TestShell user = script("say x", Data.EMPTY)) {
            assertThatThrownBy(user::ended).hasMessage(
                    "ARC-8102 line 1: 'say' is the short name of 2 commands; write farm:say or zoo:say");
        }
    }
}
