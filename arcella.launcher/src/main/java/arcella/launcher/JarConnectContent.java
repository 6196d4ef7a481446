package arcella.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.connect.ConnectContent;

/** What stands in the jar of a bundle whose classes another loader than the framework's may load. Thread-safe. */
final class JarConnectContent implements ConnectContent {

    private final Path jar;
    private final @Nullable ClassLoader loader;
    private volatile @Nullable ZipFile open;
    private volatile List<String> names = List.of();

    /**
     * @param jar the file
     * @param loader loads the classes; the framework does if it is null
     */
    JarConnectContent(Path jar, @Nullable ClassLoader loader) {
        this.jar = jar;
        this.loader = loader;
    }

    @Override
    public void open() throws IOException {
        ZipFile zip = new ZipFile(jar.toFile());
        // Asked for once for each component of a bundle.
        names = zip.stream().map(ZipEntry::getName).toList();
        open = zip;
    }

    @Override
    public void close() throws IOException {
        ZipFile zip = open;
        open = null;
        if (zip != null) {
            zip.close();
        }
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.empty();
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.ofNullable(loader);
    }

    @Override
    public Iterable<String> getEntries() {
        return names;
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return Optional.ofNullable(zip().getEntry(path)).map(Entry::new);
    }

    private ZipFile zip() {
        ZipFile zip = open;
        if (zip == null) {
            throw new IllegalStateException(jar + " is closed");
        }
        return zip;
    }

    private final class Entry implements ConnectEntry {

        private final ZipEntry entry;

        Entry(ZipEntry entry) {
            this.entry = entry;
        }

        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return zip().getInputStream(entry);
        }
    }
}
