package arcella.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import arcella.error.ArcellaException;

/** Reads a file that the command line names. */
final class BinaryFile {

    private BinaryFile() {}

    /**
     * The whole content.
     *
     * @throws ArcellaException if it cannot be read, saying why
     */
    static byte[] read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ArcellaException(
                        LauncherError.FILE, file + " is a folder, not a module", "name the .wasm file in it");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ArcellaException(
                    LauncherError.FILE, file + " cannot be read (" + Home.reason(e) + ")", "check the path", e);
        }
    }
}
