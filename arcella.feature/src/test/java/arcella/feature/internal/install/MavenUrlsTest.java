package arcella.feature.internal.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenUrlsTest {

    @TempDir
    private Path folder;

    private MavenUrls urls() {
        return new MavenUrls(List.of(folder.resolve("system"), folder.resolve("maven")));
    }

    private Path put(String path) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }

    @Test
    void theHomesFolderComesBeforeMavens() throws Exception {
        Path maven = put("maven/com/example/shop/1.0/shop-1.0.jar");
        assertThat(urls().file("mvn:com.example/shop/1.0")).isEqualTo(maven);
        Path system = put("system/com/example/shop/1.0/shop-1.0.jar");
        assertThat(urls().file("mvn:com.example/shop/1.0")).isEqualTo(system);
        assertThat(urls().file("mvn:com.example/shop/1.0/jar")).isEqualTo(system);
        Path all = put("maven/com/example/shop/1.0/shop-1.0-all.zip");
        assertThat(urls().file("mvn:com.example/shop/1.0/zip/all")).isEqualTo(all);
        URL url = URL.of(URI.create("mvn:com.example/shop/1.0"), new java.net.URLStreamHandler() {
            @Override
            protected java.net.URLConnection openConnection(URL opened) {
                return urls().openConnection(opened);
            }
        });
        try (InputStream in = url.openStream()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("system/");
        }
    }

    @Test
    void whatIsNowhereSaysWhereItShouldBeAndHowItComesThere() {
        assertThatThrownBy(() -> urls().file("mvn:com.example/shop/1.0")).hasMessageContainingAll("ARC-2406",
                folder + "/system/com/example/shop/1.0/shop-1.0.jar", folder + "/maven/com/example/shop/1.0/shop-1.0.jar",
                "mvn dependency:get -Dartifact=com.example:shop:1.0");
        assertThatThrownBy(() -> urls().file("mvn:com.example/shop/1.0/xml/features")).hasMessageContainingAll("shop-1.0-features.xml",
                "-Dartifact=com.example:shop:1.0:xml:features");
    }

    @Test
    void whatNamesNoFileIsRefused() {
        for (String url : List.of("mvn:", "mvn:a", "mvn:a/b", "mvn:a/b/LATEST", "mvn:a/b/[1,2)", "mvn:a/b/1/jar/c/d",
                "mvn:https://host/repo!a/b/1")) {
            assertThatThrownBy(() -> urls().file(url)).as(url).hasMessageContainingAll("ARC-2406", "write mvn:GROUP/ARTIFACT/VERSION");
        }
        for (String url : List.of("mvn:a/b/", "mvn:../b/1", "mvn:a/../1", "mvn:a/b/..")) {
            assertThatThrownBy(() -> urls().file(url)).as(url).hasMessageContainingAll("ARC-24");
        }
    }
}
