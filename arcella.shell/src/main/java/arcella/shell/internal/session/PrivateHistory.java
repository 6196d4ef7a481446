package arcella.shell.internal.session;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.jline.reader.impl.history.DefaultHistory;

/** A history whose file only its owner can read: command lines may name what others need not know. */
final class PrivateHistory extends DefaultHistory {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    PrivateHistory(Path file) {
        this.file = file;
    }

    @Override
    public void purge() throws IOException {
        super.purge();
        // JLine deletes the file, and would make the next one as the process makes any file.
        prepare(file);
    }

    /** Makes the file or takes others' rights to it; false if that cannot be done, and there is no history then. */
    static boolean prepare(Path file) {
        try {
            try {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
            } catch (FileAlreadyExistsException e) {
                Files.setPosixFilePermissions(file, PRIVATE);
            }
            return Files.isRegularFile(file);
        } catch (IOException | UnsupportedOperationException e) {
            // A session without its history is worth more than none.
            return false;
        }
    }
}
