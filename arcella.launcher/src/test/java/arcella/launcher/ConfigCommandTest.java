package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.launcher.doctor.ConfigCheck;
import arcella.launcher.doctor.Finding;

class ConfigCommandTest {

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void folder() throws Exception {
        file = Files.createDirectories(home.resolve("etc")).resolve("arcella.toml");
    }

    /** What {@code arcella config} said, both streams in one, and its exit code last. */
    private String said(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of("--home", home.toString(), "config"));
        all.addAll(List.of(words));
        int code = Main.run(all, out, out);
        return bytes.toString(StandardCharsets.UTF_8) + code;
    }

    @Test
    void aHomesConfigurationIsValidatedAndShown() throws Exception {
        assertThat(said("validate")).isEqualTo("there is no etc/arcella.toml: the defaults hold\n0");
        Files.writeString(file, "includes = [\"conf.d/*.toml\"]\n[caps.limits]\nhandles = 5\n[[grant]]\nname = \"x\"\nallow = [\"trust\"]\n");
        Files.writeString(Files.createDirectories(file.resolveSibling("conf.d")).resolve("a.toml"), "[caps.limits]\nhandles = 4\n");
        assertThat(said("validate")).isEqualTo("""
                etc/arcella.toml, with 1 included file, is fine: 1 value, 1 [[grant]]
                  caps.limits.handles = 5 (etc/arcella.toml:3) overrides 4 (etc/conf.d/a.toml:2)
                0""");
        assertThat(said("show", "caps")).isEqualTo("caps.limits.handles = 5  # etc/arcella.toml:3\n0");
        assertThat(said("show")).contains("workers.spare = false  # default",
                "[[grant]] { name = \"x\", allow = [\"trust\"] }  # etc/arcella.toml:4", "includes = [\"conf.d/*.toml\"]");
        assertThat(ConfigCheck.of(home, Map.of()).verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(ConfigCheck.of(home, Map.of("ARCELLA_WORKER_SPARE", "1")).text()).contains("did you mean ARCELLA_WORKERS_SPARE?");
    }

    @Test
    void mistakesAreListedWithTheirPlaces() throws Exception {
        Files.writeString(file, "[workers]\nspair = true\n[cap.limits]\nx = 1\n");
        assertThat(said("validate")).startsWith("arcella: ARC-2203 etc/arcella.toml has 2 mistakes\n")
                .contains("  etc/arcella.toml:2:1: unknown key 'spair' in [workers]; did you mean 'spare'?\n    2 | spair = true",
                        "etc/arcella.toml:3:").endsWith("1");
        assertThat(said("show")).contains("ARC-2203").endsWith("1");
        assertThat(said("validate", file.toString())).contains(file + ":2:1: unknown key").endsWith("1");
        assertThat(said("validate", home.resolve("none").toString())).contains("ARC-5", "there is no file").endsWith("1");
        Finding finding = ConfigCheck.of(home, Map.of());
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FAIL);
        assertThat(finding.text()).contains("has 2 mistakes: etc/arcella.toml:2:1: unknown key 'spair'");
    }

    @Test
    void aFileIsValidatedByItself() throws Exception {
        Path other = Files.writeString(home.resolve("other.toml"), "[workers]\nspare = true\n");
        assertThat(said("validate", other.toString())).isEqualTo(other + " is fine: 1 value\n0");
    }

    @Test
    void theReferenceIsPrintedAndNonsenseIsUsage() {
        assertThat(said("reference")).startsWith("# Configuration of the container").contains("`spare`", "ARCELLA_WORKERS_SPARE").endsWith("0");
        assertThat(said("--help")).startsWith("Usage:").endsWith("0");
        assertThat(said()).startsWith("Usage:").endsWith("2");
        assertThat(said("nothing")).contains("ARC-5010").endsWith("2");
        assertThat(said("validate", "a", "b")).endsWith("2");
        assertThat(said("show", "--x")).endsWith("2");
    }
}
