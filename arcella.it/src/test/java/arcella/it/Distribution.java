package arcella.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The packed archive, unpacked once for all tests of a run, as a user would unpack it. */
final class Distribution {

    private static final Path UNPACKED = unpack();

    private Distribution() {}

    /** A program in {@code bin/}. */
    static Path program(String name) {
        return UNPACKED.resolve("bin").resolve(name);
    }

    /** A committed example, such as {@code hello/hello.wasm}. */
    static Path example(String path) {
        Path file = Path.of(property("arcella.examples")).resolve(path).normalize();
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("no example " + file);
        }
        return file;
    }

    /** The sources that the distribution was built from. */
    static Path repository() {
        return Path.of(property("arcella.examples")).toAbsolutePath().normalize().getParent();
    }

    static Path root() {
        return UNPACKED;
    }

    private static Path unpack() {
        try {
            Path folder = Files.createTempDirectory("arcella-it-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            Process tar = new ProcessBuilder("tar", "-xzf", property("arcella.archive"), "-C", folder.toString())
                    .inheritIO()
                    .start();
            if (!tar.waitFor(5, TimeUnit.MINUTES) || tar.exitValue() != 0) {
                throw new IllegalStateException("the archive did not unpack: " + property("arcella.archive"));
            }
            try (var inside = Files.list(folder)) {
                return inside.findFirst().orElseThrow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run through Maven, which sets -D" + name);
        }
        return value;
    }

    /** Deletes a folder and all below it. */
    static void remove(Path folder) {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
