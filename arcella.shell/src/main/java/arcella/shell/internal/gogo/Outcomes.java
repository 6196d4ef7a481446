package arcella.shell.internal.gogo;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;

import org.apache.felix.gogo.runtime.Pipe;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.Result;
import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;

/**
 * How the pipes of a session end. Gogo takes what the last command of a pipe gives for the pipe's outcome, so that a line
 * went on behind one whose first command had failed; here a pipe fails if any of its commands does, with the failure of the
 * first of them, counted from the left. Thread-safe.
 */
final class Outcomes {

    /** By the place in the pipe, until it ends. */
    private final Map<Job, SortedMap<Integer, ArcellaException>> failures = new WeakHashMap<>();
    private final Map<Job, ShellClosure> closures = new WeakHashMap<>();
    private final Map<Job, Process> starters = new WeakHashMap<>();
    private final Map<Process, Boolean> successes = new WeakHashMap<>();

    /** Whether nothing follows a command in its own pipe. */
    static boolean last(Process process) {
        return process.job().processes().indexOf(process) == process.job().processes().size() - 1;
    }

    /**
     * A pipe begins that is waited for.
     *
     * @param starter the command that started it, where it is not a typed line
     */
    synchronized void began(Job job, @Nullable Process starter) {
        if (starter != null) {
            starters.put(job, starter);
        }
    }

    /** Says in which closure a pipe stands. */
    synchronized void standsIn(ShellClosure closure, Job job) {
        closures.put(job, closure);
    }

    /** A command has failed, which makes its pipe fail at its end, whatever the command itself makes of it. */
    synchronized void failed(Process process, ArcellaException failure) {
        failures.computeIfAbsent(process.job(), _ -> new TreeMap<>())
                .putIfAbsent(process.job().processes().indexOf(process), failure);
    }

    /** A command is about to run a closure: what it ran before is not the closure's outcome. */
    synchronized void forget(Process starter) {
        successes.remove(starter);
    }

    /** A pipe has ended; called before anybody sees its result. */
    void ended(Job job) {
        Optional<ArcellaException> first = first(job);
        Object thrown = first.isPresent() ? first.get() : job.result().exception();
        boolean goesOn = goesOn(job);
        if (goesOn && thrown instanceof ArcellaException failure && !Mistakes.are(failure)) {
            // Gogo would end the line with it, and never come to what stands behind the ||.
            replaceResult(job, new Pipe.Result(1));
        } else if (first.isPresent()) {
            replaceResult(job, new Pipe.Result(first.get()));
        }
        Result result = job.result();
        synchronized (this) {
            Process starter = starters.remove(job);
            if (starter != null) {
                successes.put(starter, result.isSuccess());
            }
        }
    }

    /** Whether the last pipe that a command has started, such as in a closure, was a success; true if there was none. */
    synchronized boolean succeeded(Process starter) {
        return successes.getOrDefault(starter, true);
    }

    private synchronized boolean goesOn(Job job) {
        ShellClosure closure = closures.remove(job);
        return closure != null && closure.goesOnIfFailed(job.command());
    }

    private synchronized Optional<ArcellaException> first(Job job) {
        SortedMap<Integer, ArcellaException> all = failures.remove(job);
        if (all == null) {
            return Optional.empty();
        }
        ArcellaException first = all.firstEntry().getValue();
        all.values().stream().filter(other -> other != first).forEach(first::addSuppressed);
        Exception ofLast = job.result().exception();
        if (ofLast != null && ofLast != first) {
            first.addSuppressed(ofLast);
        }
        return Optional.of(first);
    }

    /** Gogo lets nobody say how a job ends; what stands behind the field is known of the version that is packed. */
    private static void replaceResult(Job job, Pipe.Result result) {
        try {
            Field field = job.getClass().getDeclaredField("result");
            field.setAccessible(true);
            field.set(job, result);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another Gogo than the one that this was written for", e);
        }
    }
}
