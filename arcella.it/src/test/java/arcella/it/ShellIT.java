package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shell of a running container over ALME, {@code arcella-cli shell}: as a script's and at a terminal. */
class ShellIT {

    private static final String PROMPT = "arcella@root()> ";
    private static final String MODULE = "hello@0.1.0";

    private static Container container;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
        container.cli("install", Distribution.example("hello/hello.wasm").toString()).ok();
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private static Container.Result shell(String... lines) throws Exception {
        return container.run("arcella-cli", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8), "shell");
    }

    private static String out(String... lines) throws Exception {
        return shell(lines).ok().out();
    }

    private static PseudoTerminal terminal(int columns) throws Exception {
        PseudoTerminal terminal = new PseudoTerminal(columns, "'" + Distribution.program("arcella-cli") + "' shell",
                "ARCELLA_HOME", container.home().toString());
        terminal.await(text -> text.endsWith(PROMPT));
        return terminal;
    }

    private static boolean prompted(String text) {
        return text.endsWith("\n" + PROMPT);
    }

    @Test
    void aScriptsLinesRunInTurn() throws Exception {
        assertThat(out("module:list")).contains("hello", "adder", "Active").doesNotContain("\u001b", PROMPT);
        assertThat(out("module:install --help")).contains("--manifest", "--name");
        assertThat(out("echo one", "echo two")).isEqualTo("one\ntwo\n");
        shell("module:lst", "echo not reached").failed(1, "ARC-8101", "module:lst", "module:list");
        assertThat(out("shell:info")).contains("25", container.home().toString());
        assertThat(out("log:tail -n 2 adder").lines()).hasSize(2)
                .first().asString().contains("adder@0.1.0", "Starting");
        assertThat(out("log:tail -n 1 adder").lines()).singleElement().asString().contains("adder@0.1.0", "Active");
    }

    /** Behind -c and as a script: a failure inside a pipe, or of a file behind {@code >}, ends the line and what follows it. */
    @Test
    void whatFailsEndsTheLineAndTheScript() throws Exception {
        for (String more : new String[] {"; echo on", "\necho on"}) {
            fails("log:display > /dev/full" + more, "ARC-8113", "'/dev/full'", "No space left on device");
            fails("echo a >> /dev/full" + more, "ARC-8113");
            fails("module:info nosuch | cat" + more, "ARC-2102", "nosuch");
            fails("list > /nonexist/x" + more, "ARC-8106", "there is no folder '/nonexist'", "paths start at");
            fails("list > /tmp" + more, "ARC-8106", "'/tmp' is a folder");
            fails("cat < none.txt" + more, "ARC-8106", "there is no file 'none.txt'");
        }
        container.cli("shell", "-k", "-c", "nosuch | cat\necho on").failed(1, "ARC-8108", "1 command failed");
        assertThat(container.cli("shell", "-k", "-c", "nosuch | cat\necho on").out()).endsWith("\non\n");
        assertThat(out("if { module:list | grep -q adder } { echo yes }", "if { list | grep -q emu } { echo yes } { echo no }",
                "module:info nosuch || echo none")).isEqualTo("yes\nno\nnone\n");
        Path script = Files.writeString(container.folder().resolve("full.arc"), "echo a > /dev/full\necho on\n");
        fails("source " + script + "; echo on", "full.arc line 1", "ARC-8113");
    }

    private static void fails(String line, String... words) throws Exception {
        assertThat(shell(line).failed(1, words).out()).as(line).isEmpty();
        assertThat(container.cli("shell", "-c", line).failed(1, words).out()).as(line).isEmpty();
    }

    /** A line for {@code sh}, in which $0 is arcella-cli, with the lines a and b as its input; what it prints. */
    private static String sh(String script) throws Exception {
        return container.execute(java.util.List.of("sh", "-c", script, Distribution.program("arcella-cli").toString()),
                "a\nb\n".getBytes(StandardCharsets.UTF_8)).ok().out();
    }

    @Test
    void theInputIsForTheCommandsThatReadIt() throws Exception {
        assertThat(sh("\"$0\" shell -c 'echo hi; module:info adder | wc -w | grep -v 0'; cat")).startsWith("hi\n").endsWith("\na\nb\n");
        assertThat(sh("cat | (\"$0\" shell -c 'echo hi'; cat)")).isEqualTo("hi\na\nb\n");
        assertThat(sh("\"$0\" shell -c \"module:call adder 'add(1, 2)'\"; cat")).isEqualTo("3\na\nb\n");
        assertThat(sh("while read m; do \"$0\" shell -c \"echo got $m\"; done")).isEqualTo("got a\ngot b\n");
        assertThat(sh("\"$0\" shell -c 'grep b; echo end'")).isEqualTo("b\nend\n");
        assertThat(sh("\"$0\" shell -c 'each { echo got $it }'")).isEqualTo("got a\ngot b\n");
        // More than a window of credit.
        assertThat(container.run("arcella-cli", new byte[3_000_000], "shell", "-c", "wc -c").ok().out()).isEqualTo("3000000\n");
    }

    private static long mostMemory() throws Exception {
        return Files.readAllLines(Path.of("/proc/" + container.daemon().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() << 10;
    }

    /** Text without an end stops where it is kept, and costs the daemon little. */
    @Test
    void whatHasNoEndFillsNoMemory() throws Exception {
        long before = mostMemory();
        for (String[] one : new String[][] {
            {"x = $(cat /dev/zero)", "ARC-8114"}, {"grep x /dev/zero", "ARC-8115"}, {"cat /dev/zero | sort", "ARC-8115"},
            {"cat /dev/zero | tail", "ARC-8115"}, {"cat /dev/zero | grep x | wc -l", "ARC-8115"},
        }) {
            container.cli("shell", "-c", one[0]).failed(1, one[1]);
        }
        assertThat(mostMemory() - before).isLessThan(400L << 20);
        assertThat(out("x = $(module:list); echo $x | sort | grep -c adder")).isEqualTo("1\n");
    }

    @Test
    void theReferencePageIsWhatTheCommandsSay() throws Exception {
        assertThat(Distribution.root().resolve("docs").resolve("VERBS.md"))
                .as("docs/VERBS.md is stale: write it anew with arcella-cli shell -c 'help --markdown' > docs/VERBS.md")
                .hasContent(out("help --markdown"));
        assertThat(out("ping")).contains("Your role", "admin");
    }

    @Test
    void bundlesAreLookedAtAndHandled() throws Exception {
        assertThat(out("bundle:list --threshold 0")).contains("Arcella :: runtime", "Active");
        assertThat(out("bundle:list")).contains("hello");
        assertThat(out("bundle:info arcella.runtime")).contains("arcella.runtime");
        assertThat(out("bundle:headers arcella.runtime")).contains("Bundle-SymbolicName");
        assertThat(out("bundle:diag")).contains("arcella.module.hello/0.1.0", "it is not resolved yet")
                .doesNotContain("arcella.module.adder", "arcella.runtime");
        assertThat(out("bundle:diag arcella.runtime")).contains("Active", "nothing is wrong with it");
        assertThat(out("service:list --bundle arcella.runtime")).contains("arcella.command.Verb");
        assertThat(out("scr:list")).contains("Active").contains("RuntimeComponent");
        assertThat(out("scr:info arcella.runtime.internal.container.RuntimeComponent")).contains("RuntimeComponent");
    }

    @Test
    void aModulesBundleIsStartedStoppedUpdatedAndUninstalled() throws Exception {
        Path wasm = Files.copy(Distribution.example("adder/adder.wasm"), container.folder().resolve("handled.wasm"));
        Files.writeString(container.folder().resolve("handled.toml"), "[module]\nname = \"handled\"\nversion = \"1.0.0\"\n");
        container.cli("install", wasm.toString()).ok();
        String bundle = bundle("handled");
        out("bundle:start " + bundle);
        awaitState("handled", "Active");
        out("bundle:restart " + bundle);
        awaitState("handled", "Active");
        out("bundle:stop " + bundle);
        awaitState("handled", "Stopped");
        assertThat(out("bundle:update " + bundle + " 'wasm:" + wasm.toUri() + "'"))
                .contains("revision 2 took the place of revision 1");
        assertThat(out("module:info handled")).contains("handled", "1.0.0");

        // What module:update refuses is refused here.
        Path other = Files.copy(wasm, container.folder().resolve("other.wasm"));
        Files.writeString(container.folder().resolve("other.toml"), "[module]\nname = \"other\"\nversion = \"1.0.0\"\n");
        update("wasm:" + other.toUri()).failed(1, "ARC-2106", "other");
        update("wasm:" + container.folder().resolve("none.wasm").toUri()).failed(1, "ARC-8006", "none.wasm");
        update("wasm:none.wasm").failed(1, "ARC-8123", "no whole URL");
        update(other.toString()).failed(1, "ARC-8123", "stands for a module");
        shell("bundle:update " + bundle("handled")).failed(1, "ARC-8123", "wasm:file:");
        assertThat(out("module:info handled")).contains("handled", "1.0.0");

        out("bundle:uninstall " + bundle("handled"));
        container.await(java.time.Duration.ofMinutes(2), r -> !r.out().contains("handled"), "list");
    }

    private static Container.Result update(String url) throws Exception {
        return shell("bundle:update " + bundle("handled") + " '" + url + "'");
    }

    /** The id of a module's bundle. */
    private static String bundle(String module) throws Exception {
        return out("bundle:list | grep " + module).strip().split("\\s+")[0];
    }

    private static void awaitState(String module, String state) throws Exception {
        container.await(java.time.Duration.ofMinutes(2),
                r -> r.out().lines().anyMatch(line -> line.contains(module) && line.contains(state)), "list");
    }

    private static long threads() throws Exception {
        return Files.readAllLines(Path.of("/proc/" + container.daemon().pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToLong(line -> Long.parseLong(line.substring("Threads:".length()).strip())).findFirst().orElseThrow();
    }

    /** A session takes 256 threads at the most, however deeply what it runs calls itself, and gives them back. */
    @Test
    void whatCallsItselfTakesNoThreadsFromTheContainer() throws Exception {
        assertThat(out("alias list='list -s'", "list | grep arcella.module.adder")).contains("arcella.module.adder");
        shell("alias a=b", "alias b=a", "a").failed(1, "ARC-8101", "'a'");
        Path self = Files.writeString(container.folder().resolve("self.arc"), "source " + container.folder().resolve("self.arc"));
        long before = threads();
        AtomicLong most = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> looks = CompletableFuture.runAsync(() -> {
            try {
                while (!over.get()) {
                    most.accumulateAndGet(threads(), Math::max);
                    container.cli("ping").ok();
                }
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        shell("f = { f }; f").failed(1, "ARC-8111", "nested more than 100 deep");
        shell("f = { f | f }; f").failed(1, "ARC-811");
        assertThat(shell("source " + self).failed(1, "ARC-8111").err()).containsOnlyOnce("self.arc line");
        over.set(true);
        looks.get(2, TimeUnit.MINUTES);
        assertThat(most.get()).isLessThan(before + 256 + 64);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (threads() > before + 16) {
            assertThat(System.nanoTime()).as("%d threads, %d before", threads(), before).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    @Test
    void aTerminalHasPromptTablesHelpAndCompletion() throws Exception {
        try (PseudoTerminal terminal = terminal(80)) {
            String table = terminal.type("module:list\r", ShellIT::prompted);
            assertThat(table).contains("│", "─", "hello", "adder");
            assertThat(table.lines()).allMatch(line -> line.length() <= 80);
            assertThat(terminal.raw()).contains("\u001b[");
            assertThat(terminal.type("module:start --help\r", ShellIT::prompted)).contains("module:start");
            assertThat(terminal.type("nonsense\r", ShellIT::prompted)).contains("ARC-8101", "nonsense");
            terminal.type("module:inf\t", text -> text.contains("module:info "));
            terminal.type("hel\t", text -> text.contains(MODULE) || text.contains("lo"));
            assertThat(terminal.type("\r", ShellIT::prompted)).contains("hello");
            terminal.type("\u0004");
            assertThat(terminal.ended()).isZero();
        }
    }

    @Test
    void aWideTerminalIsUsed() throws Exception {
        try (PseudoTerminal terminal = terminal(200)) {
            assertThat(terminal.type("bundle:list --threshold 0\r", ShellIT::prompted).lines())
                    .anyMatch(line -> line.length() > 80).allMatch(line -> line.length() <= 200);
            terminal.type("logout\r");
            assertThat(terminal.ended()).isZero();
        }
    }

    @Test
    void shutdownAsksAndStopsOnlyAfterAYes() throws Exception {
        try (Container own = new Container()) {
            own.start();
            ProcessHandle daemon = own.daemon();
            try (PseudoTerminal terminal = new PseudoTerminal(80, "'" + Distribution.program("arcella-cli") + "' shell",
                    "ARCELLA_HOME", own.home().toString())) {
                terminal.await(text -> text.endsWith(PROMPT));
                terminal.type("system:shutdown\r", text -> text.contains("(yes/no)"));
                terminal.type("no\r", ShellIT::prompted);
                own.cli("ping").ok();
                terminal.type("system:shutdown\r", text -> text.contains("(yes/no)"));
                terminal.type("yes\r");
                daemon.onExit().get(2, TimeUnit.MINUTES);
                terminal.ended();
            }
        }
    }
}
