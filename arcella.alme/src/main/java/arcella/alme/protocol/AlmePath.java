package arcella.alme.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;

/** Where a home's socket is. Server and clients find it by the same rule. */
public final class AlmePath {

    /** Socket addresses hold 108 bytes on Linux, the last one zero. */
    public static final int LONGEST = 107;

    private AlmePath() {}

    /**
     * The socket of a home: {@code alme} in it; where that path is too long for a socket,
     * {@code arcella-<hash>/alme} in the folder for run-time files, the hash being the first 16 hexadecimal digits of
     * the SHA-256 of the home's real absolute path.
     *
     * @param runtimeFolder the environment variable {@code XDG_RUNTIME_DIR}, null or empty if it is not set
     * @throws ArcellaException {@link AlmeError#SOCKET_PATH} if neither is short enough
     */
    public static Path of(Path home, @Nullable String runtimeFolder) {
        Path socket = home.toAbsolutePath().normalize().resolve("alme");
        if (fits(socket)) {
            return socket;
        }
        if (runtimeFolder != null && runtimeFolder.startsWith("/")) {
            Path other = Path.of(runtimeFolder, "arcella-" + hash(home), "alme");
            if (fits(other)) {
                return other;
            }
        }
        throw new ArcellaException(
                AlmeError.SOCKET_PATH,
                "the path '" + socket + "' is longer than the " + LONGEST + " bytes of a socket's address",
                "choose a home with a shorter path, or set XDG_RUNTIME_DIR to a folder of your own with a short one");
    }

    /** Whether a folder is one that only a socket is in, made for a home whose own path is too long. */
    public static boolean isForSocket(Path folder) {
        return folder.getFileName() != null && folder.getFileName().toString().matches("arcella-[0-9a-f]{16}");
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    private static String hash(Path home) {
        Path real = home.toAbsolutePath().normalize();
        try {
            real = home.toRealPath();
        } catch (IOException _) {
            // The home is not there, so no daemon is either: any name will do.
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(real.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
