package arcella.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    /** Written anew with {@code arcella config reference}, or with {@code -Darcella.reference=write} for this test. */
    @Test
    void thePageIsWhatTheDeclarationsSay() throws Exception {
        Path page = Path.of("..", "docs", "CONFIGURATION.md");
        if ("write".equals(System.getProperty("arcella.reference"))) {
            Files.writeString(page, ConfigReference.page());
        }
        assertThat(page).as("docs/CONFIGURATION.md is stale: write it anew with 'arcella config reference > docs/CONFIGURATION.md'")
                .hasContent(ConfigReference.page());
    }
}
