package arcella.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> KNOWN = List.of("module:start", "module:stop", "module:list", "ping");

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("module:strat", KNOWN)).contains("module:start");
        assertThat(Nearest.to("modul:list", KNOWN)).contains("module:list");
        assertThat(Nearest.to("pign", KNOWN)).contains("ping");
        assertThat(Nearest.to("PING", KNOWN)).contains("ping");
        assertThat(Nearest.to("pi", KNOWN)).contains("ping");
    }

    @Test
    void saysNothingWhereNothingIsNear() {
        assertThat(Nearest.to("feature:install", KNOWN)).isEmpty();
        assertThat(Nearest.to("x".repeat(100_000), KNOWN)).isEmpty();
        assertThat(Nearest.to("", List.of())).isEmpty();
        assertThat(Nearest.to("o", List.of("j"))).as("with every letter another one").isEmpty();
        assertThat(Nearest.to("o", List.of("ok", "j"))).contains("ok");
    }
}
