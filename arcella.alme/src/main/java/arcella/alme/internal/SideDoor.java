package arcella.alme.internal;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.AlmePath;
import arcella.command.RoleSettings;
import arcella.error.ArcellaException;

/**
 * The second socket, for users whom the home's own cannot let in: the home stays closed to everybody else, whatever is
 * configured. It lies in a folder of its own, which its group may enter, and answers that group; who of it has which role is
 * decided at each connection, as at the first socket. Used by one thread at a time.
 */
final class SideDoor {

    private static final Set<PosixFilePermission> SOCKET = PosixFilePermissions.fromString("rw-rw----");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private final long ownUid;
    private final long ownGid;
    private final Accounts accounts;
    private final AlmeLog log;
    private final Consumer<Listener> opened;
    private Optional<RoleSettings.Door> wanted = Optional.empty();
    private @Nullable SocketFile file;
    private @Nullable Listener listener;
    private @Nullable Path made;

    /** @param opened takes the connections of a listener until that is closed */
    SideDoor(long ownUid, long ownGid, Accounts accounts, AlmeLog log, Consumer<Listener> opened) {
        this.ownUid = ownUid;
        this.ownGid = ownGid;
        this.accounts = accounts;
        this.log = log;
        this.opened = opened;
    }

    /** Opens, closes or moves the door where the settings have changed; a failure is logged, once. */
    void look(Optional<RoleSettings.Door> door) {
        if (door.equals(wanted)) {
            return;
        }
        close();
        wanted = door;
        if (door.isEmpty()) {
            return;
        }
        try {
            open(door.get());
        } catch (ArcellaException e) {
            log.warn("ALME: there is no second socket: " + e.getMessage());
            close();
            // Not tried again before the settings change.
            wanted = door;
        }
    }

    private void open(RoleSettings.Door door) {
        Path socket = Path.of(door.folder(), "alme");
        if (!socket.isAbsolute() || socket.toString().length() > AlmePath.LONGEST) {
            throw failure("'" + door.folder() + "' is no absolute path that is short enough for a socket",
                    "choose another socket-folder, such as /run/arcella", null);
        }
        long group = gid(door.group());
        try {
            folder(socket.getParent(), group);
            SocketFile made = new SocketFile(socket, SOCKET, Optional.of(group));
            listener = made.bind();
            file = made;
            opened.accept(listener);
        } catch (IOException e) {
            throw failure("'" + door.folder() + "' cannot be opened to the group " + door.group() + ": " + SocketFile.reason(e),
                    "run the container as root or as a member of that group, in a place where it may make the folder", e);
        }
    }

    private long gid(String group) {
        if (group.isEmpty()) {
            return ownGid;
        }
        if (group.startsWith("gid:")) {
            return Long.parseLong(group.substring("gid:".length()));
        }
        return accounts.gid(group).orElseThrow(() -> failure(
                "there is no group '" + group + "'", "make it, or write another socket-group, then write the file again", null));
    }

    /** Makes the folder; one that is there already is not changed, and must be safe. */
    private void folder(Path folder, long group) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            made = folder;
            Files.setAttribute(folder, "unix:gid", (int) group, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(folder, FOLDER);
            return;
        }
        PosixFileAttributes there = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long owner = number(folder, "unix:uid");
        Set<PosixFilePermission> permissions = there.permissions();
        if (!there.isDirectory()) {
            throw failure("'" + folder + "' is no folder", "move it away, or choose another socket-folder", null);
        }
        if (owner != ownUid && owner != 0 || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw failure("'" + folder + "' can be changed by other users, who could put a socket of their own there",
                    "use a folder that belongs to the container's user and that nobody else may write to", null);
        }
        if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)
                && !(permissions.contains(PosixFilePermission.GROUP_EXECUTE) && number(folder, "unix:gid") == group)) {
            throw failure("the members of the group may not enter '" + folder + "'",
                    "remove it, and it is made anew, or do chgrp and chmod g+x", null);
        }
    }

    private static long number(Path path, String attribute) throws IOException {
        return Integer.toUnsignedLong(((Number) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS)).intValue());
    }

    /** Takes the socket away, and the folder if it was made here. */
    void close() {
        wanted = Optional.empty();
        Path folder = made;
        made = null;
        try {
            if (file != null) {
                file.remove();
            }
            if (listener != null) {
                listener.close();
            }
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException _) {
            log.warn("ALME: '" + folder + "' stays, since something else lies in it");
        } catch (IOException e) {
            log.warn("ALME: the second socket could not be taken away: " + e.getMessage());
        }
        file = null;
        listener = null;
    }

    private static ArcellaException failure(String what, String remedy, @Nullable Throwable cause) {
        return new ArcellaException(AlmeError.SOCKET, what, remedy, cause);
    }
}
