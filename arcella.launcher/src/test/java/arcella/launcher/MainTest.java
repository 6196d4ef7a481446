package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The words of {@code arcella} that are refused before anything is done. */
class MainTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(List.of(words), stream, stream);
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() {
        PrintStream full = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        assertThat(Main.run(List.of("wit", "--help"), full, new PrintStream(err, true, StandardCharsets.UTF_8))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ARC-5020");
        assertThat(run("wit", "--help")).isZero();
    }

    @Test
    void everyHelpFitsAPlainTerminal() {
        for (String words : List.of("run --help", "wit --help", "validate --help", "config --help")) {
            err.reset();
            assertThat(run(words.split(" "))).as(words).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8).lines()).as(words).isNotEmpty().allMatch(line -> line.length() <= 80, "fits");
        }
    }

    @Test
    void anEmptyHomeIsNotTheCurrentFolder() {
        assertThat(run("--home", "", "start")).isEqualTo(2);
        assertThat(run("--home=", "daemon")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ARC-5010", "--home needs a folder");
    }
}
