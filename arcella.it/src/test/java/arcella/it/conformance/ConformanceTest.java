package arcella.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness on small scripts of our own: it must fail what is wrong, or its sums mean nothing. */
class ConformanceTest {

    private static final String EMPTY = "0061736d0d000100";
    private static final String EMPTY_RECORD = EMPTY + "0703017200";
    private static final String DAMAGED = EMPTY + "0703";

    @TempDir
    private Path folder;

    @BeforeEach
    void binaries() throws IOException {
        write("empty", EMPTY);
        write("record", EMPTY_RECORD);
        write("damaged", DAMAGED);
        write("module", "0061736d01000000");
    }

    private void write(String name, String hex) throws IOException {
        Files.write(folder.resolve(name + ".wasm"), HexFormat.of().parseHex(hex));
    }

    private static String directive(String type, String binary, String more) {
        return "{\"type\":\"%s\",\"line\":1,\"filename\":\"%s.wasm\",\"module_type\":\"binary\"%s}".formatted(type, binary, more);
    }

    private static String text(String text) {
        return ",\"text\":\"" + text + "\"";
    }

    /** What the harness prints of a script with these directives, and whether it was content. */
    private String run(boolean good, String... directives) throws IOException {
        Files.writeString(folder.resolve("script.json"),
                "{\"source_filename\":\"script.wast\",\"commands\":[" + String.join(",", directives) + "]}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Conformance harness = new Conformance(script -> new StaticRunner(), true,
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(harness.run(folder)).isEqualTo(good);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void countsWhatAgrees() throws IOException {
        assertThat(run(true,
                directive("module", "empty", ""),
                directive("module_definition", "module", ""),
                directive("assert_invalid", "record", text("record type must have at least one field")),
                directive("assert_malformed", "damaged", text("unexpected end-of-file"))))
                .contains("script.wast: 4 passed, 0 failed, 0 skipped")
                .endsWith("4 passed, 0 failed, 0 skipped" + System.lineSeparator());
    }

    @Test
    void failsWhatShouldBeValid() throws IOException {
        assertThat(run(false, directive("module", "record", ""))).contains("0 passed, 1 failed", "refused: ARC-6005");
    }

    @Test
    void failsWhatShouldNotBeValid() throws IOException {
        assertThat(run(false, directive("assert_invalid", "empty", text("whatever")))).contains("accepted, expected: whatever");
    }

    @Test
    void failsAnotherReason() throws IOException {
        assertThat(run(false, directive("assert_invalid", "record", text("variant type must have at least one case"))))
                .contains("for another reason");
    }

    @Test
    void invalidIsNotMalformed() throws IOException {
        assertThat(run(false, directive("assert_malformed", "record", text("record type must have at least one field"))))
                .contains("invalid and not malformed");
    }

    @Test
    void skipsByNameOnly() throws IOException {
        assertThat(run(true,
                "{\"type\":\"assert_return\",\"line\":2}",
                "{\"type\":\"assert_malformed\",\"line\":3,\"filename\":\"x.wat\",\"module_type\":\"text\",\"text\":\"\"}"))
                .contains("running components: 1", "the text format: 1", "0 passed, 0 failed, 2 skipped");
        assertThat(run(false, "{\"type\":\"assert_magic\",\"line\":4}")).contains("the harness does not know");
    }

    @Test
    void whatCannotBeReadFailsAndTheRestIsTried() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{\"commands\": [");
        assertThat(run(false, directive("module", "missing", ""), directive("module", "empty", "")))
                .contains("broken.json: FAILED, the script cannot be read")
                .contains("FAILED line 1 module: cannot be read: NoSuchFileException")
                .endsWith("1 passed, 2 failed, 0 skipped" + System.lineSeparator());
    }

    @Test
    void countsWhatNamesNoReason() throws IOException {
        assertThat(run(true, directive("assert_malformed", "damaged", text("")),
                directive("assert_malformed", "damaged", text("unexpected end-of-file"))))
                .contains("assertions whose script names no reason: 1\n");
    }

    @Test
    void skipsAreForTheFeatureThatIsMissing() {
        assertThat(RunningRunner.feature("the module uses memory64 (at offset 12), which this engine does not run"))
                .contains("memory64");
        assertThat(RunningRunner.feature("the module uses SIMD, memory64, which this engine does not run"))
                .contains("SIMD, memory64");
        assertThat(RunningRunner.feature("the component uses the asynchronous ABI (async lift), which this engine does not"))
                .contains("functions that are lifted asynchronously");
        assertThat(RunningRunner.feature("the component defines constant values (at offset 3), which"))
                .contains("constant values in components");
        assertThat(RunningRunner.feature("something else")).as("no feature that is known").isEmpty();
    }

    @Test
    void nothingToRunIsNoSuccess() throws IOException {
        Files.writeString(folder.resolve("other.json"), "{\"no\":\"script\"}");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new Conformance(script -> new StaticRunner(), false, new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(folder)).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("no scripts below");
    }
}
