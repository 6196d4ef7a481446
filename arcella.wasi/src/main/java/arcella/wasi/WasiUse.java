package arcella.wasi;

/**
 * What an instance holds of its {@link WasiLimits}, or has come to, at one moment.
 *
 * @param openFiles the files and folders that are open
 * @param sockets the sockets that are open
 * @param randomBytes the most random bytes of one call so far
 * @param httpFieldBytes the most bytes of the fields of one HTTP message so far
 */
public record WasiUse(int openFiles, int sockets, long randomBytes, long httpFieldBytes) {

    /** Nothing. */
    public static final WasiUse NONE = new WasiUse(0, 0, 0, 0);
}
