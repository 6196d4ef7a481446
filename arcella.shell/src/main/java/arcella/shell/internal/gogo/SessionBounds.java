package arcella.shell.internal.gogo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Parser.Executable;
import org.apache.felix.gogo.runtime.Parser.Pipeline;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.JobListener;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

import arcella.command.text.Escape;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * Holds a session within bounds: so deep may closures, aliases, scripts and {@code $( )} be nested, and so many threads
 * may its commands have at once. Gogo itself knows none, and takes for each level a thread that waits and one for each
 * command of the pipe: a closure that calls itself took the container's last thread.
 *
 * <p>Gogo tells of each job before it takes threads for it, on the thread that would start it; a failure thrown there is
 * that command's failure. Where one job of a line was refused, all that the line would start after it are refused too: a
 * closure that calls itself twice would otherwise try all of its 2^100 ways. Thread-safe.
 */
final class SessionBounds implements JobListener {

    /** The deepest nesting; a typed line is 1. */
    static final int DEPTH = 100;
    /** The most threads of one session; a chain of the deepest nesting has two on each level. */
    static final int THREADS = 256;

    private static final int SHOWN = 40;

    /** By the outermost job, for as long as anything of it runs. */
    private final Map<Job, ArcellaException> refusals = new WeakHashMap<>();
    private final Map<Job, Integer> depths = new WeakHashMap<>();
    private @Nullable ArcellaException ofForeground;
    private int threads;

    @Override
    public void jobChanged(Job job, Status before, Status now) {
        if (before == Status.Created) {
            begins(job);
        } else if (now == Status.Done) {
            synchronized (this) {
                threads -= threads(job.processes().size());
            }
        }
    }

    private void begins(Job job) {
        // The parent of each job is the outermost one. What starts it is the command on whose thread this is called.
        Job root = job.parent() == null ? job : job.parent();
        Process starting = Process.Utils.current();
        // Asked before the lock is taken: a job that ends holds its own lock while it waits for this one.
        boolean foreground = root.status() == Status.Foreground;
        int wanted = threads(job.processes().size());
        synchronized (this) {
            int depth = starting == null ? 1 : depths.getOrDefault(starting.job(), 1) + 1;
            if (job != root) {
                ArcellaException refusal = refusals.get(root);
                if (refusal == null && depth > DEPTH) {
                    refusal = tooDeep(job);
                } else if (refusal == null && threads + wanted > THREADS) {
                    refusal = tooMany();
                }
                if (refusal != null) {
                    refusals.put(root, refusal);
                    ofForeground = foreground ? refusal : ofForeground;
                    throw refusal;
                }
            }
            depths.put(job, depth);
            threads += wanted;
        }
    }

    /**
     * Checks a line before it is run: Gogo would keep an outermost job that is refused in its list for ever.
     *
     * @throws ArcellaException {@link ShellError#TOO_MANY_COMMANDS} if its pipes are too long, or with its background jobs
     *     and those of former lines too many
     * @throws org.apache.felix.gogo.runtime.SyntaxError if it cannot be read
     */
    void admit(CharSequence line) {
        int most = 0;
        int behind = 0;
        List<Executable> all = new ArrayList<>(new Parser(line).program().tokens());
        for (int i = 0; i < all.size(); i += 2) {
            int wanted = threads(all.get(i) instanceof Pipeline pipeline ? (pipeline.tokens().size() + 1) / 2 : 1);
            most = Math.max(most, behind + wanted);
            behind += i + 1 < all.size() && Token.eq("&", all.get(i + 1)) ? wanted : 0;
        }
        synchronized (this) {
            ofForeground = null;
            if (threads + most > THREADS) {
                throw tooMany();
            }
        }
    }

    /** Why a part of the line that was admitted last was refused, if one was. */
    synchronized Optional<ArcellaException> refusal() {
        return Optional.ofNullable(ofForeground);
    }

    /** One waits for those that run the commands. */
    private static int threads(int commands) {
        return 1 + commands;
    }

    private static ArcellaException tooDeep(Job job) {
        String command = job.command().toString().lines().findFirst().orElse("").strip();
        String shown = command.length() > SHOWN ? command.substring(0, SHOWN) + "…" : command;
        return new ArcellaException(
                ShellError.TOO_DEEP,
                "commands are nested more than " + DEPTH + " deep, at '" + Escape.line(shown) + "'",
                "it calls itself, or is called by what it calls: let it come to an end, or write its commands one behind"
                        + " the other");
    }

    private static ArcellaException tooMany() {
        return new ArcellaException(
                ShellError.TOO_MANY_COMMANDS,
                "the line needs more than the " + THREADS + " threads that a session may have: one for each command of a pipe,"
                        + " and one for the pipe",
                "write shorter pipes, let what calls itself come to an end, or leave the shell to end what runs in the background");
    }
}
