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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.feature.ArtifactId;
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
