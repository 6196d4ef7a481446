package arcella.engine.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The form of a file that keeps compiled modules: a mark, its own key, the content and check sums, so that a file that
 * does not agree with itself counts as absent. The check sums (CRC-32 and CRC-32C) are against damage, not against
 * malice: they cost nothing even in a Java process that has just started, where a SHA-256 would take longer than all
 * the rest, and who can write to the folder could write a right SHA-256 too.
 */
final class CacheFile {

    static final int KEY_BYTES = 32;
    private static final byte[] MARK = {'A', 'R', 'C', '-', 'M', 'O', 'D', 1};
    static final int SUM_BYTES = 8;
    /** What stands before the content. */
    static final int HEAD_BYTES = MARK.length + KEY_BYTES;
    private static final int PIECE = 64 << 10;

    private CacheFile() {}

    static byte[] of(byte[] key, byte[] content) {
        ByteBuffer all = ByteBuffer.allocate(MARK.length + KEY_BYTES + content.length + SUM_BYTES);
        all.put(MARK).put(key).put(content);
        return all.putLong(sums(all.array(), all.position())).array();
    }

    /** The content, if the file is whole and has this key. */
    static Optional<byte[]> content(byte[] all, byte[] key) {
        int start = MARK.length + KEY_BYTES;
        int end = all.length - SUM_BYTES;
        if (end < start || !Arrays.equals(all, 0, MARK.length, MARK, 0, MARK.length)
                || !Arrays.equals(all, MARK.length, start, key, 0, KEY_BYTES)) {
            return Optional.empty();
        }
        return ByteBuffer.wrap(all, end, SUM_BYTES).getLong() == sums(all, end)
                ? Optional.of(Arrays.copyOfRange(all, start, end)) : Optional.empty();
    }

    /** Whether the file is whole and has this key; it is read piece by piece, however large it is. */
    static boolean isWhole(Path file, byte[] key) throws IOException {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length < HEAD_BYTES || !Arrays.equals(head, 0, MARK.length, MARK, 0, MARK.length)
                    || !Arrays.equals(head, MARK.length, HEAD_BYTES, key, 0, KEY_BYTES)) {
                return false;
            }
            one.update(head);
            other.update(head);
            // The last bytes read may be the sums.
            byte[] piece = new byte[PIECE + SUM_BYTES];
            int kept = in.readNBytes(piece, 0, SUM_BYTES);
            for (int count = in.readNBytes(piece, kept, PIECE); count > 0; count = in.readNBytes(piece, kept, PIECE)) {
                one.update(piece, 0, count);
                other.update(piece, 0, count);
                System.arraycopy(piece, count, piece, 0, kept);
            }
            return kept == SUM_BYTES && ByteBuffer.wrap(piece).getLong() == sums(one, other);
        }
    }

    private static long sums(byte[] bytes, int end) {
        CRC32 one = new CRC32();
        one.update(bytes, 0, end);
        CRC32C other = new CRC32C();
        other.update(bytes, 0, end);
        return sums(one, other);
    }

    private static long sums(CRC32 one, CRC32C other) {
        return one.getValue() << 32 | other.getValue();
    }
}
