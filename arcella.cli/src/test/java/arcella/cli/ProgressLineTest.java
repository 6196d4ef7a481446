package arcella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.command.text.Screen;

/** What a person at a terminal sees of work that takes long, and that nobody else sees anything. */
@Timeout(60)
class ProgressLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, false, true, terminal,
                Screen.terminal(40, true)));
    }

    private String shown() {
        synchronized (err) {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    private void await(String text) throws InterruptedException {
        while (!shown().contains(text)) {
            Thread.sleep(20);
        }
    }

    @Test
    void workOfWhichNothingIsToldShowsThatItGoesOn() throws InterruptedException {
        ProgressLine line = line(true);
        line.begin("module:install");
        await("\r\u001b[Kmodule:install  1 s");
        line.progress("compiling", 2, 5);
        await("compiling  40 %  2 of 5");
        // The last that was told stays, with a time that runs.
        await("compiling  40 %  2 of 5  ");
        line.clear();
        assertThat(shown()).endsWith("\r\u001b[K");
        int length = shown().length();
        TimeUnit.MILLISECONDS.sleep(1_500);
        assertThat(shown()).as("nothing more after its end").hasSize(length);
    }

    /** A file that is sent is not all: what the daemon then does is told, and nothing else. */
    @Test
    void theTimeThatRunsIsThatOfWhatIsDoneAndNotOfWhatWas() throws InterruptedException {
        ProgressLine line = line(true);
        line.begin("module:install");
        line.sent("file", 1 << 20, 1 << 20);
        line.progress("decoding and validating", 0, -1);
        await("\r\u001b[Kdecoding and validating  1 s");
        assertThat(shown()).doesNotContain("sending", "100 %");
        // The first of something new is shown at once, however little time has passed.
        line.progress("compiling", 0, 2348);
        assertThat(shown()).endsWith("compiling  0 %  0 of 2348");
        line.progress("decoding and validating", 0, -1);
        assertThat(shown()).endsWith("\r\u001b[Kdecoding and validating");
        line.clear();
    }

    @Test
    void withoutATerminalNothingIsShown() throws InterruptedException {
        ProgressLine line = line(false);
        line.begin("module:install");
        TimeUnit.MILLISECONDS.sleep(1_300);
        line.sent("file", 5, 10);
        line.clear();
        assertThat(shown()).isEmpty();
    }
}
