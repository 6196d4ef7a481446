package arcella.worker;

import java.util.List;

import arcella.wasi.Preopen;

/**
 * What the modules of a group may reach together, beyond what every worker may: its worker is sealed to that. Immutable.
 *
 * @param folders the folders, each with how it is accessed
 * @param network whether any of them may open sockets
 * @param lowPorts whether any of them may listen at ports below 1024
 */
public record GroupReach(List<Preopen> folders, boolean network, boolean lowPorts) {

    /** Copies the list. */
    public GroupReach {
        folders = List.copyOf(folders);
    }

    /** Nothing. */
    public static GroupReach none() {
        return new GroupReach(List.of(), false, false);
    }
}
