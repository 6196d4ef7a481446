package arcella.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import arcella.error.ArcellaException;

/** The file that takes what a daemon in the background writes to standard output and error. */
final class ConsoleFile {

    /** So large a file is set aside at a start, and the one that was set aside before is gone. */
    static final long MOST_BYTES = 1 << 20;

    private ConsoleFile() {}

    /** Sees to it that the file is there, for its owner's eyes only, and not too large. */
    static void prepare(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                setAside(file);
            }
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new ArcellaException(LauncherError.HOME, file + " cannot be written (" + Home.reason(e) + ")",
                    "make it a file that you may write", e);
        }
    }

    private static void setAside(Path file) throws IOException {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another program that starts a daemon was quicker.
            return;
        }
    }
}
