package arcella.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How much text is kept, and how long a line may be: each at its bound and one past it. */
class BoundsTest {

    private interface Lines {
        @Nullable String next() throws IOException;
    }

    private static List<String> all(Lines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    @Test
    void linesAreThoseOfABufferedReader() throws Exception {
        String long1 = "x".repeat(8191);
        for (String text : List.of("", "\n", "a", "a\n", "a\nb", "a\r\nb\r\n", "\r\n\r\n", "a\rb\r", "\n\r", long1 + "\r\nb",
                long1 + "x\nb", long1 + "xx\r\n")) {
            assertThat(all(new TextLines(new StringReader(text), "it")::next)).as(text)
                    .isEqualTo(all(new BufferedReader(new StringReader(text))::readLine));
        }
    }

    @Test
    void aLineHasAGreatestLength() throws Exception {
        String longest = "x".repeat(TextLines.LONGEST);
        assertThat(all(new TextLines(new StringReader(longest + "\n" + longest), "it")::next)).containsExactly(longest, longest);
        TextLines over = new TextLines(new StringReader("a\n" + longest + "x\n"), "the file");
        assertThat(over.next()).isEqualTo("a");
        assertThatThrownBy(over::next).hasMessageContainingAll("ARC-8115", "a line of the file");
    }

    @Test
    void allShareOneBound() throws Exception {
        HeldText held = new HeldText();
        Capture capture = new Capture(held);
        HeldText.Share sorting = held.share("sort");
        sorting.add("x".repeat(HeldText.MOST / 2));
        ByteBuffer room = ByteBuffer.allocate((int) (HeldText.MOST - held.held()));
        assertThat(capture.write(room)).isEqualTo(room.limit());
        assertThatThrownBy(() -> sorting.add("")).hasMessageContainingAll("ARC-8114", "sort", "16 MiB");
        assertThatThrownBy(() -> capture.write(ByteBuffer.allocate(1))).hasMessageContainingAll("ARC-8114", "$( )");
        sorting.close();
        assertThat(capture.write(ByteBuffer.allocate(1))).isOne();
        capture.end();
        assertThat(held.held()).isZero();
        assertThatThrownBy(() -> capture.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aCaptureEndsWithoutEndsOfLines() throws Exception {
        for (String[] both : new String[][] {{"", ""}, {"a", "a"}, {"a\r\n\n", "a"}, {"\n\na\nb\n", "\n\na\nb"}, {"\n", ""}}) {
            Capture capture = new Capture(new HeldText());
            capture.write(ByteBuffer.wrap(both[0].getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(capture.text()).isEqualTo(both[1]);
        }
    }

    @Test
    void lastLinesCostWhatTheyAre() {
        HeldText held = new HeldText();
        try (LastLines last = new LastLines(held.share("tail"), 2)) {
            for (int i = 0; i < 100; i++) {
                // All of them together are more than may be kept.
                last.add(i + "x".repeat(HeldText.MOST / 4));
            }
            List<String> given = new ArrayList<>();
            last.drain(line -> given.add(line.substring(0, 2)));
            assertThat(given).containsExactly("98", "99");
            assertThat(held.held()).isZero();
            last.add("more");
        }
        assertThat(held.held()).isZero();
    }
}
