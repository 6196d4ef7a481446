package arcella.worker.internal.supervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.wasi.io.StreamPort;
import arcella.wit.value.WitValue;
import arcella.worker.Handles;
import arcella.worker.StreamNumbers;
import arcella.worker.internal.streams.AskedPort;
import arcella.worker.internal.streams.StreamHub;
import arcella.worker.internal.streams.StreamServer;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.StreamOp;
import arcella.worker.internal.wire.ToWorker;

/**
 * The streams that pass between one instance in a worker and other instances, as the container sees them: those of others
 * that the worker may use, and those of the worker's that others use. The worker is not trusted: it can use no stream but
 * those that were passed to this instance. Thread-safe.
 */
final class ServedStreams implements AutoCloseable {

    /** No stream at all. */
    static final Coming NOTHING = new Coming(List.of(), List.of());

    private final WorkerLink link;
    private final long instance;
    private final String module;
    private final StreamHub hub = StreamHub.HERE;
    private final StreamServer served = new StreamServer();
    private final AtomicLong count = new AtomicLong();

    ServedStreams(WorkerLink link, long instance, String module) {
        this.link = link;
        this.instance = instance;
        this.module = module;
    }

    /** A stream that the instance has. */
    private final class Port extends AskedPort {

        private final long stream;

        Port(long stream, boolean lent) {
            super(lent);
            this.stream = stream;
        }

        boolean isOf(ServedStreams owner) {
            return ServedStreams.this == owner;
        }

        @Override
        protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
            link.ask(new Request<>(FromWorker.StreamTold.class, "a stream of " + module, null,
                    told -> answer.accept(told.answer()), failure -> answer.accept(StreamAnswer.closed())),
                    id -> new ToWorker.StreamAsk(id, instance, stream, op, most, bytes));
        }
    }

    /** What the worker passes, for others to take from the hub; {@link #over} is to follow for what is put into the list. */
    List<WitValue> fromWorker(List<WitValue> values, List<Long> passed) {
        if (!Handles.in(values)) {
            return values;
        }
        return values.stream().map(value -> Handles.map(value, handle -> {
            if (!StreamNumbers.isStream(handle)) {
                return handle;
            }
            boolean lent = lent(handle);
            long number = hub.put(port(handle.id(), lent), lent);
            passed.add(number);
            return new WitValue.Handle(handle.kind(), number);
        })).toList();
    }

    private StreamPort port(long number, boolean lent) {
        if (!StreamNumbers.isForWorker(number)) {
            return new Port(number, lent);
        }
        // It passes on for good what was passed to it.
        StreamPort others = served.find(number, false).filter(found -> !lent)
                .orElseThrow(() -> WorkerLink.violation("a stream that it does not have"));
        served.remove(number);
        return others;
    }

    private static boolean lent(WitValue.Handle handle) {
        return switch (handle.kind()) {
            case OWN -> false;
            case BORROW -> true;
            case STREAM, FUTURE, ERROR_CONTEXT -> throw WorkerLink.violation("a number of another kind than the handle");
        };
    }

    /** The results of a call of the instance's. */
    List<WitValue> results(List<WitValue> values) {
        List<Long> passed = new ArrayList<>(0);
        try {
            return fromWorker(values, passed);
        } catch (ArcellaException e) {
            over(passed);
            throw e;
        }
    }

    /** The call is over that the worker passed these to. */
    void over(List<Long> passed) {
        passed.forEach(hub::over);
    }

    /** One stream that comes to the worker, with its numbers there and in the hub. */
    private record Came(ServedStreams streams, long there, long here, StreamPort port, boolean lent) {}

    /** Values for the worker, and the streams in them. */
    record Coming(List<WitValue> values, List<Came> came) {

        /** The call that they came with is over. */
        void over() {
            came.stream().filter(Came::lent).forEach(one -> one.streams().served.remove(one.there()));
        }

        /** Nothing has become of it: another may take them. */
        void putBack() {
            came.stream().filter(one -> !one.lent()).forEach(one -> {
                one.streams().served.remove(one.there());
                one.streams().hub.putBack(one.here(), one.port());
            });
        }

        /** They never got there, and nobody else wants them. */
        void giveUp() {
            came.forEach(one -> {
                one.streams().served.remove(one.there());
                one.port().drop();
            });
        }
    }

    /** What others pass to the worker. */
    Coming toWorker(List<WitValue> values) {
        if (!Handles.in(values)) {
            return new Coming(values, List.of());
        }
        List<Came> came = new ArrayList<>(0);
        try {
            List<WitValue> mapped = values.stream().map(value -> Handles.map(value,
                    handle -> StreamNumbers.isStream(handle) ? come(handle, came) : handle)).toList();
            return new Coming(mapped, came);
        } catch (ArcellaException e) {
            new Coming(List.of(), came).giveUp();
            throw e;
        }
    }

    private WitValue.Handle come(WitValue.Handle handle, List<Came> came) {
        boolean lent = lent(handle);
        StreamPort port = lent ? hub.borrow(handle.id()) : hub.take(handle.id());
        long there = port instanceof Port own && own.isOf(this) && !lent ? own.stream
                : StreamNumbers.forWorker(count.incrementAndGet());
        came.add(new Came(this, there, handle.id(), port, lent));
        if (StreamNumbers.isForWorker(there)) {
            served.add(there, port, lent);
        }
        return new WitValue.Handle(handle.kind(), there);
    }

    /** Does what the worker asks of a stream that was passed to it; on the reading thread, and does not wait. */
    void serve(FromWorker.StreamAsk ask) {
        served.serve(ask.stream(), ask.op(), ask.most(), ask.bytes(),
                answer -> link.say(new ToWorker.StreamTold(ask.call(), answer)));
    }

    /** The instance has ended: it needs no stream any more, and has none. */
    @Override
    public void close() {
        served.close();
        hub.forget(port -> port instanceof Port own && own.isOf(this));
    }
}
