package arcella.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.command.text.Escape;
import arcella.error.ArcellaException;

/** Reads a file that the command line names. */
final class BinaryFile {

    /** The most that the container takes of one module, too. */
    static final int MOST_BYTES = 64 << 20;

    private BinaryFile() {}

    /**
     * The whole content. Only of a regular file: devices may have no end, and named pipes no beginning.
     *
     * @throws ArcellaException if it cannot be read or is larger than {@link #MOST_BYTES}, saying why
     */
    static byte[] read(Path file) {
        try {
            if (file.toString().isEmpty()) {
                throw unreadable("the file's name is empty", "name the .wasm file");
            }
            if (Files.isDirectory(file)) {
                throw unreadable(name(file) + " is a folder, not a module", "name the .wasm file in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw unreadable(name(file) + " is no regular file", "copy what is behind it to a file, and name that");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw unreadable(name(file) + " is larger than " + (MOST_BYTES >> 20) + " MiB",
                            "build it smaller, for instance without debug information");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new ArcellaException(
                    LauncherError.FILE, name(file) + " cannot be read (" + Home.reason(e) + ")", "check the path", e);
        }
    }

    /** The file's name in messages: a name may hold what a terminal would obey. */
    static String name(Path file) {
        return Escape.line(file.toString());
    }

    private static ArcellaException unreadable(String what, String remedy) {
        return new ArcellaException(LauncherError.FILE, what, remedy);
    }
}
