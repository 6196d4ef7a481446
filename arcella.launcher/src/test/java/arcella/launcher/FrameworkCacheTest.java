package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The framework's cache is fresh at every start, and nothing of the older ones stays. */
class FrameworkCacheTest {

    @TempDir
    private Path caches;

    @Test
    void whatWasThereIsPutAsideAndThenDeleted() throws Exception {
        FrameworkCache cache = new FrameworkCache(caches);
        Path other = Files.createDirectories(caches.resolve("aot"));
        cache.putAside();
        for (int start = 0; start < 3; start++) {
            Files.createDirectories(cache.folder().resolve("bundle1/version0.0"));
            Files.writeString(cache.folder().resolve("bundle1/bundle.info"), "old");
            cache.putAside();
            assertThat(cache.folder()).doesNotExist();
        }
        Files.createDirectory(cache.folder());
        assertThat(entries()).isEqualTo(5);
        cache.deleteOld();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (entries() > 2) {
            assertThat(System.nanoTime()).as("the old ones go").isLessThan(end);
            Thread.sleep(10);
        }
        assertThat(cache.folder()).isEmptyDirectory();
        assertThat(other).exists();
    }

    private long entries() throws IOException {
        try (Stream<Path> found = Files.list(caches)) {
            return found.count();
        }
    }
}
