package arcella.shell.internal.gogo;

import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A provider of files that does nothing but open them, in the way that it is given. */
final class Opener extends FileSystemProvider {

    /** Opens a file. */
    interface Opening {
        SeekableByteChannel open(Path path, Set<? extends OpenOption> options);
    }

    private final Opening opening;
    private final FileSystem fileSystem = new Files();

    Opener(Opening opening) {
        this.opening = opening;
    }

    /** What a path must name as its own for {@link java.nio.file.Files#newByteChannel} to come here. */
    FileSystem fileSystem() {
        return fileSystem;
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        return opening.open(path, options);
    }

    private static UnsupportedOperationException no() {
        return new UnsupportedOperationException("it can only be opened");
    }

    @Override
    public String getScheme() {
        return "redirection";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw no();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw no();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) {
        throw no();
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw no();
    }

    @Override
    public void delete(Path path) {
        throw no();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw no();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw no();
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        throw no();
    }

    @Override
    public boolean isHidden(Path path) {
        throw no();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw no();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) {
        throw no();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options) {
        throw no();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw no();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw no();
    }

    /** The file system, which has nothing but this provider. */
    private final class Files extends FileSystem {

        @Override
        public FileSystemProvider provider() {
            return Opener.this;
        }

        @Override
        public void close() {
            throw no();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return "/";
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            return List.of();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            return List.of();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Set.of();
        }

        @Override
        public Path getPath(String first, String... more) {
            throw no();
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw no();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw no();
        }

        @Override
        public WatchService newWatchService() {
            throw no();
        }
    }
}
