package arcella.command;

import java.util.Set;

/**
 * The worker processes that live at the moment; registered as a service (whiteboard) by the bundle that starts them.
 *
 * <p>Guests run in workers, so nobody who manages the container may be one of them: ALME refuses a peer that is such a
 * process or descends from one. Called from many threads at every new connection; must answer quickly.
 */
public interface WorkerProcesses {

    /** The process ids of all living workers. */
    Set<Long> pids();
}
