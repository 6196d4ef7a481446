package arcella.runtime.internal.host;

import java.time.Duration;
import java.util.List;

/**
 * One worker process, at one moment.
 *
 * @param group its group
 * @param pid its process id
 * @param uptime how long it has been ready
 * @param residentBytes the memory it occupies; 0 where that cannot be told
 * @param modules the modules of its instances
 * @param starts how many workers this group has had, this one included
 */
public record WorkerReport(
        String group, long pid, Duration uptime, long residentBytes, List<String> modules, long starts) {

    public WorkerReport {
        modules = List.copyOf(modules);
    }
}
