package arcella.shell.internal.gogo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

import org.junit.jupiter.api.Test;

class ScreenGuardTest {

    private static String guarded(boolean colours, String... writes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScreenGuard guard = new ScreenGuard(out, colours);
        for (String write : writes) {
            guard.write(write.getBytes(UTF_8));
        }
        return out.toString(UTF_8);
    }

    @Test
    void letsTextAndColoursPass() throws IOException {
        assertThat(guarded(true, "plain äöü 日本 😀\tx\n")).isEqualTo("plain äöü 日本 😀\tx\n");
        assertThat(guarded(true, "\u001b[1;31mred\u001b[0m\u001b[m")).isEqualTo("\u001b[1;31mred\u001b[0m\u001b[m");
        assertThat(guarded(false, "\u001b[1;31mred\u001b[0m")).isEqualTo("red");
    }

    @Test
    void writesOutWhateverElseATerminalActsOn() throws IOException {
        assertThat(guarded(true, "\u001b[2J")).isEqualTo("\\x1b[2J");
        assertThat(guarded(true, "\u001b]0;t\u0007")).isEqualTo("\\x1b]0;t\\x07");
        assertThat(guarded(true, "\u001b\u001b[31mx")).isEqualTo("\\x1b\u001b[31mx");
        assertThat(guarded(true, "\u001b[31\u001b[H")).isEqualTo("\\x1b[31\\x1b[H");
        assertThat(guarded(true, "\u009b31m\u0085")).isEqualTo("\\x9b31m\\x85");
        assertThat(guarded(true, "\u001b[?25l\u001bc")).isEqualTo("\\x1b[?25l\\x1bc");
        assertThat(guarded(true, "a\rb\r\nc")).isEqualTo("a\\rb\nc");
        assertThat(guarded(true, "\u202e\ud83d\ude00\b")).isEqualTo("\\u{202e}\ud83d\ude00\\x08");
        assertThat(guarded(true, "\u001b[" + "1;".repeat(50) + "m")).startsWith("\\x1b[1;").doesNotContain("\u001b");
    }

    @Test
    void readsAcrossWrites() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ScreenGuard guard = new ScreenGuard(out, true);
        for (byte b : "😀\u001b[32mé\u001b[2K\r\n".getBytes(UTF_8)) {
            guard.write(b);
        }
        assertThat(out.toString(UTF_8)).isEqualTo("😀\u001b[32mé\\x1b[2K\n");
    }

    @Test
    void survivesWhatIsNoText() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ScreenGuard guard = new ScreenGuard(out, true);
            int split = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            guard.write(bytes, 0, split);
            guard.write(bytes, split, bytes.length - split);
            assertThat(out.toString(UTF_8).replaceAll("\u001b\\[[0-9;]*m", "").chars())
                    .allMatch(c -> c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) || c == '\n' || c == '\t');
        }
    }

    @Test
    void knowsWhereTheLineBegins() throws IOException {
        ScreenGuard guard = new ScreenGuard(new ByteArrayOutputStream(), true);
        assertThat(guard.atLineStart()).isTrue();
        guard.write("a".getBytes(UTF_8));
        assertThat(guard.atLineStart()).isFalse();
        guard.write("b\n".getBytes(UTF_8));
        assertThat(guard.atLineStart()).isTrue();
        guard.lineTouched();
        assertThat(guard.atLineStart()).isFalse();
        guard.lineStarted();
        assertThat(guard.atLineStart()).isTrue();
    }
}
