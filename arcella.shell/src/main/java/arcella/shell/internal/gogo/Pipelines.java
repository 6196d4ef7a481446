package arcella.shell.internal.gogo;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

import arcella.command.text.ResultText;

/** Where a command stands in its pipeline, and what that means for its output and failures. */
public final class Pipelines {

    private Pipelines() {}

    /** Whether nothing follows a command in its own pipeline. */
    public static boolean last(Process process) {
        List<Process> all = process.job().processes();
        return all.isEmpty() || all.getLast() == process;
    }

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

    /**
     * A command whose failures are shown in the shell's way. In the last place of a pipeline a failure is the pipeline's
     * own and passes; in any other Gogo would show the exception's class, so it is shown here and noted.
     */
    public static Function guarded(ShellAccess shell, Function command) {
        return (session, arguments) -> {
            try {
                return command.execute(session, arguments);
            } catch (Exception | StackOverflowError e) {
                Process process = Process.Utils.current();
                if (process == null || last(process)) {
                    throw e;
                }
                show(shell, process, e);
                return null;
            }
        };
    }

    private static void show(ShellAccess shell, Process process, Throwable thrown) {
        shell.coded(thrown).ifPresent(failure -> {
            shell.failed(failure);
            byte[] text = ResultText.failure(failure, shell.screen()).getBytes(StandardCharsets.UTF_8);
            process.err().write(text, 0, text.length);
            process.err().flush();
        });
        process.error(1);
    }
}
