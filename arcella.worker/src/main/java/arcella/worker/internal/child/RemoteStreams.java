package arcella.worker.internal.child;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.wasi.io.LocalPort;
import arcella.wasi.io.StreamPort;
import arcella.worker.StreamNumbers;
import arcella.worker.WorkerError;
import arcella.worker.internal.streams.AskedPort;
import arcella.worker.internal.streams.StreamPassage;
import arcella.worker.internal.streams.StreamServer;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.StreamOp;
import arcella.worker.internal.wire.ToWorker;

/** The streams that one instance in a worker passes on and is passed: they all go through the supervisor. */
final class RemoteStreams extends StreamPassage {

    private final long instance;
    private final Outbox outbox;
    private final Open open;
    private final StreamServer passed = new StreamServer();

    /** The pieces of work on streams of all instances of a worker that wait for an answer. */
    static final class Open {
        private final AtomicLong streams = new AtomicLong();
        private final AtomicLong calls = new AtomicLong();
        private final Map<Long, Consumer<StreamAnswer>> waiting = new ConcurrentHashMap<>();

        /** An answer came. */
        void told(long call, StreamAnswer answer) {
            Consumer<StreamAnswer> hears = waiting.remove(call);
            if (hears != null) {
                hears.accept(answer);
            }
        }
    }

    RemoteStreams(long instance, Outbox outbox, Open open) {
        this.instance = instance;
        this.outbox = outbox;
        this.open = open;
    }

    /** A stream that the supervisor has for the instance. */
    private final class Port extends AskedPort {

        private final long stream;

        Port(long stream, boolean lent) {
            super(lent);
            this.stream = stream;
        }

        @Override
        protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
            long call = open.calls.incrementAndGet();
            open.waiting.put(call, answer);
            outbox.sendSurely(new FromWorker.StreamAsk(call, instance, stream, op, most, bytes));
        }
    }

    @Override
    protected long put(StreamPort port, boolean lent) {
        long number = StreamNumbers.of(open.streams.incrementAndGet());
        passed.add(number, port, lent);
        return number;
    }

    /** The supervisor's own goes back as what it was. */
    @Override
    protected long putOn(StreamPort port) {
        return port instanceof Port own ? own.stream : put(port, false);
    }

    /** One of the instance's own may come back to it. */
    @Override
    protected StreamPort taken(long number) {
        if (StreamNumbers.isForWorker(number)) {
            return new Port(number, false);
        }
        StreamPort own = passed.find(number, false).orElseThrow(() -> new ArcellaException(WorkerError.RESOURCE_GONE,
                "a stream came back that is not there any more", "make the stream anew"));
        passed.remove(number);
        return own;
    }

    @Override
    protected StreamPort borrowed(long number) {
        return new Port(number, true);
    }

    @Override
    public void over(long number) {
        passed.over(number);
    }

    /** Does what the supervisor asks of a stream of the instance. */
    void serve(ToWorker.StreamAsk ask) {
        passed.serve(ask.stream(), ask.op(), ask.most(), ask.bytes(),
                answer -> outbox.sendSurely(new FromWorker.StreamTold(ask.request(), answer)));
    }

    @Override
    protected void ending(List<LocalPort> left) {
        passed.interrupt();
    }
}
