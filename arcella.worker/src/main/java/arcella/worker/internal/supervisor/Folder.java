package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final int RADIX = 36;
    private static final Pattern NAME = Pattern.compile("w([0-9a-z]{1,12})-([0-9a-z]{1,12})-\\d+");

    /** By how much two processes' ideas of when a third one began may differ. */
    private static final long UNSURE_MILLIS = 2_000;

    static Folder create(Path parent) {
        FileAttribute<?> mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        try {
            if (!Files.isDirectory(parent)) {
                Files.createDirectories(parent, mine);
            }
            Path path = Files.createTempDirectory(parent, prefix(), mine);
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

    /**
     * Deletes what workers have left of supervisors that could not do so themselves, since they were killed. What cannot be
     * deleted now, for one of them is only just ending, is left to the next one.
     */
    static void clear(Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent)) {
            for (Path each : left) {
                Matcher name = NAME.matcher(each.getFileName().toString());
                if (name.matches() && !lives(Long.parseLong(name.group(1), RADIX), Long.parseLong(name.group(2), RADIX))) {
                    clearOne(each);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            notDeleted(parent, e);
        }
    }

    /** One that cannot be deleted yet does not keep the others. */
    private static void clearOne(Path folder) {
        try {
            delete(folder);
        } catch (UncheckedIOException e) {
            notDeleted(folder, e);
        }
    }

    private static void notDeleted(Path what, Exception e) {
        System.getLogger(Folder.class.getName()).log(System.Logger.Level.WARNING,
                "what workers left in " + what + " cannot be deleted: " + e);
    }

    /** Whether there is the process of that number that began then: numbers come again, in a container at each start. */
    private static boolean lives(long pid, long began) {
        return ProcessHandle.of(pid).map(process -> Math.abs(began(process) - began) <= UNSURE_MILLIS).orElse(false);
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** What the names of a supervisor's folders begin with: whose they are. */
    private static String prefix() {
        ProcessHandle self = ProcessHandle.current();
        return "w" + Long.toString(self.pid(), RADIX) + "-" + Long.toString(began(self), RADIX) + "-";
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

    /** The worker has connected: nobody else shall, and nothing of the socket is left behind. */
    void connected() throws IOException {
        Files.deleteIfExists(socket());
        socketFolder.ifPresent(Folder::delete);
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
