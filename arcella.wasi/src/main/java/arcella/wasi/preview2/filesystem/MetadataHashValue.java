package arcella.wasi.preview2.filesystem;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import arcella.wasi.fs.FileStat;

/**
 * The record {@code metadata-hash-value}: 128 bits that change when a file is changed or replaced.
 *
 * @param lower 64 bits of them
 * @param upper the other 64 bits
 */
public record MetadataHashValue(long lower, long upper) {

    /** Of device, inode, size, and the times of the last changes; not of the last access. */
    static MetadataHashValue of(FileStat stat) {
        ByteBuffer input = ByteBuffer.allocate(7 * Long.BYTES)
                .putLong(stat.device()).putLong(stat.inode()).putLong(stat.size())
                .putLong(stat.modified().seconds()).putLong(stat.modified().nanos())
                .putLong(stat.changed().seconds()).putLong(stat.changed().nanos());
        try {
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(input.array()));
            return new MetadataHashValue(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
