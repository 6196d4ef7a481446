package arcella.alme.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import arcella.alme.protocol.AlmeError;
import arcella.command.Caller;
import arcella.command.Role;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

/**
 * Decides who may manage the container: processes of the same user or of root, but no worker and nothing that a worker
 * started, for guests run there. Thread-safe.
 */
final class PeerGuard {

    /** Process trees are not deeper; a bound against a tree that changes while it is walked. */
    private static final int DEEPEST = 128;

    private final long ownUid;
    private final String ownName;
    private final List<WorkerProcesses> workers = new CopyOnWriteArrayList<>();

    PeerGuard(long ownUid, String ownName) {
        this.ownUid = ownUid;
        this.ownName = ownName;
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
    Caller admit(Peer peer) {
        if (peer.uid() != ownUid && peer.uid() != 0) {
            throw new ArcellaException(
                    AlmeError.PEER_REFUSED,
                    "user " + peer.uid() + " may not manage this container, which belongs to user " + ownUid,
                    "run the command as " + ownName);
        }
        if (peer.pid() > 0 && belongsToWorker(peer.pid())) {
            throw new ArcellaException(
                    AlmeError.PEER_REFUSED, "process " + peer.pid() + " belongs to a worker, which runs guests",
                    "guests cannot manage the container");
        }
        return new Caller(
                peer.uid() == ownUid ? ownName : "root", peer.pid() > 0 ? peer.pid() : -1, Role.ADMIN, Caller.Origin.ALME);
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
