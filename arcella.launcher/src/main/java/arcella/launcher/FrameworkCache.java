package arcella.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import arcella.error.ArcellaException;

/**
 * The framework's bundle cache, which no start takes over from the one before. To delete it takes time that an operator
 * would wait for; so it is only put aside ahead of the start, and deleted behind it.
 */
final class FrameworkCache {

    private static final String NAME = "felix";
    private static final String OLD = "felix.old-";

    private final Path parent;

    /** @param parent the folder of all caches of the home */
    FrameworkCache(Path parent) {
        this.parent = parent;
    }

    /** The folder for the framework. */
    Path folder() {
        return parent.resolve(NAME);
    }

    /**
     * Makes the framework's folder free.
     *
     * @throws ArcellaException {@link LauncherError#HOME} if it cannot be moved
     */
    void putAside() {
        if (!Files.exists(folder())) {
            return;
        }
        try {
            Path aside = Files.createTempDirectory(parent, OLD);
            Files.move(folder(), aside.resolve(NAME));
        } catch (IOException e) {
            throw new ArcellaException(
                    LauncherError.HOME, "the framework's cache " + folder() + " cannot be moved (" + Home.reason(e) + ")",
                    "delete it by hand, or use another home", e);
        }
    }

    /** Deletes what is aside, on a thread of its own; what it leaves, the next start's deletes. */
    void deleteOld() {
        Thread.ofPlatform().daemon().name("arcella-cache-cleaner").start(() -> {
            try (DirectoryStream<Path> olds = Files.newDirectoryStream(parent, OLD + "*")) {
                for (Path old : olds) {
                    delete(old);
                }
            } catch (IOException | UncheckedIOException e) {
                System.err.println("arcella: an old cache under " + parent + " was not deleted: " + e.getMessage());
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
