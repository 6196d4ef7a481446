package arcella.worker.seal;

import java.util.EnumSet;
import java.util.Set;

/** What of root's rights grants may need (Linux, capabilities(7)). Whoever is not root has none of them, and gets none. */
public enum RootRight {
    /** To write files of other users, and to read and enter what is closed to root. */
    WRITE_ALL("dac_override", 1),
    /** To read files of other users, and to enter their folders. */
    READ_ALL("dac_read_search", 2),
    /** To set the times of files of other users. */
    ANY_OWNER("fowner", 3),
    /** To listen at ports below 1024. */
    LOW_PORTS("net_bind_service", 10);

    private final String linuxName;
    private final int number;

    RootRight(String linuxName, int number) {
        this.linuxName = linuxName;
        this.number = number;
    }

    /**
     * Those that grants need, and no other.
     *
     * @param reads whether there are folders to read
     * @param writes whether there are folders to write
     * @param lowPorts whether there are ports below 1024 to listen at
     */
    public static Set<RootRight> of(boolean reads, boolean writes, boolean lowPorts) {
        Set<RootRight> rights = EnumSet.noneOf(RootRight.class);
        if (reads) {
            rights.add(READ_ALL);
        }
        if (writes) {
            rights.add(WRITE_ALL);
            rights.add(ANY_OWNER);
        }
        if (lowPorts) {
            rights.add(LOW_PORTS);
        }
        return rights;
    }

    /** The capability's name in lower case, without what all begin with. */
    String linuxName() {
        return linuxName;
    }

    /** As a bit among capabilities. */
    long bit() {
        return 1L << number;
    }
}
