package arcella.worker.internal.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleImports;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/**
 * Carries out what one instance in a worker calls of other modules: each call on a thread of the pool, one at a time, as
 * the guest waits for its answer. The worker is not trusted: what it must not say ends the connection.
 */
final class ServedImports {

    private final WorkerLink link;
    private final Set<String> names;
    private final ModuleImports imports;
    private final ServedStreams streams;

    // Guarded by this.
    private @Nullable Running running;
    private boolean ended;

    /** @param names the interfaces that the instance may call */
    ServedImports(WorkerLink link, Set<String> names, ModuleImports imports, ServedStreams streams) {
        this.streams = streams;
        this.link = link;
        this.names = names;
        this.imports = imports;
    }

    /** A call that the guest waits for. Its fields are guarded by the outer object. */
    private static final class Running {
        private final long call;
        private @Nullable Thread thread;
        private boolean over;

        Running(long call) {
            this.call = call;
        }
    }

    void call(FromWorker.ImportCall call) {
        if (!names.contains(call.iface())) {
            throw WorkerLink.violation("a call of an interface that its module does not import");
        }
        Running begun = new Running(call.call());
        synchronized (this) {
            if (running != null) {
                throw WorkerLink.violation("a second call to another module before the first was answered");
            }
            running = begun;
        }
        link.pool().execute(() -> carryOut(begun, call));
    }

    private void carryOut(Running mine, FromWorker.ImportCall call) {
        synchronized (this) {
            if (mine.over || ended) {
                return;
            }
            mine.thread = Thread.currentThread();
        }
        ToWorker answer;
        List<Long> passed = new ArrayList<>(0);
        ServedStreams.Coming coming = ServedStreams.NOTHING;
        try {
            List<WitValue> arguments = streams.fromWorker(call.arguments(), passed);
            coming = streams.toWorker(imports.call(call.iface(), call.function(), arguments));
            answer = new ToWorker.ImportDone(call.call(), coming.values());
        } catch (ArcellaException e) {
            answer = new ToWorker.ImportFailed(call.call(), e);
        } catch (RuntimeException e) {
            // The boundary of this thread: whatever it is, the guest must not wait for ever.
            answer = new ToWorker.ImportFailed(call.call(), new ArcellaException(WorkerError.INTERNAL,
                    "a call of another module failed within the host: " + e, "report it with the stack trace from the log", e));
        }
        synchronized (this) {
            mine.thread = null;
            mine.over = true;
            if (running == mine) {
                running = null;
            }
            // The interrupt of a cancellation was for the call, which is over.
            Thread.interrupted();
        }
        // After the interrupt is gone: what nobody took is given back.
        streams.over(passed);
        say(call.call(), answer, coming);
    }

    private void say(long call, ToWorker answer, ServedStreams.Coming coming) {
        try {
            link.say(answer);
        } catch (ArcellaException e) {
            // The results of a provider in this process can be more than a frame holds.
            coming.giveUp();
            link.say(new ToWorker.ImportFailed(call, e));
        }
    }

    /** The guest does not wait any more. */
    void cancel(long call) {
        synchronized (this) {
            Running present = running;
            if (present != null && present.call == call) {
                running = null;
                giveUp(present);
            }
        }
    }

    private static void giveUp(Running present) {
        present.over = true;
        if (present.thread != null) {
            present.thread.interrupt();
        }
    }

    void drop(FromWorker.ImportDrop drop) {
        if (!names.contains(drop.iface())) {
            throw WorkerLink.violation("the end of a resource of an interface that its module does not import");
        }
        link.pool().execute(() -> imports.drop(drop.iface(), drop.id()));
    }

    /** The instance has ended. */
    void end() {
        synchronized (this) {
            ended = true;
            Running present = running;
            if (present != null) {
                running = null;
                giveUp(present);
            }
        }
    }
}
