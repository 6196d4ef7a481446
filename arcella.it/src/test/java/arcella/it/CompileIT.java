package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

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
}
