package arcella.worker;

import java.time.Duration;
import java.util.List;

import arcella.worker.seal.SealReport;

/**
 * A worker process at one moment. Immutable.
 *
 * @param group the group of modules it is for
 * @param pid its process id
 * @param uptime how long it has been ready
 * @param residentBytes the memory it occupies, as the system counts; 0 where that cannot be told
 * @param heapBytes its Java heap, which holds the linear memories of its guests too, may have so much
 * @param heapUsedBytes what is used of that, with what has not been collected yet, a few seconds ago; 0 if it has not said so yet
 * @param memory what the linear memories of its guests take of that, likewise
 * @param cpuTime the processor time it has used; zero where that cannot be told
 * @param modules the ids of the modules of its instances, one for each instance
 * @param callsInFlight calls, and what else was asked of it, that it has not answered yet
 * @param calls calls that it has answered, with a result or a failure
 * @param starts how many workers this group has had, this one included
 * @param seal what was sealed and what this system lacks, a line each; empty before it is known what for, when nothing runs in it
 */
public record WorkerStatistics(
        String group,
        long pid,
        Duration uptime,
        long residentBytes,
        long heapBytes,
        long heapUsedBytes,
        MemoryUse memory,
        Duration cpuTime,
        List<String> modules,
        int callsInFlight,
        long calls,
        long starts,
        List<String> seal) {

    /** Whether it has been sealed, as far as this system can. */
    public boolean sealed() {
        return !seal.isEmpty();
    }

    /** What this system lacks of the sealing, a line each that begins with the part's name and a colon. */
    public List<String> unsealed() {
        return SealReport.missing(seal);
    }

    /** Copies the lists. */
    public WorkerStatistics {
        modules = List.copyOf(modules);
        seal = List.copyOf(seal);
    }
}
