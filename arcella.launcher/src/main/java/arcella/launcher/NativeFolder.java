package arcella.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import arcella.error.ArcellaException;

/**
 * Where the library for Unix sockets unpacks its native part, which it would otherwise do in the machine's folder for temporary
 * files, and leave there when the daemon is killed. Whoever prepares it holds the home's lock: nobody else uses what is in it.
 *
 * @param path the folder, in the home's cache
 */
record NativeFolder(Path path) {

    /** Read by junixsocket when its first class is used. */
    private static final String PROPERTY = "org.newsclub.net.unix.library.tmpdir";

    static NativeFolder of(Home home) {
        return new NativeFolder(home.path().resolve("cache/native"));
    }

    /**
     * Makes it empty, and has it used by this process.
     *
     * @throws ArcellaException {@link LauncherError#HOME} if it cannot be
     */
    void prepare() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            try (DirectoryStream<Path> left = Files.newDirectoryStream(path)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new ArcellaException(LauncherError.HOME, path + " cannot be made empty (" + Home.reason(e) + ")",
                    "delete it by hand, or use another home", e);
        }
        System.setProperty(PROPERTY, path.toString());
    }
}
