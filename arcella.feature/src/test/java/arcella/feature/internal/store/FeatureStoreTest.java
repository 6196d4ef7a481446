package arcella.feature.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.feature.ArtifactId;
import arcella.feature.Feature;
import arcella.feature.internal.store.Installed.Phase;

class FeatureStoreTest {

    @TempDir
    private Path folder;

    private static Installed feature(String id, String sha256) {
        Map<String, String> bundles = new LinkedHashMap<>();
        bundles.put("z:first:1", sha256);
        bundles.put("a:second:1", sha256);
        return new Installed(ArtifactId.of(id), Phase.INSTALLED, true, "install", "", "f.json", "{\"id\": \"" + id + "\"}\n\u0007 ü",
                Map.of("v", "ä\n"), Instant.parse("2026-01-02T03:04:05.006Z"), bundles, Map.of("m@1.0.0", sha256), List.of("a~b"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        FeatureStore store = new FeatureStore(folder);
        assertThat(store.state()).isEqualTo(State.EMPTY);
        State state = State.EMPTY.with(List.of(feature("a:b:1", "0"), feature("a:c:1", "1"))).withRepositories(List.of("/x y"));
        store.write(state);
        State read = new FeatureStore(folder).state();
        assertThat(read).isEqualTo(state);
        assertThat(read.features().getFirst().bundles().keySet()).containsExactly("z:first:1", "a:second:1");
        State changed = read.with(List.of(read.features().getFirst().in(Phase.REMOVING)));
        store.write(changed);
        assertThat(new FeatureStore(folder).state().find(ArtifactId.of("a:b:1"))).get()
                .extracting(Installed::phase).isEqualTo(Phase.REMOVING);
        assertThat(changed.without(one -> one.phase() == Phase.REMOVING).features()).hasSize(1);
    }

    /** What another takes the place of, with what Configuration Admin may keep for it, and keys that no feature could have. */
    @Test
    void whatIsBeingReplacedIsReadAgainAndKeepsItsContent() throws Exception {
        FeatureStore store = new FeatureStore(folder);
        String bundle = store.stage(new ByteArrayInputStream(new byte[] {1}), 1);
        String module = store.stage(new ByteArrayInputStream(new byte[] {2}), 1);
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Object value : List.of("", "a\nb", 1, -2L, 1.5f, Double.NaN, (byte) 3, (short) 4, 'x', true, new String[0], new String[] {"a", ""},
                new Integer[] {1, 2}, new Character[] {'y'}, List.of(), List.of("a", "b"), List.of(5L), List.of(true, false))) {
            properties.put("key:" + properties.size(), value);
        }
        Installed feature = feature("a:b:1", bundle);
        feature = new Installed(feature.id(), feature.phase(), true, "deploy:x.json", "1", "f.json", feature.text(), Map.of(), feature.installedAt(),
                feature.bundles(), Map.of("m@1.0.0", module, "n@1.0.0", bundle), List.of());
        Replaced replaced = new Replaced(feature, List.of(new Replaced.Module("m@1.0.0", Optional.of("[module]\n"), true, false),
                new Replaced.Module("n@1.0.0", Optional.empty(), false, true)), List.of(new Feature.Settings("p.q", properties)));
        store.write(State.EMPTY.replacing(List.of(replaced)).with(List.of(feature("a:c:1", bundle))).without(_ -> true).withRepositories(List.of("/r")));

        FeatureStore again = new FeatureStore(folder);
        assertThat(again.state().replaced().getFirst().feature()).isEqualTo(feature);
        assertThat(again.state().replaced().getFirst().modules()).isEqualTo(replaced.modules());
        Map<String, Object> read = again.state().replaced().getFirst().settings().getFirst().properties();
        assertThat(read.keySet()).containsExactlyElementsOf(properties.keySet());
        properties.forEach((key, value) -> {
            if (value.getClass().isArray()) {
                assertThat(read.get(key)).as(key).hasSameClassAs(value);
                assertThat((Object[]) read.get(key)).as(key).isEqualTo(value);
            } else {
                assertThat(read.get(key)).as(key).isEqualTo(value);
            }
        });
        again.collect();
        assertThat(again.content(bundle)).exists();
        assertThat(again.content(module)).exists();
        again.write(again.state().replacing(List.of()));
        again.collect();
        assertThat(folder.resolve("content")).isEmptyDirectory();
        assertThat(Files.readString(folder.resolve("state"))).doesNotContain("replaced");
    }

    @Test
    void anArrayOfPrimitivesIsReadAsOneOfTheirClasses() {
        FeatureStore store = new FeatureStore(folder);
        Feature.Settings settings = new Feature.Settings("p", Map.of("ports", new int[] {1, 2}));
        store.write(State.EMPTY.replacing(List.of(new Replaced(feature("a:b:1", "0"), List.of(), List.of(settings)))));
        assertThat(new FeatureStore(folder).state().replaced().getFirst().settings().getFirst().properties().get("ports"))
                .isEqualTo(new Integer[] {1, 2});
    }

    /** Each byte of it, and each length. */
    @Test
    void whatIsNotWholeIsSetAside() throws Exception {
        FeatureStore store = new FeatureStore(folder);
        store.write(State.EMPTY.with(List.of(feature("a:b:1", "0"))));
        Path file = folder.resolve("state");
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(file, bad);
            FeatureStore opened = new FeatureStore(folder);
            assertThat(opened.state()).as("byte %d", i).isEqualTo(State.EMPTY);
            assertThat(opened.problem()).get().asString().contains("ARC-2410", "state.damaged");
            assertThat(file).doesNotExist();
            Files.write(file, java.util.Arrays.copyOf(good, i));
            assertThat(new FeatureStore(folder).state()).as("length %d", i).isEqualTo(State.EMPTY);
        }
        assertThat(folder.resolve("state.damaged")).exists();
    }

    @Test
    void contentThatNobodyNamesGoes() throws Exception {
        FeatureStore store = new FeatureStore(folder);
        String kept = store.stage(new ByteArrayInputStream(new byte[] {1}), 1);
        String gone = store.stage(new ByteArrayInputStream(new byte[] {2}), 1);
        assertThatThrownBy(() -> store.stage(new ByteArrayInputStream(new byte[2]), 1)).hasMessageContaining("larger than 1 bytes");
        store.write(State.EMPTY.with(List.of(feature("a:b:1", kept))));
        store.collect();
        assertThat(store.content(kept)).hasBinaryContent(new byte[] {1});
        assertThat(store.content(gone)).doesNotExist();
        try (var files = Files.list(folder.resolve("content"))) {
            assertThat(files).hasSize(1);
        }
    }
}
