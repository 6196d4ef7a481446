package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

class WitChangesTest {

    /** 18 types, each a tuple of the one before twice: 2.9 million letters of WIT. */
    private static final byte[] TOO_LARGE = HexFormat.of().parseHex("0061736d0d0001000749126f027d7d6f0200006f0201016f0202026f0203036f0204046f0205056f0206066f0207076f0208"
                + "086f0209096f020a0a6f020b0b6f020c0c6f020d0d6f020e0e6f020f0f6f021010070801400101781101000a060100016601"
                + "12");

    /** Such a module is updated as any other, and without words for what changes. */
    @Test
    void whatIsTooLargeForWitIsNotCompared() throws IOException {
        byte[] greeter = Files.readAllBytes(Path.of("..", "examples", "greeter", "greeter.wasm"));
        assertThat(WitChanges.between(greeter, greeter)).isPresent();
        assertThat(WitChanges.between(TOO_LARGE, TOO_LARGE)).isEmpty();
        assertThat(WitChanges.between(greeter, TOO_LARGE)).isEmpty();
        assertThat(WitChanges.between(TOO_LARGE, greeter)).isEmpty();
    }
}
