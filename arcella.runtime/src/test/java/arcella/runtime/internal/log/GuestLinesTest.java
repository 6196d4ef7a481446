package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import arcella.runtime.ModuleId;

class GuestLinesTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<JournalLine> journal = new ArrayList<>();
    private final GuestLines lines =
            new GuestLines((InstantSource) now::get, new ModuleId("m", "1.0.0"), "stdout", journal::add);

    private void add(String text) {
        lines.add(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> texts() {
        return journal.stream().map(JournalLine::text).toList();
    }

    @Test
    void cutsLinesWhereverThePiecesBreak() {
        byte[] all = "erste\r\nzweite ä🦊\n\nlast".getBytes(StandardCharsets.UTF_8);
        for (byte one : all) {
            lines.add(new byte[] {one});
        }
        assertThat(texts()).containsExactly("erste", "zweite ä🦊", "");
        lines.end();
        assertThat(texts()).containsExactly("erste", "zweite ä🦊", "", "last");
    }

    @Test
    void replacesWhatIsNoText() {
        lines.add(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3});
        lines.end();
        assertThat(texts()).containsExactly("a\ufffdb", "\ufffd");
    }

    @Test
    void cutsALineThatIsTooLong() {
        add("x".repeat(LinePace.LONGEST_LINE - 1));
        assertThat(texts()).isEmpty();
        add("xy");
        assertThat(texts()).containsExactly("x".repeat(LinePace.LONGEST_LINE));
        lines.end();
        assertThat(texts()).last().isEqualTo("y");
    }
}
