package arcella.runtime.internal.container;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.host.GroupMembers;
import arcella.wasi.Preopen;
import arcella.wasi.net.NetworkRules;
import arcella.worker.GroupReach;

/** The modules of worker groups, as they are installed and granted at the moment. Thread-safe. */
final class WorkerMembers implements GroupMembers {

    private final ModuleDirectory directory;
    private final Function<ModuleId, DataFolder> data;

    /** @param data a module's own folder */
    WorkerMembers(ModuleDirectory directory, Function<ModuleId, DataFolder> data) {
        this.directory = directory;
        this.data = data;
    }

    @Override
    public long[] memories(String group) {
        return directory.inWorker(group).stream().mapToLong(entry -> entry.limits().memoryBytes()).toArray();
    }

    @Override
    public GroupReach reach(String group) {
        List<Preopen> folders = new ArrayList<>();
        boolean network = false;
        boolean lowPorts = false;
        for (ModuleEntry entry : directory.inWorker(group)) {
            GroupReach one = reach(entry);
            folders.addAll(one.folders());
            network |= one.network();
            lowPorts |= one.lowPorts();
        }
        return new GroupReach(folders, network, lowPorts);
    }

    @Override
    public boolean returning(String group) {
        return directory.inWorker(group).stream().anyMatch(entry -> entry.life().returning());
    }

    @Override
    public boolean awaited(String group) {
        return directory.inWorker(group).stream().anyMatch(entry -> entry.life().state().live());
    }

    private GroupReach reach(ModuleEntry entry) {
        try {
            ModuleConfiguration.Now now = entry.configuration().now();
            List<Preopen> folders = InstanceSpecs.folders(now.manifest(), now.permissions(), data.apply(entry.id())).stream()
                    .filter(folder -> Files.isDirectory(folder.host())).toList();
            NetworkRules network = now.permissions().network(now.manifest());
            return new GroupReach(folders, !network.empty(), network.lowPorts());
        } catch (ArcellaException e) {
            // What keeps this one from its folders is told when it is started, and hinders no other.
            return GroupReach.none();
        }
    }
}
