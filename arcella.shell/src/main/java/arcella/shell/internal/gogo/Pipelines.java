package arcella.shell.internal.gogo;

import java.util.List;

import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

/** Where a command stands in its pipeline, and what that means for its output. */
public final class Pipelines {

    private Pipelines() {}

    /** Whether a command's output goes to the session's own output: through no pipe, file or variable at any level. */
    public static boolean onSessionOutput(Process process) {
        if (!process.isTty(1)) {
            return false;
        }
        for (Job job = process.job().parent(); job != null; job = job.parent()) {
            List<Process> all = job.processes();
            if (all.size() != 1 || !all.getLast().isTty(1)) {
                return false;
            }
        }
        return true;
    }
}
