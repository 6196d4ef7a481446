package arcella.worker.internal.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import arcella.wasi.Preopen;
import arcella.worker.GroupReach;
import arcella.worker.InstanceSpec;

/**
 * What a worker's seal leaves open to it. A seal cannot be widened, hence it is known before the worker starts.
 *
 * @param writable each folder's absolute path, and whether it may be written
 * @param network whether sockets may be opened
 * @param lowPorts whether ports below 1024 may be listened at
 */
record GrantedReach(Map<Path, Boolean> writable, boolean network, boolean lowPorts) {

    GrantedReach {
        writable = Map.copyOf(writable);
    }

    static GrantedReach none() {
        return new GrantedReach(Map.of(), false, false);
    }

    /** What a group may reach. */
    static GrantedReach of(GroupReach group) {
        return none().plus(group.folders(), group.network(), group.lowPorts());
    }

    /** This and what an instance needs. */
    GrantedReach plus(InstanceSpec spec) {
        return plus(spec.preopens(), !spec.network().empty(), spec.network().lowPorts());
    }

    private GrantedReach plus(List<Preopen> folders, boolean sockets, boolean low) {
        Map<Path, Boolean> all = new TreeMap<>(writable);
        folders.forEach(preopen -> all.merge(path(preopen), writes(preopen), Boolean::logicalOr));
        return new GrantedReach(all, network || sockets, lowPorts || low);
    }

    /** Whether an instance's folders are among these, or lie below, and the network is there if it needs it. */
    boolean cover(InstanceSpec spec) {
        return (network || spec.network().empty()) && (lowPorts || !spec.network().lowPorts())
                && spec.preopens().stream().allMatch(preopen -> writable.entrySet().stream()
                .anyMatch(each -> path(preopen).startsWith(each.getKey()) && (each.getValue() || !writes(preopen))));
    }

    /** The paths that may only be read, or those that may be written too. */
    List<String> paths(boolean written) {
        return writable.entrySet().stream().filter(each -> each.getValue() == written)
                .map(each -> each.getKey().toString()).sorted().toList();
    }

    private static Path path(Preopen preopen) {
        return preopen.host().toAbsolutePath().normalize();
    }

    private static boolean writes(Preopen preopen) {
        return preopen.access() == Preopen.Access.READ_WRITE;
    }
}
