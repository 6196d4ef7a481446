package arcella.engine.core;

import java.nio.ByteBuffer;
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
    private static final int SUM_BYTES = 8;

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

    private static long sums(byte[] bytes, int end) {
        CRC32 one = new CRC32();
        one.update(bytes, 0, end);
        CRC32C other = new CRC32C();
        other.update(bytes, 0, end);
        return one.getValue() << 32 | other.getValue();
    }
}
