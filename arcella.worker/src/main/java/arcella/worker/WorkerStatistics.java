package arcella.worker;

import java.time.Duration;
import java.util.List;

/**
 * A worker process at one moment. Immutable.
 *
 * @param group the group of modules it is for
 * @param pid its process id
 * @param uptime how long it has been ready
 * @param residentBytes the memory it occupies, as the system counts; 0 where that cannot be told
 * @param heapBytes its Java heap, which holds the linear memories of its guests too, may have so much
 * @param heapUsedBytes what is used of that, with what has not been collected yet, a few seconds ago; 0 if it has not said so yet
 * @param cpuTime the processor time it has used; zero where that cannot be told
 * @param modules the ids of the modules of its instances, one for each instance
 * @param callsInFlight requests that it has not answered yet
 * @param starts how many workers this group has had, this one included
 * @param seal what was sealed and what this system lacks, a line each
 */
public record WorkerStatistics(
        String group,
        long pid,
        Duration uptime,
        long residentBytes,
        long heapBytes,
        long heapUsedBytes,
        Duration cpuTime,
        List<String> modules,
        int callsInFlight,
        long starts,
        List<String> seal) {

    /** Copies the lists. */
    public WorkerStatistics {
        modules = List.copyOf(modules);
        seal = List.copyOf(seal);
    }
}
