package arcella.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.error.IoReason;

/**
 * The folder in which one container keeps everything, {@code ~/.arcella} unless said otherwise.
 *
 * @param path the absolute folder
 */
record Home(Path path) {

    private static final String FEATURES = "features";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    /** The folders that stand in every home. */
    private static final String[] FOLDERS = {"etc", "config", "modules", "log", "deploy", "data", "cache", "system", FEATURES};

    /** The home that {@code --home}, then {@code ARCELLA_HOME}, then the user's home folder name. */
    static Home of(Optional<String> option) {
        String environment = System.getenv("ARCELLA_HOME");
        Path path = option.map(Path::of)
                .orElseGet(() -> environment != null && !environment.isEmpty()
                        ? Path.of(environment)
                        : Path.of(System.getProperty("user.home"), ".arcella"));
        return new Home(path.toAbsolutePath().normalize());
    }

    /** Creates what is missing, for its owner alone. */
    void create() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, OWNER);
            }
            for (String folder : FOLDERS) {
                Path inside = path.resolve(folder);
                if (!Files.isDirectory(inside)) {
                    createFolder(inside);
                }
            }
            // It holds values of variables, such as passwords, and was made for all to read once.
            if (!Files.getPosixFilePermissions(path.resolve(FEATURES)).equals(OWNER)) {
                Files.setPosixFilePermissions(path.resolve(FEATURES), OWNER);
            }
            if (!Files.isWritable(path)) {
                throw unusable("is not writable", null);
            }
        } catch (IOException e) {
            throw unusable("cannot be created or written (" + reason(e) + ")", e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException e) {
            // Another program may have made it at the same time.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private ArcellaException unusable(String why, @Nullable IOException cause) {
        return new ArcellaException(
                LauncherError.HOME,
                "the home " + path + " " + why,
                "make it a folder that you may write, or choose another with --home or ARCELLA_HOME",
                cause);
    }

    /** What a file system failure says, without repeating the path. */
    static String reason(IOException e) {
        return IoReason.of(e);
    }

    /** The file whose lock says that a daemon runs; it holds the daemon's process id. */
    Path lockFile() {
        return path.resolve("lock");
    }

    /** What a daemon in the background writes to its terminal: its first and last words. The log itself is beside it. */
    Path logFile() {
        return path.resolve("log").resolve("daemon.log");
    }

    /**
     * Takes this home for the calling process until it ends. The lock is the operating system's, so a crash or a power
     * cut frees it.
     *
     * @throws ArcellaException if another daemon holds it
     */
    FileLock lock() {
        try {
            FileChannel channel = FileChannel.open(
                    lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new ArcellaException(
                        LauncherError.ALREADY_RUNNING,
                        "a daemon already runs on the home " + path
                                + holder().map(pid -> " (process " + pid + ")").orElse(""),
                        "use it with arcella-cli, stop it with 'arcella stop', or choose another home with --home");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            return lock;
        } catch (IOException e) {
            throw unusable("cannot be locked (" + reason(e) + ")", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether a daemon holds this home at the moment. */
    boolean taken() {
        if (Files.isDirectory(path) && !Files.isExecutable(path)) {
            // Whatever is in it would seem not to be there.
            throw new ArcellaException(
                    LauncherError.HOME, "this user may not look into the home " + path,
                    "run the command as its owner, or name another home with --home or ARCELLA_HOME");
        }
        if (!Files.exists(lockFile())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                return true;
            }
            lock.release();
            return false;
        } catch (IOException e) {
            throw unusable("cannot be looked at (" + reason(e) + ")", e);
        }
    }

    /** The process id that the lock file names; present also if that process is gone. */
    Optional<Long> holder() {
        try {
            String text = Files.readString(lockFile(), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(text));
        } catch (java.nio.file.NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
