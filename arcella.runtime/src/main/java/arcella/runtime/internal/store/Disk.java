package arcella.runtime.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** The few ways in which the store changes the disk; tests let each of them fail. Stateless. */
class Disk {

    private static final int PIECE_BYTES = 64 << 10;

    /**
     * Copies a stream into a new file and forces it to the disk.
     *
     * @return the number of bytes, or one more than {@code mostBytes} as soon as there are more
     */
    long copy(InputStream from, Path to, MessageDigest digest, long mostBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            byte[] piece = new byte[PIECE_BYTES];
            long total = 0;
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                total += count;
                if (total > mostBytes) {
                    return mostBytes + 1;
                }
                digest.update(piece, 0, count);
                out.write(piece, 0, count);
            }
            channel.force(true);
            return total;
        }
    }

    /** Writes a new file and forces it to the disk. */
    void write(Path to, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Renames a file at one stroke, over another if need be. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Forces renames and deletions within a folder to the disk. */
    void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
