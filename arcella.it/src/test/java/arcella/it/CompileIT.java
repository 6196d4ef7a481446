package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large modules: their compilation is seen. */
class CompileIT {

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    /** What a program prints at a terminal until it ends. */
    private String atTerminal(String command) throws Exception {
        try (PseudoTerminal terminal = new PseudoTerminal(100, "'" + Distribution.program("arcella-cli") + "' " + command,
                "ARCELLA_HOME", container.home().toString())) {
            assertThat(terminal.ended()).as(terminal.raw()).isZero();
            return terminal.raw();
        }
    }

    @Test
    void installAndUpdateTellHowFarCompilationIs() throws Exception {
        Path module = BigModule.write(container.folder().resolve("big.wasm"), 8000);
        assertThat(atTerminal("install '" + module + "'"))
                .containsPattern("compiling  [1-9][0-9]? %  [0-9]+ of 8000").contains("Installed big@0.0.0");
        Path other = BigModule.write(container.folder().resolve("other.wasm"), 8001);
        assertThat(atTerminal("update big '" + other + "'"))
                .containsPattern("compiling  [1-9][0-9]? %  [0-9]+ of 8001").contains("Updated big@0.0.0");
        assertThat(container.cli("list").ok().err()).isEmpty();
    }

    /** Whichever way a module comes, and wherever it runs: what is a hundred times slower is named to the operator. */
    @Test
    void functionsThatAreTooLargeForJavaAreNamed() throws Exception {
        String few = "too large for Java methods, and about a hundred times slower: func[0], func[1]; build with -Oz";
        Path module = BigModule.writeInterpreted(container.folder().resolve("slow.wasm"), 2);
        Container.Result run = container.arcella("run", "--invoke", "last()", module.toString()).ok();
        assertThat(run.out()).isEqualTo("1\n");
        assertThat(run.err()).contains("arcella: slow.wasm: " + few);
        assertThat(container.arcella("run", "--invoke", "last()", module.toString()).ok().err())
                .as("found in the cache").contains(few);

        assertThat(container.cli("install", module.toString()).ok().out()).contains(few);
        assertThat(container.cli("info", "slow").ok().out()).as("not started").doesNotContain("too large for Java");
        started("slow", few);
        Path many = BigModule.writeInterpreted(container.folder().resolve("many.wasm"), 12);
        assertThat(container.cli("update", "slow", many.toString()).ok().out()).contains("func[9] and 2 more;");
        assertThat(container.cli("info", "slow").ok().out()).contains("func[9] and 2 more;");
        assertThat(container.cli("rollback", "slow").ok().out()).as("compiled before").contains(few);
        assertThat(container.cli("install", module.toString(), "--name", "beside").ok().out())
                .as("content that has been accepted before").contains(few);

        Path deploy = Files.createDirectories(container.home().resolve("deploy"));
        Path part = Files.copy(module, deploy.resolve("dropped.part"));
        Files.move(part, deploy.resolve("dropped.wasm"));
        container.await(Shop.SOON, result -> result.out().contains("Active"), "info", "dropped");
        named("dropped", few);

        Path manifest = Files.writeString(container.folder().resolve("trusted.toml"),
                "[module]\nname = \"here\"\nversion = \"1.0.0\"\nisolation = \"main\"\ntrusted = true\nasync = true\n");
        container.cli("install", module.toString(), "--manifest", manifest.toString(), "--grant", "trust").ok();
        started("here", few);
        assertThat(container.cli("info", "here").ok().out()).containsPattern("Isolation +main");

        // After a restart nothing is compiled, and all the same it is known.
        container.stop();
        container.start();
        container.await(Shop.SOON, result -> result.out().contains("Active"), "info", "here");
        named("here", few);
        container.await(Shop.SOON, result -> result.out().contains("Active"), "info", "dropped");
        // Its first call makes the instance.
        container.cli("call", "dropped", "last()").ok();
        named("dropped", few);
    }

    private void started(String module, String words) throws Exception {
        container.cli("start", module).ok();
        named(module, words);
    }

    private void named(String module, String words) throws Exception {
        assertThat(container.cli("info", module).ok().out()).contains("Interpreted", words);
        assertThat(container.cli("logs", module).ok().out()).containsPattern("WARN.*" + Pattern.quote(words));
    }
}
