package arcella.wasi;

import arcella.error.ArcellaException;
import arcella.wasi.http.Field;

/**
 * What one instance may use of the host.
 *
 * @param openFiles the most files and folders open at a time, preopens and standard streams included; one more answers
 *     {@code mfile}
 * @param sockets the most sockets open at a time, inherited ones included
 * @param randomBytesPerCall the most random bytes that one call may ask for; more answers {@code inval} in 0.1, and traps
 *     in 0.2, which has no answer for it
 * @param httpFieldBytes the most bytes of the fields of one HTTP message, each with 4 of its own; more traps in fields
 *     that a guest makes, and is an error of the protocol in a response
 */
public record WasiLimits(int openFiles, int sockets, int randomBytesPerCall, int httpFieldBytes) {

    /** Refuses negative limits. */
    public WasiLimits {
        if (openFiles < 0 || sockets < 0 || randomBytesPerCall < 0 || httpFieldBytes < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }

    /** What to throw for an instance whose standard streams and folders are more than it may have open. */
    public static ArcellaException fewFiles(int openFiles) {
        return new ArcellaException(WasiError.FEW_FILES,
                "the guest is to start with more files open than its limit open-files of " + openFiles
                        + " allows: its folders, and the three standard streams of WASI 0.1",
                "raise the limit open-files, or give it fewer folders");
    }

    /** 128 files, 64 sockets, 64 KiB of random bytes, 64 KiB of HTTP fields. */
    public static WasiLimits defaults() {
        return new WasiLimits(128, 64, 64 << 10, Field.MOST_BYTES);
    }
}
