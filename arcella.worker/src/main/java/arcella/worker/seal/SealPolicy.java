package arcella.worker.seal;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a sealed process keeps. Its Java runtime, its class path, its own entry in {@code /proc} and the sources of random
 * numbers stay readable in any case. Immutable.
 *
 * @param readable files and folders that it may read
 * @param writable files and folders below which it may read, write, make and remove
 * @param network whether it may open sockets of the Internet families
 * @param fileTimes whether it may set the times of files, of any file of this user, since Landlock does not govern that
 * @param ownGroup whether it becomes the leader of a process group of its own; not for a process that a terminal's user
 *     started
 * @param rights which of root's rights it keeps, if it has them
 */
public record SealPolicy(List<Path> readable, List<Path> writable, boolean network, boolean fileTimes,
        boolean ownGroup, Set<RootRight> rights) {

    /** Copies the collections. */
    public SealPolicy {
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
        rights = Set.copyOf(rights);
    }

    /** Nothing but what Java needs. */
    public static SealPolicy strict() {
        return new SealPolicy(List.of(), List.of(), false, false, false, Set.of());
    }
}
