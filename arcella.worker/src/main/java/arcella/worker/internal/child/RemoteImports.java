package arcella.worker.internal.child;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleImports;
import arcella.worker.WorkerError;
import arcella.worker.internal.Answer;
import arcella.worker.internal.wire.FromWorker;

/** What the guest of one instance in a worker imports from other modules: it all goes through the supervisor. */
final class RemoteImports implements ModuleImports {

    private final long instance;
    private final Outbox outbox;
    private final Open open;

    /** The calls of all instances of a worker that wait for an answer. */
    static final class Open {
        private final AtomicLong numbers = new AtomicLong();
        private final Map<Long, Answer<List<WitValue>>> waiting = new ConcurrentHashMap<>();

        /** Results came; nobody may wait for them any more. */
        void done(long call, List<WitValue> results) {
            Answer<List<WitValue>> answer = waiting.remove(call);
            if (answer != null) {
                answer.done(results);
            }
        }

        /** A failure came. */
        void failed(long call, ArcellaException cause) {
            Answer<List<WitValue>> answer = waiting.remove(call);
            if (answer != null) {
                answer.failed(cause);
            }
        }
    }

    RemoteImports(long instance, Outbox outbox, Open open) {
        this.instance = instance;
        this.outbox = outbox;
        this.open = open;
    }

    @Override
    public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
        long call = open.numbers.incrementAndGet();
        Answer<List<WitValue>> answer = Answer.awaited();
        open.waiting.put(call, answer);
        try {
            outbox.send(new FromWorker.ImportCall(call, instance, iface, function, arguments));
        } catch (InterruptedException e) {
            open.waiting.remove(call);
            Thread.currentThread().interrupt();
            throw new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", "", e);
        } catch (IOException e) {
            open.waiting.remove(call);
            throw new ArcellaException(WorkerError.WORKER_LOST, "the container cannot be reached", "", e);
        } catch (ArcellaException e) {
            open.waiting.remove(call);
            throw e;
        }
        answer.onCancel(() -> {
            if (open.waiting.remove(call) != null) {
                outbox.sendSurely(new FromWorker.ImportCancel(call, instance));
            }
        });
        return answer.await();
    }

    @Override
    public void drop(String iface, long id) {
        outbox.sendSurely(new FromWorker.ImportDrop(instance, iface, id));
    }
}
