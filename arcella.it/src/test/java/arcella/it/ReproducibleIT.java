package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

/**
 * Nothing in our bundles tells when, where or by what they were built, so that the same sources give the same bytes. The
 * long form builds the last commit twice, in two folders, and compares.
 */
class ReproducibleIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");

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

    @Test
    void twoBuildsGiveTheSameBytes() throws Exception {
        assumeThat(PROOF).as("builds everything twice; runs in the profile proof").isTrue();
        Path folder = Files.createTempDirectory("arc");
        try {
            Map<String, String> first = build(folder.resolve("first"));
            Map<String, String> second = build(folder.resolve("a-folder-with-a-longer-name").resolve("second"));
            assertThat(first).hasSizeGreaterThan(20).isEqualTo(second);
        } finally {
            Distribution.remove(folder);
        }
    }

    /** The hashes of all that a build packs; an AOT cache belongs to one place and JDK build, and is no part of that. */
    private static Map<String, String> build(Path clone) throws Exception {
        execute(Path.of(""), "git", "clone", "-q", Distribution.repository().toString(), clone.toString());
        execute(clone, "mvn", "-q", "-DskipTests", "package");
        Path root = clone.resolve("arcella.dist/target/arcella");
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.startsWith(root.resolve("aot"))).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(root.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        }
        return hashes;
    }

    private static void execute(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile()).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
