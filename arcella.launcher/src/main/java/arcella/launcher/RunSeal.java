package arcella.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wasi.Preopen;
import arcella.wasi.net.Network;
import arcella.wasi.net.NetworkRules;
import arcella.worker.seal.RootRight;
import arcella.worker.seal.Seal;
import arcella.worker.seal.SealPolicy;
import arcella.worker.seal.SealReport;

/**
 * Seals the process of {@code arcella run} as a worker's is: whatever a guest may find to break, the process can reach
 * nothing but what the command line gives.
 */
final class RunSeal {

    /** Set while an AOT cache is recorded, at the end of which Java starts a process. */
    private static final String RECORDING = "ARCELLA_AOT_PROFILE";

    private RunSeal() {}

    /**
     * Seals this process; to be called by its first thread, before there are others that could run the guest.
     *
     * @return one line that names the parts this system does not allow, if there are any
     */
    static Optional<String> apply(List<Preopen> folders, NetworkRules network) {
        List<Path> readable = new ArrayList<>();
        List<Path> writable = new ArrayList<>();
        for (Preopen folder : folders) {
            (folder.access() == Preopen.Access.READ_ONLY ? readable : writable).add(folder.host());
        }
        boolean reads = !readable.isEmpty();
        boolean sockets = !network.equals(NetworkRules.none());
        if (sockets) {
            Network.prepare();
            readable.addAll(Network.resolverFiles());
        }
        SealPolicy policy = new SealPolicy(readable, writable, sockets, !writable.isEmpty(), false,
                RootRight.of(reads, !writable.isEmpty(), network.lowPorts()));
        SealReport report = System.getenv(RECORDING) == null ? Seal.apply(policy) : Seal.rehearse(policy);
        return report.complete()
                ? Optional.empty()
                : Optional.of("arcella: this system seals the module's process only in part: "
                        + String.join("; ", report.missing()));
    }
}
