package arcella.runtime.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void findsTheLikelySlip() {
        List<String> keys = List.of("name", "version", "isolation", "imports", "exports");
        assertThat(Nearest.of("nmae", keys)).contains("name");
        assertThat(Nearest.of("import", keys)).contains("imports");
        assertThat(Nearest.of("isolatoin", keys)).contains("isolation");
        assertThat(Nearest.of("colour", keys)).isEmpty();
        assertThat(Nearest.of("x", List.of())).isEmpty();
    }

    @Test
    void countsEdits() {
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "abc")).isZero();
        assertThat(Nearest.distance("abc", "acb")).isEqualTo(1);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }
}
