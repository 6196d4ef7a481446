package arcella.runtime.internal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A file that is set aside when it is large enough: {@code x.log} becomes {@code x.log.1}, that {@code x.log.2}, and the last is
 * deleted, so that all of them together are never larger than their number says. For its owner's eyes only. For one thread.
 *
 * <p>A line is written whole or not at all, on a full disk too. A file that somebody takes away, or sets aside, is made anew.
 */
final class LogFile implements AutoCloseable {

    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private final long maxBytes;
    private final int maxFiles;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long size;

    /** Opens nothing yet. */
    LogFile(Path path, long maxBytes, int maxFiles) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
    }

    Path path() {
        return path;
    }

    /** Sees to it that what is written goes to where the path leads now. */
    void check() throws IOException {
        if (channel != null && !key().equals(key)) {
            close();
        }
        if (channel == null) {
            open();
        }
    }

    /** Writes whole lines, a piece that a file has room for. */
    void write(byte[] lines) throws IOException {
        FileChannel open = channel == null ? open() : channel;
        if (size > 0 && size + lines.length > maxBytes) {
            close();
            setAside();
            open = open();
        }
        ByteBuffer rest = ByteBuffer.wrap(lines);
        try {
            while (rest.hasRemaining()) {
                open.write(rest);
            }
            size += lines.length;
        } catch (IOException e) {
            try {
                open.truncate(size);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            close();
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Its permissions are somebody else's, nothing can set it aside, and to open it may wait for ever.
            throw new IOException(path + " is no file");
        }
        FileChannel opened = FileChannel.open(
                path, OPTIONS, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        channel = opened;
        key = key();
        size = opened.size();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        return opened;
    }

    private Object key() throws IOException {
        if (!Files.exists(path)) {
            return "none";
        }
        Object found = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return found == null ? path : found;
    }

    private void setAside() throws IOException {
        for (int i = maxFiles; Files.deleteIfExists(numbered(i)); i++) {
            // Of a time when more files were wanted.
        }
        if (maxFiles == 1) {
            Files.deleteIfExists(path);
            return;
        }
        for (int i = maxFiles - 1; i > 0; i--) {
            Path from = i == 1 ? path : numbered(i - 1);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
