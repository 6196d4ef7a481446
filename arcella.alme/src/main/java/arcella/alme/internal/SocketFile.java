package arcella.alme.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.alme.protocol.AlmeError;
import arcella.alme.protocol.AlmePath;
import arcella.error.ArcellaException;

/**
 * The socket's file: makes room for it, binds, and takes it away at the end.
 *
 * <p>A file that is left over from a daemon that died is replaced only after nobody has answered there; the kernel
 * refuses connections to a socket whose owner is gone, so that a connection that is taken means a living one. Two daemons that start
 * at once are kept apart by the home's lock, not here.
 */
final class SocketFile {

    private static final Set<PosixFilePermission> SOCKET = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final Set<PosixFilePermission> permissions;
    private final Optional<Long> group;
    private @Nullable Object key;

    /** The home's socket, for its owner's eyes only. */
    SocketFile(Path path) {
        this(path, SOCKET, Optional.empty());
    }

    /**
     * @param permissions who may connect
     * @param group the socket's group, if not the process's own
     */
    SocketFile(Path path, Set<PosixFilePermission> permissions, Optional<Long> group) {
        this.path = path;
        this.permissions = Set.copyOf(permissions);
        this.group = group;
    }

    /**
     * Binds the socket.
     *
     * @throws ArcellaException {@link AlmeError#DAEMON_RUNS} if somebody answers there, {@link AlmeError#SOCKET} if it
     *     cannot be made
     */
    Listener bind() {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            clear();
            Listener listener = UnixListener.bind(path);
            try {
                if (group.isPresent()) {
                    Files.setAttribute(path, "unix:gid", group.get().intValue(), LinkOption.NOFOLLOW_LINKS);
                }
                Files.setPosixFilePermissions(path, permissions);
                key = attributes().fileKey();
                return listener;
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ArcellaException(
                    AlmeError.SOCKET, "the socket '" + path + "' cannot be made: " + reason(e),
                    "check that its folder is yours and that its file system has room and allows sockets", e);
        }
    }

    private void clear() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes().isOther()) {
            throw new ArcellaException(
                    AlmeError.SOCKET, "'" + path + "' is in the way of the socket: it is no socket", "move it away");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException _) {
            // Nobody listens: the file outlived its daemon.
            Files.deleteIfExists(path);
            return;
        }
        throw new ArcellaException(
                AlmeError.DAEMON_RUNS, "a daemon answers at '" + path + "' already", "stop it first, or use another home");
    }

    /** Takes the file away, with a folder that was made for it alone, unless another daemon has put its own there. */
    void remove() throws IOException {
        if (key != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(attributes().fileKey())) {
            Files.deleteIfExists(path);
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null && AlmePath.isForSocket(folder)) {
                removeEmpty(folder);
            }
        }
    }

    private static void removeEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException _) {
            // Somebody else has put something there.
        }
    }

    /** The user that owns the socket, hence this process's. */
    long owner() throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    /** The socket's group, hence this process's. */
    long group() throws IOException {
        return Integer.toUnsignedLong(((Number) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS)).intValue());
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static String reason(IOException e) {
        if (e instanceof FileSystemException failure) {
            return failure.getReason() == null ? e.getClass().getSimpleName() : failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
