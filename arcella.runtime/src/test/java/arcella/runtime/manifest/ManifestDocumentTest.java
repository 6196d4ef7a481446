package arcella.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/MANIFEST.md} has every key that a manifest may have, and no other: asked of the reader, which tells what it knows. */
class ManifestDocumentTest {

    private static final Pattern KNOWN = Pattern.compile("unknown key 'qqqqqqqqqqqqqqqq'[^;]*; known here: (.*)");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\|.*");

    /** The keys that the reader knows in a table. */
    private static List<String> known(String table) {
        String head = "[module]\nname = \"a\"\nversion = \"1.0.0\"\n";
        String text = table.isEmpty() ? "qqqqqqqqqqqqqqqq = 1\n" + head
                : table.equals("[module]") ? head + "qqqqqqqqqqqqqqqq = 1\n" : head + table + "\nqqqqqqqqqqqqqqqq = 1\n";
        Matcher message = KNOWN.matcher(catchThrowable(() -> ManifestReader.read(text, "a.toml")).getMessage());
        assertThat(message.find()).isTrue();
        return Arrays.asList(message.group(1).strip().split(", "));
    }

    private static List<String> page() throws Exception {
        return Files.readAllLines(Path.of("..", "docs", "MANIFEST.md"));
    }

    /** The keys in the page's table below a heading. */
    private static List<String> written(String table) throws Exception {
        return page().stream().dropWhile(line -> !line.matches("##+ `" + Pattern.quote(table) + "`"))
                .skip(1).takeWhile(line -> !line.startsWith("#"))
                .map(ROW::matcher).filter(Matcher::matches).map(row -> row.group(1)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[module]", "[limits]", "[wasi]", "[[wasi.preopen]]", "[wasi.network]", "[restart]", "[instances]"})
    void everyKeyOfATableIsThereAndNoOther(String table) throws Exception {
        assertThat(written(table)).containsExactlyInAnyOrderElementsOf(known(table));
    }

    @Test
    void everySectionIsThere() throws Exception {
        List<String> headings = page().stream().filter(line -> line.matches("## `\\[.*]`")).map(line -> line.replaceAll("## `\\[|]`", "")).toList();
        assertThat(headings).containsExactlyInAnyOrderElementsOf(known(""));
    }

    @Test
    void theDefaultsAreThoseOfTheCode() throws Exception {
        String page = String.join("\n", page());
        for (Limit limit : Limit.values()) {
            assertThat(page).containsPattern("\\| `" + limit.key() + "` \\| [a-z ]+ \\| `" + limit.text(limit.standard()) + "`");
        }
        RestartSection restart = RestartSection.STANDARD;
        assertThat(page).containsPattern("`policy` .* `\"" + restart.policy().text() + "\"` \\|")
                .containsPattern("`max` .*\\| `" + restart.max() + "` \\|")
                .containsPattern("`backoff` .*\\| `" + Durations.text(restart.backoff()) + "` \\|")
                .containsPattern("`wait` .*\\| `" + Durations.text(restart.callWait()) + "` \\|");
    }
}
