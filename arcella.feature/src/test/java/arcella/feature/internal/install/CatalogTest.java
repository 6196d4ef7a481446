package arcella.feature.internal.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.feature.ArtifactId;

class CatalogTest {

    private static final List<ArtifactId> ALL = List.of(ArtifactId.of("g:shop:1.9.0"), ArtifactId.of("g:shop:1.10.0"),
            ArtifactId.of("g:bank:1"), ArtifactId.of("h:bank:1"));

    @TempDir
    private Path folder;

    @Test
    void namesMeanTheNewestVersion() {
        assertThat(Catalog.pick("shop", ALL, "")).hasToString("g:shop:1.10.0");
        assertThat(Catalog.pick("shop@1.9.0", ALL, "")).hasToString("g:shop:1.9.0");
        assertThat(Catalog.pick("h:bank:1", ALL, "")).hasToString("h:bank:1");
        assertThatThrownBy(() -> Catalog.pick("bank", ALL, "")).hasMessageContaining("g:bank:1 or h:bank:1");
        assertThatThrownBy(() -> Catalog.pick("shpo", ALL, "")).hasMessageContaining("did you mean 'shop'?");
        assertThat(Catalog.version("0.1.0-SNAPSHOT")).hasToString("0.1.0.SNAPSHOT");
        assertThat(Catalog.version("2")).hasToString("2.0.0");
        assertThat(Catalog.version("1.x")).hasToString("1.0.0.x");
    }

    @Test
    void pathsAreWhole() {
        assertThat(Catalog.path("/a/../b.json")).contains(Path.of("/b.json"));
        assertThat(Catalog.path("file:/b%20c.json")).contains(Path.of("/b c.json"));
        assertThat(Catalog.path("g:shop:1")).isEmpty();
        for (String bad : List.of("./b.json", "b.json", "b.jar", "a/b", "file://host/x")) {
            assertThatThrownBy(() -> Catalog.path(bad)).hasMessageContaining("ARC-2403");
        }
    }

    @Test
    void whatDoesNotReadIsToldAndHindersNoOther() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"id\": \"g:a:1\"}");
        Files.writeString(folder.resolve("b.json"), "{");
        Files.writeString(folder.resolve("c.jar"), "no jar");
        Catalog.Contents contents = new Catalog(folder).contents(List.of(folder.resolve("none").toString()));
        assertThat(contents.offers()).singleElement().extracting(Offer::id).hasToString("g:a:1");
        assertThat(contents.lines()).hasSize(3).anySatisfy(line -> assertThat(line).contains("b.json:1:"))
                .anySatisfy(line -> assertThat(line).contains("/none", "check it, or take it out with feature:repo-remove"));
    }

    /** A remedy for what is a repository already is none for what is to become one. */
    @Test
    void whatIsNoRepositoryIsToldInPlainWords() throws Exception {
        Path jar = Files.write(folder.resolve("x.jar"), new byte[] {'P', 'K', 3, 4, (byte) 0xff});
        assertThat(Catalog.of(jar).contents(List.of()).lines()).singleElement().asString()
                .endsWith("x.jar is a jar, and no folder or JSON file with features; give the folder that it lies in; "
                        + "a feature bundle is installed with feature:install");
        Path text = Files.write(folder.resolve("x.txt"), new byte[] {'{', (byte) 0xff});
        assertThat(Catalog.of(text).contents(List.of()).lines()).singleElement().asString().contains("is no UTF-8 text").doesNotContain("repo-remove");
        assertThat(Catalog.of(folder.resolve("none")).contents(List.of()).lines()).singleElement().asString().doesNotContain("repo-remove");
        assertThat(new Catalog(folder).contents(List.of(jar.toString())).lines()).anySatisfy(line ->
                assertThat(line).contains("is a jar").endsWith(", or take it out with feature:repo-remove"));
    }
}
