package arcella.worker.internal.local;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wasi.WasiExit;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.WorkerError;

/** The words for what goes wrong with an instance. */
public final class Failures {

    private Failures() {
    }

    /** A call to an instance that has ended or is about to. */
    public static ArcellaException ended(String module, Ending end) {
        String how = switch (end) {
            case Ending.Exited(int code) -> "has exited with code " + Integer.toUnsignedString(code);
            case Ending.Trapped(ArcellaException cause) -> "was ended by " + cause.code().text() + " " + cause.what();
            case Ending.Lost(ArcellaException cause) -> "was lost: " + cause.what();
            case Ending.Stopped() -> "is stopped";
        };
        return new ArcellaException(WorkerError.ENDED, module + " " + how, "start it again");
    }

    static ArcellaException wrongPhase(String module, boolean started) {
        return started
                ? new ArcellaException(WorkerError.ALREADY_STARTED, module + " has been started before",
                        "an instance starts once; make another")
                : new ArcellaException(WorkerError.NOT_STARTED, module + " has not been started", "start it first");
    }

    static ArcellaException notMetered(String module) {
        return new ArcellaException(WorkerError.NOT_METERED,
                "the fuel of " + module + " is not counted: it has no limit of fuel, and is compiled without what counts it",
                "state 'fuel' in [limits] of its manifest, or limits.fuel in its configuration, and restart it");
    }

    static ArcellaException overloaded(String module, int waiting) {
        return new ArcellaException(WorkerError.OVERLOADED,
                module + " has " + waiting + " calls waiting, as many as it may", "call it less often, or raise the limit");
    }

    /** The failure of a task that was interrupted. */
    static ArcellaException of(Task.Cause cause, InstanceSpec spec, String what) {
        return switch (cause) {
            case DEADLINE -> new ArcellaException(WorkerError.DEADLINE,
                    spec.module() + ": " + what + " took longer than its deadline of " + deadline(spec, what),
                    "raise the deadline if it may take so long");
            case CANCELLED -> new ArcellaException(WorkerError.CANCELLED, spec.module() + ": " + what
                    + " was cancelled", "");
            case STOPPED -> ended(spec.module(), new Ending.Stopped());
        };
    }

    private static String deadline(InstanceSpec spec, String what) {
        Optional<Duration> time = switch (what) {
            case "loading" -> Optional.of(spec.limits().loadDeadline());
            case "the command" -> spec.limits().commandDeadline();
            default -> spec.limits().deadline();
        };
        return time.map(Failures::inWords).orElse("none");
    }

    private static String inWords(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** With the way out that there is, where a stack ended before its limit of calls. */
    static Throwable explained(Throwable thrown, InstanceLimits limits) {
        if (!(thrown instanceof Trap trap && trap.stackEnded())) {
            return thrown;
        }
        long mebibytes = limits.stackBytes() >> 20;
        return limits.stackBytes() < InstanceLimits.MOST_STACK
                ? trap.explained("; the stack has " + mebibytes + " MiB, as follows from the limit call-depth of " + limits.callDepth(),
                        "raise its limit call-depth, with which the stack grows, if it is to nest so deep")
                : trap.explained("; the stack has " + mebibytes + " MiB, and none has more, whatever the limit call-depth",
                        "have the guest nest its calls less deep, or keep less in each");
    }

    /** The failure to tell whoever asked. */
    static ArcellaException of(Throwable thrown, Task.@Nullable Cause cause, InstanceSpec spec, String what) {
        return switch (thrown) {
            case WasiExit exit -> ended(spec.module(), new Ending.Exited(exit.code()));
            case Throwable any when cause != null -> of(cause, spec, what);
            case ArcellaException coded -> coded;
            case OutOfMemoryError full -> new ArcellaException(WorkerError.INTERNAL,
                    spec.module() + ": the Java heap is full", "give the process a larger heap", full);
            default -> new ArcellaException(WorkerError.INTERNAL,
                    spec.module() + ": " + what + " failed within the host: " + thrown,
                    "report it with the stack trace from the log", thrown);
        };
    }

    /** The end that this brings to the instance. */
    static Ending ending(Throwable thrown, Task.@Nullable Cause cause, InstanceSpec spec, String what) {
        if (thrown instanceof WasiExit exit) {
            return new Ending.Exited(exit.code());
        }
        return cause == Task.Cause.STOPPED ? new Ending.Stopped()
                : new Ending.Trapped(of(thrown, cause, spec, what));
    }
}
