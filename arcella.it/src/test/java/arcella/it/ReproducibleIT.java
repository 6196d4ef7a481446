package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

/** Nothing in our bundles tells when, where or by what they were built, so that the same sources give the same bytes. */
class ReproducibleIT {

    private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);

    @Test
    void bundlesTellNothingOfTheirBuild() throws Exception {
        List<Path> jars;
        try (Stream<Path> lib = Files.list(Distribution.root().resolve("lib"))) {
            jars = lib.filter(path -> path.getFileName().toString().matches("arcella\\..*\\.jar")).toList();
        }
        assertThat(jars).hasSizeGreaterThan(10);
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                assertThat(jar.getManifest().getMainAttributes().keySet().stream().map(Object::toString)).as("%s", path)
                        .noneMatch(name -> name.matches("(?i)bnd-.*|tool|created-by|built-by|.*jdk.*|build-.*|originally-.*"));
                assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-Version")).isEqualTo("0.1.0.SNAPSHOT");
                for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                    assertThat(entry.getTimeLocal()).as("%s in %s", entry, path).isEqualTo(EPOCH);
                }
            }
        }
    }
}
