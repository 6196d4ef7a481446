package arcella.feature.internal.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.feature.ArtifactId;
import arcella.feature.Feature;

class ArtifactsTest {

    private static final ArtifactId BASE = ArtifactId.of("g:base:1.0.0");
    private static final String BELOW = "f/repository/g/base/1.0.0/";
    /** Each file says where it lies. */
    private static final Map<String, String> FILES = Map.of(
            "f/top.json", "{\"id\": \"g:top:1.0.0\"}",
            BELOW + "base-1.0.0.json", "{\"id\": \"g:base:1.0.0\"}",
            "f/a.wasm", "above", BELOW + "a.wasm", "below", BELOW + "a.toml", "manifest below",
            "f/repository/g/b/1/b-1.wasm", "by id above", BELOW + "g/c/1/c-1.wasm", "by id below",
            "f/repository/g/deep/1/deep-1.json", "{\"id\": \"g:deep:1\"}", "f/repository/g/deep/1/a.wasm", "deep");

    @TempDir
    private Path folder;

    private void seenFromItsOwn(Offer top) throws Exception {
        Artifacts artifacts = new Artifacts(folder.resolve("system"), folder.resolve("maven"));
        Offer base = FeatureFiles.required(BASE, top).orElseThrow();
        assertThat(text(artifacts, "g:a:wasm:1", Optional.of("a.wasm"), top)).isEqualTo("above");
        assertThat(text(artifacts, "g:a:wasm:1", Optional.of("a.wasm"), base)).isEqualTo("below");
        Feature.Artifact own = new Feature.Artifact(ArtifactId.of("g:a:wasm:1"), Optional.of("a.wasm"), Optional.empty());
        Artifacts.Located wasm = artifacts.locate(own, base.sources());
        for (Optional<String> said : List.of(Optional.of("a.toml"), Optional.<String>empty())) {
            try (InputStream in = artifacts.manifest(new Feature.Module(own, said, true, Optional.empty()), wasm, base.source()).orElseThrow().open()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("manifest below");
            }
        }
        // By id, what both have in one folder, too, and so a feature that this one requires.
        assertThat(text(artifacts, "g:b:wasm:1", Optional.empty(), base)).isEqualTo("by id above");
        assertThat(text(artifacts, "g:c:wasm:1", Optional.empty(), base)).isEqualTo("by id below");
        assertThat(text(artifacts, "g:a:wasm:1", Optional.of("a.wasm"), FeatureFiles.required(ArtifactId.of("g:deep:1"), base).orElseThrow()))
                .isEqualTo("deep");
        assertThatThrownBy(() -> text(artifacts, "g:x:wasm:1", Optional.of("x.wasm"), base))
                .hasMessageContaining("ARC-2406").hasMessageContaining("x.wasm in ").hasMessageContaining("repository/g/base/1.0.0");
    }

    private static String text(Artifacts artifacts, String id, Optional<String> file, Offer offer) throws Exception {
        Feature.Artifact artifact = new Feature.Artifact(ArtifactId.of(id), file, Optional.empty());
        try (InputStream in = artifacts.locate(artifact, offer.sources()).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void filesOnDiskAreSeenFromTheFeatureThatNamesThem() throws Exception {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        seenFromItsOwn(FeatureFiles.read(folder.resolve("f/top.json"), "file"));
    }

    @Test
    void filesInAJarAreSeenFromTheFeatureThatNamesThem() throws Exception {
        Path jar = folder.resolve("top.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue(FeatureFiles.HEADER, "f/top.json");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        seenFromItsOwn(FeatureFiles.read(jar, "file"));
    }
}
