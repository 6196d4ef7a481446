package arcella.alme.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import arcella.alme.protocol.AlmeError;
import arcella.command.Caller;
import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

/**
 * Decides who may manage the container, and in which role: processes of the same user or of root are admins, others what the
 * settings say; but no worker and nothing that a worker started, for guests run there. Thread-safe.
 */
final class PeerGuard {

    /** Process trees are not deeper; a bound against a tree that changes while it is walked. */
    private static final int DEEPEST = 128;

    private final long ownUid;
    private final String ownName;
    private final PeerRoles roles;
    private final List<WorkerProcesses> workers = new CopyOnWriteArrayList<>();

    PeerGuard(long ownUid, String ownName, PeerRoles roles) {
        this.ownUid = ownUid;
        this.ownName = ownName;
        this.roles = roles;
    }

    /** Whether a peer gets in only if the settings say so. */
    boolean isStranger(Peer peer) {
        return peer.uid() != ownUid && peer.uid() != 0;
    }

    void add(WorkerProcesses source) {
        workers.add(source);
    }

    void remove(WorkerProcesses source) {
        workers.removeIf(other -> other == source);
    }

    /**
     * The caller that a peer is.
     *
     * @throws ArcellaException {@link AlmeError#PEER_REFUSED} if it may not manage this container
     */
    Caller admit(Peer peer, RoleSettings settings) {
        Optional<Role> role = isStranger(peer)
                ? peer.uid() < 0 ? Optional.empty() : roles.of(peer.uid(), settings) : Optional.of(Role.ADMIN);
        if (role.isEmpty()) {
            throw new ArcellaException(
                    AlmeError.PEER_REFUSED,
                    "user " + peer.uid() + " may not manage this container, which belongs to user " + ownUid,
                    "run the command as " + ownName + ", or have its owner give you a role under [roles] in etc/arcella.toml");
        }
        if (peer.pid() > 0 && belongsToWorker(peer.pid())) {
            throw new ArcellaException(
                    AlmeError.PEER_REFUSED, "process " + peer.pid() + " belongs to a worker, which runs guests",
                    "guests cannot manage the container");
        }
        return new Caller(name(peer), peer.pid() > 0 ? peer.pid() : -1, role.get(), Caller.Origin.ALME);
    }

    private String name(Peer peer) {
        return peer.uid() == ownUid ? ownName : peer.uid() == 0 ? "root" : roles.name(peer.uid());
    }

    private boolean belongsToWorker(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        long current = pid;
        for (int depth = 0; depth < DEEPEST; depth++) {
            for (WorkerProcesses source : workers) {
                Set<Long> pids = source.pids();
                if (pids.contains(current)) {
                    return true;
                }
            }
            process = process.flatMap(ProcessHandle::parent);
            if (process.isEmpty()) {
                return false;
            }
            current = process.get().pid();
        }
        return true;
    }
}
