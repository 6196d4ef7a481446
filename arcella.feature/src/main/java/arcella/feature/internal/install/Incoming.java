package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/** Feature bundles that clients send, on the disk for as long as a verb uses them. */
public final class Incoming {

    private static final long MOST_BYTES = 1L << 30;

    private final Path folder;

    Incoming(Path folder) {
        this.folder = folder;
    }

    /** Removes what a crash left; before anything is received. */
    void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("cannot be cleaned", e);
        }
    }

    /** What is done with a feature that was named. */
    public interface Work<T> {
        /** Does it; the content is gone afterwards. */
        T run(Wanted wanted) throws InterruptedException;
    }

    /**
     * Receives a feature bundle, and has something done with it.
     *
     * @param path where the client says that it has it
     * @param content its content
     * @throws ArcellaException {@link FeatureError#STORE_WRITE} if it cannot be received
     */
    public <T> T with(String path, InputStream content, Work<T> work) throws InterruptedException {
        Path file;
        try {
            Files.createDirectories(folder);
            file = Files.createTempFile(folder, "", ".jar");
        } catch (IOException e) {
            throw failed("cannot be written", e);
        }
        try {
            receive(content, file, path);
            return work.run(new Wanted(path, Optional.of(file)));
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw failed("cannot be cleaned", e);
            }
        }
    }

    private void receive(InputStream content, Path file, String path) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = new byte[64 << 10];
            long total = 0;
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                total += count;
                if (total > MOST_BYTES) {
                    throw new ArcellaException(FeatureError.ARTIFACT, path + " is larger than " + MOST_BYTES + " bytes",
                            "split the feature");
                }
                out.write(piece, 0, count);
            }
        } catch (IOException e) {
            throw failed("does not take " + path, e);
        }
    }

    private ArcellaException failed(String what, IOException cause) {
        return new ArcellaException(FeatureError.STORE_WRITE, folder + " " + what + ": " + cause.getMessage(),
                "check its owner, permissions and free space", cause);
    }
}
