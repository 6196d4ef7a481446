package arcella.worker.internal.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import arcella.wasi.Preopen;

/**
 * The folders that a worker's seal leaves open to it. A seal cannot be widened, hence they are known before it starts.
 *
 * @param writable each folder's absolute path, and whether it may be written
 */
record GrantedFolders(Map<Path, Boolean> writable) {

    GrantedFolders {
        writable = Map.copyOf(writable);
    }

    static GrantedFolders none() {
        return new GrantedFolders(Map.of());
    }

    /** These and those. */
    GrantedFolders plus(List<Preopen> preopens) {
        Map<Path, Boolean> all = new TreeMap<>(writable);
        preopens.forEach(preopen -> all.merge(path(preopen), writes(preopen), Boolean::logicalOr));
        return new GrantedFolders(all);
    }

    /** Whether all of those are among these, or lie below. */
    boolean cover(List<Preopen> preopens) {
        return preopens.stream().allMatch(preopen -> writable.entrySet().stream()
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
