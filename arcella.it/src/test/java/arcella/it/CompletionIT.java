package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The completion scripts, each in its own shell where that is installed, against a running container. */
class CompletionIT {

    private static Container container;
    private static String bin;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
        container.cli("install", Distribution.example("adder/adder.wasm").toString()).ok();
        bin = Distribution.program("arcella-cli").getParent().toString();
        Files.writeString(container.folder().resolve("some.wasm"), "");
    }

    @AfterAll
    static void close() throws Exception {
        container.close();
    }

    private static boolean installed(String shell) {
        return List.of("/bin/", "/usr/bin/", "/usr/local/bin/").stream().anyMatch(folder -> Files.isExecutable(Path.of(folder + shell)));
    }

    private static String run(String shell, String script) throws Exception {
        return container.execute(List.of("env", "PATH=" + bin + ":" + System.getenv("PATH"), shell, "-c",
                "cd '" + container.folder() + "'\n" + script), new byte[0]).ok().out();
    }

    /** Bash is on every machine that the tests run on; fish and zsh are asked where they are installed. */
    private static String bash(String line) throws Exception {
        return run("bash", "source <(arcella-cli completion bash)\nCOMP_LINE='" + line.replace("'", "'\\''") + "'; COMP_POINT=${#COMP_LINE}; _arcella_cli\n"
                + "printf '%s|' \"${COMPREPLY[@]}\"");
    }

    @Test
    void bash() throws Exception {
        assertThat(bash("arcella-cli li")).isEqualTo("list |");
        assertThat(bash("arcella-cli module li")).isEqualTo("list |");
        assertThat(bash("arcella-cli module:li")).as("bash breaks words at colons").isEqualTo("list |");
        assertThat(bash("arcella-cli start a")).isEqualTo("adder |");
        assertThat(bash("arcella-cli list --out")).isEqualTo("--output |");
        assertThat(bash("arcella-cli list --output=w")).isEqualTo("wide |");
        assertThat(bash("arcella-cli install som")).contains("some.wasm");
        assertThat(bash("arcella-cli --o")).isEqualTo("--output |");
        assertThat(bash("arcella-cli feature install som")).as("a feature may be a file").contains("some.wasm");
        assertThat(bash("arcella-cli feature install " + container.folder() + "/som")).contains("some.wasm");
        assertThat(bash("arcella-cli som")).as("no command is a file").isEqualTo("|");
        assertThat(bash("arcella-cli nonsense x")).isEqualTo("|");
        assertThat(bash("arcella-cli -o ")).isEqualTo("table |wide |json |");
        assertThat(bash("arcella-cli --output=w")).isEqualTo("wide |");
        assertThat(bash("arcella-cli -o json start a")).isEqualTo("adder |");
        assertThat(bash("arcella-cli doctor ")).as("it takes no file").isEqualTo("|");
        assertThat(bash("arcella-cli doctor --o")).isEqualTo("--output |");
        assertThat(bash("arcella-cli call adder ad")).as("a call stands between quotes").isEqualTo("'add(|");
        assertThat(bash("arcella-cli call adder 'ad")).isEqualTo("add(|");
        assertThat(bash("arcella-cli call adder ca")).isEqualTo("'calls()' |");
        assertThat(bash("arcella-cli call adder 'ca")).isEqualTo("calls()|");
        assertThat(bash("arcella-cli call nobody ")).isEqualTo("|");
        assertThat(bash("arcella-cli list som")).as("it takes no file").isEqualTo("|");
        assertThat(bash("arcella ru")).isEqualTo("run |");
        assertThat(bash("arcella run --time")).isEqualTo("--timeout |");
        assertThat(bash("arcella run som")).contains("some.wasm");
        assertThat(bash("arcella config ")).isEqualTo("reference |show |validate |");
    }

    /** The other program's words are known to the completion only: they are held against its help. */
    @Test
    void theOtherProgramsWordsAreThoseOfItsHelp() throws Exception {
        String help = container.run("arcella", new byte[0], "--help").ok().out();
        List<String> commands = Pattern.compile("(?m)^(?:Usage:|      ) arcella (?:\\[--home DIR] )?([a-z]+) ").matcher(help).results()
                .map(found -> found.group(1)).sorted().toList();
        assertThat(commands).hasSizeGreaterThan(5);
        assertThat(bash("arcella ")).isEqualTo(String.join(" |", commands) + " |");
        List<String> options = Pattern.compile("(?m)^  (--[a-z]+)").matcher(container.run("arcella", new byte[0], "run", "--help").ok().out())
                .results().map(found -> found.group(1)).sorted().toList();
        assertThat(options).hasSizeGreaterThan(5);
        assertThat(bash("arcella run --")).isEqualTo(String.join(" |", options) + " |");
    }

    private static String fish(String line) throws Exception {
        return run("fish", "arcella-cli completion fish | source\ncomplete -C '" + line + "'").replaceFirst("(?s)^.*?(?=\\S)", "");
    }

    @Test
    void fish() throws Exception {
        assumeThat(installed("fish")).isTrue();
        assertThat(fish("arcella-cli module li")).startsWith("list\t");
        assertThat(fish("arcella-cli module:li")).startsWith("module:list\t");
        assertThat(fish("arcella-cli start a")).startsWith("adder");
        assertThat(fish("arcella-cli feature install som")).contains("some.wasm");
        assertThat(fish("arcella-cli --o")).startsWith("--output\t");
        assertThat(fish("arcella-cli install som")).contains("some.wasm");
        assertThat(fish("arcella-cli -o ").lines().map(String::strip)).containsExactlyInAnyOrder("table", "wide", "json");
        assertThat(fish("arcella-cli doctor ")).isEmpty();
        assertThat(fish("arcella-cli call adder ad").strip()).isEqualTo("add(");
        assertThat(fish("arcella-cli list som")).isEmpty();
        assertThat(fish("arcella run --time")).startsWith("--timeout\t");
        assertThat(fish("arcella run som")).contains("some.wasm");
    }

    @Test
    void zsh() throws Exception {
        assumeThat(installed("zsh")).isTrue();
        String script = "export PATH='" + bin + "':\"$PATH\"; exec zsh -f -i";
        Path file = Files.writeString(container.folder().resolve("zsh.sh"), script, StandardCharsets.UTF_8);
        try (PseudoTerminal terminal = new PseudoTerminal(100, "sh '" + file + "'", "ARCELLA_HOME", container.home().toString())) {
            terminal.type("PS1='READY> '; cd '" + container.folder() + "'; autoload -Uz compinit; compinit -u -D; unsetopt beep;"
                    + " source <(arcella-cli completion zsh)\r");
            terminal.await(text -> text.stripTrailing().endsWith("READY>") && text.contains("completion zsh"));
            terminal.type("arcella-cli module li\t", text -> text.contains("list"));
            terminal.type("\u0015arcella-cli module:li\t", text -> text.contains("module:list"));
            terminal.type("\u0015arcella-cli start a\t", text -> text.contains("start adder "));
            terminal.type("\u0015arcella-cli install som\t", text -> text.contains("install some.wasm"));
            terminal.type("\u0015arcella-cli feature install som\t", text -> text.contains("feature install some.wasm"));
            terminal.type("\u0015arcella-cli --o\t", text -> text.contains("--output "));
            terminal.type("\u0015arcella-cli -o w\t", text -> text.contains("-o wide "));
            terminal.type("\u0015arcella-cli call adder ad\t", text -> text.endsWith("'add("));
            terminal.type("\u0015arcella run --time\t", text -> text.contains("run --timeout "));
            terminal.type("\u0015arcella run som\t", text -> text.contains("run some.wasm"));
            // Nothing fits, so the line stays as it was: the next word stands behind it.
            terminal.type("\u0015arcella-cli doctor som\tX", text -> text.contains("doctor somX"));
            terminal.type("\u0015exit\r");
            terminal.ended();
        }
    }
}
