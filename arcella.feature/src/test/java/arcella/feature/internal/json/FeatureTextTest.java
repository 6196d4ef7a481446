package arcella.feature.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.Feature;

class FeatureTextTest {

    private static final String WHOLE = """
            {
              // A comment, as the Feature Service allows.
              "feature-resource-version": "1.0",
              "id": "com.example:shop:1.0.0",
              "name": "Shop", "description": "sells", "vendor": "us", "license": "MIT", "docURL": "x", "categories": ["a"],
              "variables": { "port": 8080, "host": "here", "open": null },
              "bundles": [
                { "id": "g:one:1", "sha256": "0000000000000000000000000000000000000000000000000000000000000000" },
                { "id": "g:two:1", "start-order": 5 }, "g:three:zip:sources:1"
              ],
              "configurations": {
                "a.pid": {
                  "port:Integer": "${port}", "hosts": ["${host}", "there"], "bytes:Byte[]": [1, "2"], "on": true,
                  "ratio": 1.5, "count": 3, "list:Collection<Long>": [1, 2], "text": "$${port} ${open}"
                },
                "factory~one": {}
              },
              "framework-properties": { "x.y": 5 },
              "extensions": {
                "somebody-elses": { "kind": "optional", "type": "json", "json": {} },
                "arcella-requires": { "type": "artifacts", "artifacts": ["g:base:1", { "id": "g:other:1" }] },
                "arcella-modules": { "kind": "mandatory", "type": "artifacts", "artifacts": [
                  { "id": "g:till:wasm:0.1.0", "file": "x/till.wasm", "manifest": "till.toml", "start": false, "grants": ["trust"] } ] }
              }
            }
            """;

    private static Feature read(String json, Map<String, String> variables) {
        return FeatureText.read(json, "shop.json").feature(variables);
    }

    @Test
    void readsAllThatAFeatureHas() {
        Feature feature = read(WHOLE, Map.of("open", "given", "host", "elsewhere"));
        assertThat(feature.id()).hasToString("com.example:shop:1.0.0");
        assertThat(feature.bundles()).extracting(bundle -> bundle.id().toString())
                .containsExactly("g:one:1", "g:two:1", "g:three:zip:sources:1");
        Map<String, Object> properties = feature.configurations().getFirst().properties();
        assertThat(properties).containsEntry("port", 8080).containsEntry("hosts", new String[] {"elsewhere", "there"})
                .containsEntry("bytes", new Byte[] {1, 2}).containsEntry("on", true).containsEntry("ratio", 1.5)
                .containsEntry("count", 3L).containsEntry("list", List.of(1L, 2L)).containsEntry("text", "${port} given");
        assertThat(feature.configurations().getLast().pid()).isEqualTo("factory~one");
        assertThat(feature.frameworkProperties()).containsEntry("x.y", "5");
        assertThat(feature.requires()).extracting(ArtifactId::artifact).containsExactly("base", "other");
        assertThat(feature.modules()).singleElement().satisfies(module -> {
            assertThat(module.start()).isFalse();
            assertThat(module.grants()).contains(List.of("trust"));
            assertThat(module.manifest()).contains("till.toml");
        });
        assertThat(feature.notes()).hasSize(2).anyMatch(note -> note.contains("somebody-elses")).anyMatch(note -> note.contains("start-order"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[1]                                                    | is an array; write an object",
        "{'id': 'a:b'}                                          | f.json:1:8 (id): 'a:b' is no id",
        "{'id': 'a:../b:1'}                                     | is no id",
        "{'name': 'x'}                                          | has no 'id'",
        "{'id': 'a:b:1', 'bundels': []}                         | did you mean 'bundles'?",
        "{'id': 'a:b:1', 'id': 'a:b:1'}                         | f.json:1:17 (id) stands twice; leave out one of both",
        "{'id': 'a:b:1'} 2                                      | something follows the end",
        "{'id': 'a:b:1'                                         | is no JSON: it ends before all is closed",
        "{'id': 'a:b:1', 'name': nothing}                       | is no JSON: 'nothing' is no value; texts stand in double quotes; mend it there",
        "{'id': 'a:b:1', name: 'x'}                             | is no JSON: 'n' cannot stand here; names and texts",
        "{'id': 'a:b:1' 'name': 'x'}                            | is no JSON: '\"' cannot stand here",
        "{'id': 'a:b:1', 'name': 'a\\qb'}                        | a backslash stands before what it does not go with",
        "{'id': 'a:b:1', 'variables': {'x': 01}}                | a number is not written as JSON has it",
        "{'id': 'a:b:1', 'bundles': {}}                         | (bundles) is an object; write an array",
        "{'id': 'a:b:1', 'bundles': [{'id': 'a:c:1', 'fiel': 'x'}]}   | did you mean 'file'?",
        "{'id': 'a:b:1', 'bundles': ['a:c:1', 'a:c:1']}         | twice",
        "{'id': 'a:b:1', 'configurations': {'p': {'x:Intger': 1}}}    | did you mean 'Integer'?",
        "{'id': 'a:b:1', 'configurations': {'p': {'x:Integer': 'y'}}} | f.json:1:55 (configurations.p.x:Integer): 'y' is no Integer",
        "{'id': 'a:b:1', 'configurations': {'p': {'x:Integer': 99999999999}}} | is no Integer",
        "{'id': 'a:b:1', 'configurations': {'p': {'x': 1e999999999}}} | too large",
        "{'id': 'a:b:1', 'configurations': {'p': {'x': [1, 'a']}}}    | items of several types",
        "{'id': 'a:b:1', 'configurations': {'p': {'x': {}}}}    | is an object",
        "{'id': 'a:b:1', 'configurations': {'p': {'x': '${y}'}}}      | f.json:1:47 (configurations.p.x) names the variable 'y', which is not defined",
        "{'id': 'a:b:1', 'variables': {'yz': null}, 'name': '${yz}'}  | --variable yz=VALUE",
        "{'id': 'a:b:1', 'variables': {'port': 1}, 'name': '${prot}'} | did you mean 'port'?",
        "{'id': 'a:b:1', 'name': '${y'}                         | begins a variable and does not end it",
        "{'id': 'a:b:1', 'extensions': {'arcella-module': {}}}  | did you mean 'arcella-modules'?",
        "{'id': 'a:b:1', 'extensions': {'other': {'kind': 'mandatory'}}} | there is no extension 'other'",
        "{'id': 'a:b:1', 'extensions': {'arcella-modules': {'artifacts': [{'id': 'a:m:1', 'strat': true}]}}} | did you mean 'start'?",
        "{'id': 'a:b:1', 'complete': true, 'extensions': {'arcella-requires': {'artifacts': ['a:c:1']}}} | leave out one of both",
        "{'id': 'a:b:1', 'feature-resource-version': '2.0'}     | write 1.0",
    })
    void saysWhatIsWrongAndWhere(String json, String message) {
        assertThatThrownBy(() -> FeatureText.read(json.replace('\'', '"'), "f.json").feature(Map.of()))
                .isInstanceOf(ArcellaException.class).hasMessageContaining("ARC-24").message()
                .contains(message);
    }

    /** As the page says of them: what stands in a variable is no template. */
    @Test
    void aVariablesValueIsTakenAsItStands() {
        String json = "{'id': 'a:b:1', 'variables': {'x': '${y}', 'y': 'z', 'w': null}, 'name': '${x} ${w}'}".replace('\'', '"');
        assertThat(read(json, Map.of("w", "${y}")).name()).isEqualTo("${y} ${y}");
    }

    @Test
    void knowsItsBounds() {
        String deep = "[".repeat(JsonReader.DEEPEST) + "]".repeat(JsonReader.DEEPEST);
        assertThat(JsonReader.read(deep, "x")).isInstanceOf(Json.Array.class);
        assertThatThrownBy(() -> JsonReader.read("[" + deep + "]", "x")).hasMessageContaining("x:1:33 ([0][0]").hasMessageContaining("is nested deeper than 32");
        assertThatThrownBy(() -> JsonReader.read("[".repeat(1000), "x")).hasMessageContaining("is nested deeper than 32");
        assertThatThrownBy(() -> JsonReader.read("1".repeat(101), "x")).hasMessageContaining("x:1:1 is a number of more than 100 characters");
        assertThatThrownBy(() -> JsonReader.read("{\"" + "n".repeat(1001) + "\": 1}", "x"))
                .hasMessageContaining("x:1:2 (nnnnnnnnnnnnnnnnnnnn…) has a name of more than 1000 characters");
        assertThatThrownBy(() -> JsonReader.read("[\"a\nb\"]", "x")).hasMessageContaining("write \\n for a line break");
        String most = "\"" + "x".repeat(JsonReader.MOST_CHARACTERS - 2) + "\"";
        assertThat(JsonReader.read(most, "x")).isInstanceOf(Json.Text.class);
        assertThatThrownBy(() -> JsonReader.read(most + " ", "x")).hasMessageContaining("longer than");
        String bomb = "{'id': 'a:b:1', 'variables': {'x': '" + "y".repeat(100_000) + "'}, 'name': '" + "${x}".repeat(100) + "'}";
        assertThatThrownBy(() -> read(bomb.replace('\'', '"'), Map.of())).hasMessageContaining("becomes too long");
        assertThatThrownBy(() -> read(WHOLE, Map.of("prot", "1"))).hasMessageContaining("did you mean 'port'?");
    }

    @Test
    void configurationsAndTheirPropertiesHavePlaces() {
        FeatureText text = FeatureText.read(WHOLE, "shop.json");
        assertThat(text.place("a.pid", Optional.empty())).hasToString("shop.json:12:14 (configurations.a.pid)");
        assertThat(text.place("a.pid", Optional.of("port"))).hasToString("shop.json:13:23 (configurations.a.pid.port:Integer)");
        assertThat(text.place("a.pid", Optional.of("ratio"))).hasToString("shop.json:14:16 (configurations.a.pid.ratio)");
    }

    /** Whatever stands in the file, it reads or is refused with a code. */
    @Test
    void spoiledFeaturesAreRefusedWithACode() {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder spoiled = new StringBuilder(WHOLE);
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(spoiled.length());
                switch (random.nextInt(3)) {
                    case 0 -> spoiled.deleteCharAt(at);
                    case 1 -> spoiled.setCharAt(at, (char) (32 + random.nextInt(95)));
                    default -> spoiled.insert(at, "{}[]\",:$0e~".charAt(random.nextInt(11)));
                }
            }
            try {
                read(spoiled.toString(), Map.of("open", "x"));
            } catch (ArcellaException e) {
                assertThat(e.getMessage()).startsWith("ARC-24").doesNotContain("Stream", "(code ", "Unrecognized", "expecting");
            }
        }
    }
}
