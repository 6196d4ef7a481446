package arcella.wasi;

import java.nio.file.Path;
import java.util.Objects;

import arcella.error.ArcellaException;

/**
 * A folder of the host that a guest may use, and the name the guest knows it by.
 *
 * @param host the folder; what it contains is reachable, nothing else is
 * @param guest the guest's name for it, such as {@code /data} or {@code .}
 * @param access what the guest may do below it
 */
public record Preopen(Path host, String guest, Access access) {

    /** What a guest may do below a preopened folder. */
    public enum Access {
        /** Read and list; every change answers {@code rofs}. */
        READ_ONLY,
        /** Everything. */
        READ_WRITE
    }

    /** Refuses an empty guest name and one with a zero byte. */
    public Preopen {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(access, "access");
        if (guest.isEmpty() || guest.indexOf('\0') >= 0) {
            throw new ArcellaException(WasiError.BAD_ARGUMENT,
                    "the guest's name for folder " + host + " is empty or contains a zero byte",
                    "give it a name such as /data");
        }
    }
}
