package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.worker.MemoryUse;
import arcella.worker.NotBegunException;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/**
 * The connection to one worker, from its hello to its death.
 *
 * <p>One thread reads and never waits for anybody: what takes time (listeners, the actions of callers) is handed to the
 * pool. So a worker can always get rid of what it writes, and nothing here can come to a mutual standstill. Whoever asks
 * something sends it on their own thread.
 *
 * <p>The worker is not trusted: a guest may have taken it over. Each answer must fit a question that is open, output must
 * keep to its credit, and a first wrong word ends the connection ({@link #giveUp}). Death, by whatever cause, is told
 * once: open requests fail, instances are lost, and {@code onDeath} hears it.
 */
final class WorkerLink {

    /** How many heartbeats may go unanswered. */
    static final int MISSED_HEARTBEATS = 5;

    private final FrameChannel channel;
    private final Executor pool;
    private final LongConsumer stepBack;
    private final Consumer<WorkerLink> onDeath;
    private final AtomicReference<@Nullable ArcellaException> reason = new AtomicReference<>();
    private final CompletableFuture<FromWorker.Hello> hello = new CompletableFuture<>();
    private final CompletableFuture<List<String>> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> dead = new CompletableFuture<>();
    private final Map<Long, Open> requests = new ConcurrentHashMap<>();
    private final Map<Long, RemoteInstance> instances = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong pinged = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong ponged = new AtomicLong();
    private int missed;
    private volatile long heapUsedBytes;
    private volatile MemoryUse memory = MemoryUse.UNKNOWN;
    private volatile boolean ended;
    private volatile @Nullable ArcellaException death;

    /** A request that is not answered; one that is not sent can have had no effect. */
    private static final class Open {
        private final Request<?> request;
        private volatile boolean sent;

        Open(Request<?> request) {
            this.request = request;
        }
    }

    /**
     * @param name for the reading thread
     * @param births starts it
     * @param pool carries out what may take time
     * @param stepBack has a thread of the worker step back behind others, if it has one of that number
     * @param onDeath is told, on the reading thread, that the connection has ended
     */
    WorkerLink(FrameChannel channel, String name, Births births, Executor pool, LongConsumer stepBack, Consumer<WorkerLink> onDeath) {
        this.channel = channel;
        this.pool = pool;
        this.stepBack = stepBack;
        this.onDeath = onDeath;
        births.thread(name, this::read);
    }

    static ArcellaException violation(String what) {
        return new ArcellaException(WorkerError.PROTOCOL, "the worker sent " + what, "");
    }

    /** What it said first. */
    CompletableFuture<FromWorker.Hello> hello() {
        return hello;
    }

    /** Completes when it is ready, with what it sealed. */
    CompletableFuture<List<String>> ready() {
        return ready;
    }

    /** Completes when the connection has ended and everybody has been told. */
    CompletableFuture<Void> dead() {
        return dead;
    }

    Executor pool() {
        return pool;
    }

    Map<Long, RemoteInstance> instances() {
        return instances;
    }

    /** What it said of its heap last; 0 if it has not said so yet. */
    long heapUsedBytes() {
        return heapUsedBytes;
    }

    /** What it said of its guests' memories last. */
    MemoryUse memory() {
        return memory;
    }

    int openRequests() {
        return requests.size();
    }

    /** How many calls it has answered. */
    long calls() {
        return calls.get();
    }

    /** The reading thread: its end is the connection's. This is the boundary at which every failure counts. */
    private void read() {
        try {
            channel.run(frame -> received(Codec.decodeFromWorker(frame)));
        } catch (IOException e) {
            // Closed here with a reason, or the worker died: then its exit code tells more than the broken socket.
            channel.close();
        } catch (ArcellaException e) {
            giveUp(e);
        } catch (RuntimeException e) {
            giveUp(new ArcellaException(WorkerError.INTERNAL, "a worker's message could not be dealt with: " + e,
                    "report it with the stack trace from the log", e));
        } finally {
            channel.close();
            end();
        }
    }

    /** Why the worker was given up, if it was: else it ended the connection itself. */
    @Nullable ArcellaException reason() {
        return reason.get();
    }

    /** Ends the connection for this reason, which open requests and instances will hear if it is the first. */
    void giveUp(ArcellaException why) {
        reason.compareAndSet(null, why);
        channel.close();
    }

    private void end() {
        ended = true;
        hello.completeExceptionally(new IOException("the connection ended before a hello"));
        ready.completeExceptionally(new IOException("the connection ended before the worker was ready"));
        pool.execute(() -> {
            try {
                onDeath.accept(this);
            } finally {
                dead.complete(null);
            }
        });
    }

    /** Tells everybody who depends on this worker; the last thing that is done with it. */
    void tell(ArcellaException cause) {
        death = cause;
        for (Map.Entry<Long, Open> open : requests.entrySet()) {
            // Whoever is just sending one looks for the death afterwards.
            if (open.getValue().sent && requests.remove(open.getKey(), open.getValue())) {
                open.getValue().request.failed().accept(cause);
            }
        }
        for (Long number : List.copyOf(instances.keySet())) {
            RemoteInstance instance = instances.remove(number);
            if (instance != null) {
                instance.lost(cause);
            }
        }
    }

    private void received(FromWorker message) {
        if (!hello.isDone()) {
            if (!(message instanceof FromWorker.Hello first)) {
                throw violation("something else before its hello");
            }
            hello.complete(first);
            return;
        }
        switch (message) {
            case FromWorker.Hello again -> throw violation("a second hello");
            case FromWorker.Ready m -> {
                if (!ready.complete(m.seal())) {
                    throw violation("that it is ready, twice");
                }
            }
            case FromWorker.Instantiated m -> answered(m.request(), m);
            case FromWorker.Done m -> answered(m.request(), m);
            case FromWorker.Metered m -> answered(m.request(), m);
            case FromWorker.Failed m -> answered(m.request(), m);
            case FromWorker.Statistics m -> answered(m.request(), m);
            case FromWorker.Examined m -> answered(m.request(), m);
            case FromWorker.Compiled m -> answered(m.request(), m);
            case FromWorker.Compiling m -> progressed(m);
            case FromWorker.Entry m -> handedOver(m);
            case FromWorker.ImportCall m -> instance(m.instance()).importCall(m);
            case FromWorker.ImportCancel m -> instance(m.instance()).importCancel(m.call());
            case FromWorker.ImportDrop m -> instance(m.instance()).importDrop(m);
            case FromWorker.StreamAsk m -> instance(m.instance()).streamAsk(m);
            case FromWorker.StreamTold m -> answered(m.request(), m);
            case FromWorker.Output m -> instance(m.instance()).output(m);
            case FromWorker.Denied m -> instance(m.instance()).denied(m.denial());
            case FromWorker.LongRun m -> stepBack.accept(m.thread());
            case FromWorker.InputWanted m -> instance(m.instance()).inputWanted(m.most());
            case FromWorker.Ended m -> {
                RemoteInstance instance = instance(m.instance());
                instances.remove(m.instance());
                instance.ended(m);
            }
            case FromWorker.Pong m -> {
                if (m.number() != ponged.get() + 1 || m.number() > pinged.get()) {
                    throw violation("a sign of life that nobody asked for");
                }
                ponged.set(m.number());
                heapUsedBytes = Math.max(0, m.heapUsedBytes());
                memory = new MemoryUse(Math.max(0, m.memory().usedBytes()), Math.max(0, m.memory().limitBytes()));
            }
        }
    }

    private @Nullable Request<?> request(long number) {
        Open open = requests.get(number);
        return open == null ? null : open.request;
    }

    private void answered(long number, FromWorker message) {
        Request<?> request = request(number);
        if (request == null) {
            throw violation("an answer that nobody waits for");
        }
        if (!request.fits(message)) {
            throw violation("an answer of another kind than the question to " + request.what());
        }
        requests.remove(number);
        if (request.call()) {
            calls.incrementAndGet();
        }
        request.answered(message);
    }

    private void progressed(FromWorker.Compiling message) {
        Request<?> request = request(message.request());
        Consumer<FromWorker.Compiling> hears = request == null ? null : request.progress();
        if (hears == null) {
            throw violation("how far something is that was not asked of it");
        }
        hears.accept(message);
    }

    private void handedOver(FromWorker.Entry message) {
        Request<?> request = request(message.request());
        Consumer<FromWorker.Entry> takes = request == null ? null : request.entry();
        if (takes == null) {
            throw violation("compiled code that was not asked of it");
        }
        takes.accept(message);
    }

    private RemoteInstance instance(long number) {
        RemoteInstance instance = instances.get(number);
        if (instance == null) {
            throw violation("something about an instance that is not there");
        }
        return instance;
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /**
     * Asks something. If the worker is dead, or dies before it answers, the request fails.
     *
     * @param message makes the question, given the request's number
     * @return the request's number
     */
    long ask(Request<?> request, LongFunction<ToWorker> message) {
        long number = nextNumber();
        byte[] frame = Codec.encode(message.apply(number));
        Open open = new Open(request);
        requests.put(number, open);
        try {
            channel.send(frame);
            open.sent = true;
            ArcellaException cause = death;
            if (cause != null && requests.remove(number, open)) {
                request.failed().accept(cause);
            }
        } catch (IOException e) {
            requests.remove(number);
            failUnsent(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requests.remove(number);
            request.failed().accept(new ArcellaException(WorkerError.CANCELLED, "the caller was interrupted", ""));
        }
        return number;
    }

    /** The death is told once it is known in full; who comes after that is told here, and may try elsewhere. */
    private void failUnsent(Request<?> request) {
        dead.whenComplete((nothing, none) -> {
            ArcellaException cause = death;
            request.failed().accept(new NotBegunException(cause != null ? cause
                    : new ArcellaException(WorkerError.WORKER_LOST, "the worker has died", "try again")));
        });
    }

    /** Says something that has no answer. A dead worker does not hear it. */
    void say(ToWorker message) {
        byte[] frame = Codec.encode(message);
        boolean interrupted = false;
        while (!ended) {
            try {
                channel.send(frame);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (IOException e) {
                // It is dead, and whoever waits for something will be told by the reading thread.
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A beat: gives up the worker if it has not answered for too long, or is past a hard deadline. Never waits. */
    void beat(long now) {
        if (ended || !hello.isDone()) {
            return;
        }
        for (Open open : requests.values()) {
            Long hard = open.request.hardNanos();
            if (hard != null && hard - now <= 0) {
                giveUp(new ArcellaException(WorkerError.WORKER_LOST,
                        "the worker did not stop " + open.request.what() + " at its deadline", ""));
                return;
            }
        }
        for (RemoteInstance instance : instances.values()) {
            if (instance.overdue(now)) {
                giveUp(new ArcellaException(WorkerError.WORKER_LOST,
                        "the worker did not end " + instance.module() + " after its grace", ""));
                return;
            }
        }
        if (ponged.get() < pinged.get() || !ping()) {
            missed++;
        } else {
            missed = 0;
        }
        if (missed >= MISSED_HEARTBEATS) {
            giveUp(new ArcellaException(WorkerError.WORKER_LOST, "the worker gave no sign of life", ""));
        }
    }

    /** Asks for a sign of life; false if the worker has left so much unread that not even this finds room. */
    private boolean ping() {
        try {
            long next = pinged.incrementAndGet();
            if (channel.offer(Codec.encode(new ToWorker.Ping(next)))) {
                return true;
            }
            pinged.decrementAndGet();
            return false;
        } catch (IOException e) {
            // As good as no sign of life; the reading thread finds out the rest.
            return false;
        }
    }
}
