package arcella.wasi;

/**
 * What one instance may use of the host.
 *
 * @param openFiles the most files and folders open at a time, preopens and standard streams included; one more answers
 *     {@code mfile}
 * @param sockets the most sockets open at a time, inherited ones included
 * @param randomBytesPerCall the most random bytes that one call may ask for; more answers {@code inval}
 */
public record WasiLimits(int openFiles, int sockets, int randomBytesPerCall) {

    /** Refuses negative limits. */
    public WasiLimits {
        if (openFiles < 0 || sockets < 0 || randomBytesPerCall < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }

    /** 128 files, 64 sockets, 64 KiB of random bytes. */
    public static WasiLimits defaults() {
        return new WasiLimits(128, 64, 64 << 10);
    }
}
