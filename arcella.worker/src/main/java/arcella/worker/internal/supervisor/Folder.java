package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/**
 * A worker's private folder, mode 0700: its socket, and a folder for temporary files. Where the path of the socket would
 * be longer than the system takes, the socket lies in a folder of its own under the system's temporary folder.
 *
 * @param path the folder
 * @param socketFolder where the socket lies, if elsewhere
 */
record Folder(Path path, Optional<Path> socketFolder) {

    /** The size of {@code sun_path} is 108 on Linux and 104 on macOS, with a final NUL. */
    static final int LONGEST_SOCKET = 103;

    private static final String SOCKET = "s";

    static Folder create(Path parent) {
        FileAttribute<?> mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            if (!Files.isDirectory(parent)) {
                Files.createDirectories(parent, mine);
            }
            Path path = Files.createTempDirectory(parent, "w", mine);
            Files.createDirectory(path.resolve("tmp"), mine);
            if (fits(path)) {
                return new Folder(path, Optional.empty());
            }
            Path elsewhere = Files.createTempDirectory("arcella", mine);
            if (fits(elsewhere)) {
                return new Folder(path, Optional.of(elsewhere));
            }
            new Folder(path, Optional.of(elsewhere)).delete();
            throw new ArcellaException(WorkerError.SOCKET_PATH, "neither " + parent + " nor the temporary folder "
                    + elsewhere.getParent() + " has a path short enough for a socket (" + LONGEST_SOCKET + " bytes)",
                    "use a home with a shorter path");
        } catch (IOException e) {
            throw new ArcellaException(WorkerError.WORKER_START, "no folder for a worker can be made in " + parent
                    + ": " + e, "make it writable, and see whether the disk is full", e);
        }
    }

    private static boolean fits(Path folder) {
        return folder.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET;
    }

    Path socket() {
        return socketFolder.orElse(path).resolve(SOCKET);
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    /** Deletes it and all that the worker left in it. */
    void delete() {
        delete(path);
        socketFolder.ifPresent(Folder::delete);
    }

    private static void delete(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable
                        IOException failure) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("a worker's folder cannot be deleted", e);
        }
    }
}
