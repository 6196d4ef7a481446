package arcella.wasi.fs;

/**
 * What the kernel knows of a file.
 *
 * @param device tells file systems apart
 * @param inode tells files of one device apart
 * @param links how many names the file has
 * @param size in bytes
 */
public record FileStat(long device, long inode, FileKind kind, long links, long size, FileTime accessed,
        FileTime modified, FileTime changed) {

    /** A moment: seconds since 1970-01-01T00:00:00Z, and nanoseconds (0 to 999,999,999) on top. */
    public record FileTime(long seconds, int nanos) {

        /** All of it in nanoseconds; wraps around outside the years 1677 to 2262. */
        public long inNanos() {
            return seconds * 1_000_000_000L + nanos;
        }

        /** From nanoseconds since 1970. */
        public static FileTime ofNanos(long nanos) {
            return new FileTime(Math.floorDiv(nanos, 1_000_000_000L), (int) Math.floorMod(nanos, 1_000_000_000L));
        }
    }
}
