package arcella.alme.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import arcella.alme.protocol.AlmeError;
import arcella.error.ArcellaException;

/** Why nobody answers at a socket, as far as this user can see it. */
final class NoDaemon {

    private NoDaemon() {}

    static ArcellaException at(Path socket, IOException cause) {
        Optional<Path> closed = closed(socket);
        if (closed.isPresent()) {
            return new ArcellaException(
                    AlmeError.NO_DAEMON,
                    "no daemon can be seen at '" + socket + "': this user may not look into '" + closed.get() + "'",
                    "run the command as that folder's owner, or name another home with --home", cause);
        }
        boolean there = Files.exists(socket);
        String why = there && !Files.isWritable(socket) ? "this user may not connect to it"
                : there ? String.valueOf(cause.getMessage()) : "there is no such socket";
        return new ArcellaException(
                AlmeError.NO_DAEMON, "no daemon answers at '" + socket + "': " + why,
                "start one with 'arcella start', or name its home with --home", cause);
    }

    /** The folder on the way to the socket that keeps this user from looking for it. */
    private static Optional<Path> closed(Path socket) {
        Path folder = socket.toAbsolutePath().getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder).filter(found -> !Files.isExecutable(found));
    }
}
