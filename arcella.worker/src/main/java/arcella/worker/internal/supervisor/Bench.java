package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CompileProgress;
import arcella.error.ArcellaException;
import arcella.worker.WorkerError;
import arcella.worker.WorkerStatistics;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/**
 * A worker process that is there for one module, to be validated and compiled. One thread at a time asks it; whoever has
 * it must {@link #release} it.
 */
public final class Bench {

    /** Stands where others have the group of their modules; no group can be called so. */
    static final String GROUP = "-compile";

    /** How long a process that has left its connection may take to end. */
    private static final Duration EXIT = Duration.ofSeconds(2);

    static final String SMALLER =
            "build the module smaller: with -Oz, without debug information, or as several modules";

    private final Launcher.Launched launched;
    private final long heapBytes;
    private final Duration time;
    private final long sinceNanos = System.nanoTime();
    private volatile String doing = "waiting";
    private volatile boolean ended;
    private long usedNanos;
    private boolean released;
    private volatile Runnable onReleased = () -> { };

    private final Handover handover;

    private Bench(Launcher.Launched launched, long heapBytes, long compiledBytes, Duration time) {
        this.launched = launched;
        this.handover = new Handover(launched.folder().path().resolve("compiled"), compiledBytes);
        this.heapBytes = heapBytes;
        this.time = time;
    }

    /**
     * Starts one.
     *
     * @param heapBytes its heap
     * @param compiledBytes how much it may hand over
     * @param time how long all that it is asked may take together
     */
    static Bench launch(Launcher launcher, long heapBytes, long compiledBytes, Duration time) throws InterruptedException {
        CompletableFuture<Bench> started = new CompletableFuture<>();
        try {
            Launcher.Launched launched = launcher.launch(GROUP, heapBytes, GrantedReach.none(),
                    link -> started.whenComplete((bench, failure) -> died(link, bench)));
            Bench bench = new Bench(launched, heapBytes, compiledBytes, time);
            started.complete(bench);
            return bench;
        } catch (ArcellaException | InterruptedException e) {
            started.completeExceptionally(e);
            throw e;
        }
    }

    /** Tells who waits for an answer why there is none; on a thread of the pool. */
    private static void died(WorkerLink link, @Nullable Bench bench) {
        if (bench == null) {
            link.tell(new ArcellaException(WorkerError.WORKER_START, "the worker did not start", ""));
            return;
        }
        Process process = bench.launched.process();
        ArcellaException why = link.reason();
        boolean itself = !bench.ended && Deaths.exits(process, why == null ? EXIT : Duration.ofMillis(200));
        if (!itself) {
            process.destroyForcibly();
            Deaths.exits(process, Duration.ofSeconds(10));
        }
        link.tell(bench.obituary(why, itself));
    }

    private ArcellaException obituary(@Nullable ArcellaException why, boolean itself) {
        Process process = launched.process();
        if (why == null && itself && process.exitValue() == Deaths.OUT_OF_MEMORY) {
            return new ArcellaException(WorkerError.COMPILE_LIMIT, doing + " the module takes more than "
                    + (heapBytes >> 20) + " MiB of Java heap", SMALLER);
        }
        if (why != null && why.code().number() == WorkerError.COMPILE_LIMIT.number()) {
            return why;
        }
        if (why != null && why.code().number() == WorkerError.WORKER_LOST.number()) {
            // A Java machine whose heap is as good as full does nothing but collect garbage.
            return new ArcellaException(WorkerError.COMPILE_LIMIT, doing + " the module takes too much memory or time: "
                    + why.what(), SMALLER, why);
        }
        String how = why != null ? "was given up: " + why.what()
                : itself ? Deaths.describe(process.exitValue()) : "left its connection and was ended";
        String said = launched.errors().text();
        return new ArcellaException(WorkerError.COMPILE_WORKER, "the worker that was " + doing + " the module (process "
                + process.pid() + ") " + how + (said.isEmpty() ? "" : "; it said: " + said),
                "try again; if the same module does it again, do not trust it", why);
    }

    /** What is to be done, on a thread of the pool, when nothing is left of it; in place of what was to be done before. */
    void onReleased(Runnable action) {
        onReleased = action;
    }

    /** Whether it could still answer. */
    boolean isAlive() {
        return !ended && !launched.link().dead().isDone() && launched.process().isAlive();
    }

    /** Has it get ready for the first module. */
    void warmUp() {
        launched.link().say(new ToWorker.WarmUp());
    }

    /** As {@link WorkerLink#beat}. */
    void beat(long now) {
        launched.link().beat(now);
    }

    /**
     * Asks something and waits for the answer.
     *
     * @param doing what it does then, for messages
     * @param content what is sent behind the question, as much of it as there is
     * @throws IOException if the content cannot be read
     * @throws ArcellaException what the worker answers, and as {@link arcella.worker.Workbench#examine}
     */
    public <M extends FromWorker> M ask(Class<M> kind, String doing, CompileProgress progress,
            LongFunction<ToWorker> question, InputStream content) throws IOException {
        this.doing = doing;
        WorkerLink link = launched.link();
        long began = System.nanoTime();
        long left = time.toNanos() - usedNanos;
        Waiting<M> waiting = new Waiting<>();
        try {
            long number = link.ask(new Request<>(kind, doing + " a module", began + left, waiting::done, waiting::failed, false,
                    handover::take, waiting::progressed), question);
            byte[] piece = content.readNBytes(Codec.PIECE);
            while (piece.length > 0 && !waiting.isOver()) {
                link.say(new ToWorker.Content(number, piece));
                piece = content.readNBytes(Codec.PIECE);
            }
            return waiting.await(began + left, progress).orElseThrow(() -> new ArcellaException(
                    WorkerError.COMPILE_LIMIT, doing + " the module takes more than " + time.toSeconds() + " s",
                    SMALLER));
        } finally {
            usedNanos += System.nanoTime() - began;
        }
    }

    /** Where what it has handed over lies; nobody but this process can write there. */
    public Path compiled() {
        return handover.done();
    }

    /** Ends the process at once. */
    public void end() {
        ended = true;
        launched.process().destroyForcibly();
        launched.link().giveUp(new ArcellaException(WorkerError.HOST_CLOSED, "the worker was ended", ""));
    }

    /** Waits until the process is gone. */
    public void awaitEnd() {
        if (!Deaths.exits(launched.process(), Duration.ofSeconds(10))) {
            throw new ArcellaException(WorkerError.INTERNAL,
                    "process " + launched.process().pid() + " did not end within 10 s of being killed", "");
        }
    }

    /** Ends the process and has everything cleared away that it leaves. Doing so twice does nothing. */
    public void release() {
        synchronized (this) {
            if (released) {
                return;
            }
            released = true;
        }
        end();
        launched.link().pool().execute(() -> {
            try {
                launched.link().dead().join();
                launched.folder().delete();
            } finally {
                onReleased.run();
            }
        });
    }

    WorkerStatistics statistics(long starts) {
        Process process = launched.process();
        return new WorkerStatistics(GROUP, process.pid(), Duration.ofNanos(System.nanoTime() - sinceNanos),
                ProcessFigures.residentBytes(process.pid()), heapBytes, launched.link().heapUsedBytes(), launched.link().memory(),
                ProcessFigures.cpuTime(process.toHandle()), List.of(),
                launched.link().openRequests(), 0, starts, launched.seal());
    }
}
