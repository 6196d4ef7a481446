package arcella.worker.internal.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.ExportedFunction;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.InstanceStatistics;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MeteredResults;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleImports;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.WorkerError;
import arcella.worker.internal.Answer;
import arcella.worker.internal.local.LazyInput;
import arcella.worker.internal.local.Timer;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/** An instance in a worker, as the container sees it. */
final class RemoteInstance implements ModuleInstance {

    /** How much longer than its own deadline a worker may take before it is given up for what it runs. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final Duration STATISTICS_WAIT = Duration.ofSeconds(2);

    private final WorkerLink link;
    private final long number;
    private final InstanceSpec spec;
    private final Delivery delivery;
    private final ServedStreams streams;
    private final ServedImports imports;
    private final LazyInput input;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Ending> heard = new CompletableFuture<>();

    private volatile FromWorker.@Nullable Instantiated facts;
    private volatile @Nullable Ending told;
    private volatile @Nullable Long overdueNanos;
    private volatile InstanceStatistics last = InstanceStatistics.NONE;
    private volatile boolean inputAsked;
    private volatile InstanceLimits limits;

    RemoteInstance(WorkerLink link, InstanceSpec spec, InstanceListener listener, ModuleImports imports) {
        this.link = link;
        this.number = link.nextNumber();
        this.streams = new ServedStreams(link, number, spec.module());
        this.imports = new ServedImports(link, spec.imports(), imports, streams);
        this.spec = spec;
        this.limits = spec.limits();
        this.input = new LazyInput(listener);
        this.delivery = new Delivery(listener, link.pool(), this::delivered, this::listenerFailed);
    }

    /** Asks the worker to make it. */
    Answer<RemoteInstance> instantiate(byte[] content) {
        Answer<RemoteInstance> answer = Answer.awaited();
        link.instances().put(number, this);
        Request<?> request = new Request<>(FromWorker.Instantiated.class, "loading " + spec.module(),
                hard(Optional.of(spec.limits().loadDeadline())), made -> {
                    facts = made;
                    answer.done(this);
                    if (answer.isCancelled()) {
                        // It was there before the worker heard that nobody wants it.
                        stop(Duration.ZERO);
                    }
                }, failure -> {
                    link.instances().remove(number);
                    answer.failed(failure);
                });
        long asked = link.ask(request, id -> new ToWorker.Instantiate(id, number, spec.module(),
                spec.content().sha256(), content.length, spec.arguments(), spec.environment(),
                spec.preopens(), spec.network(), spec.limits(), List.copyOf(spec.imports())));
        answer.onCancel(() -> link.pool().execute(() -> link.say(new ToWorker.Cancel(asked))));
        // An order that was not sent, such as that of an interrupted thread, has no content either.
        for (int from = 0; from < content.length && !answer.isDone(); from += Codec.PIECE) {
            int to = Math.min(content.length, from + Codec.PIECE);
            link.say(new ToWorker.Content(number, java.util.Arrays.copyOfRange(content, from, to)));
        }
        return answer;
    }

    private static @Nullable Long hard(Optional<Duration> deadline) {
        return deadline.isEmpty() ? null
                : Long.valueOf(Timer.after(deadline.get()) + Math.max(MARGIN.toNanos(), deadline.get().toNanos()));
    }

    private FromWorker.Instantiated facts() {
        return Objects.requireNonNull(facts, "the instance is not there yet");
    }

    @Override
    public String module() {
        return spec.module();
    }

    @Override
    public boolean command() {
        return facts().command();
    }

    @Override
    public List<ExportedFunction> functions() {
        return facts().functions();
    }

    @Override
    public InterpretedFunctions interpreted() {
        return facts().interpreted();
    }

    @Override
    public void start() {
        refuseEnded();
        if (!started.compareAndSet(false, true)) {
            throw new ArcellaException(WorkerError.ALREADY_STARTED, module() + " has been started before",
                    "an instance starts once; make another");
        }
        Answer<List<WitValue>> answer = Answer.awaited();
        ask(answer, "the start of " + module(), Optional.of(limits.deadline().orElse(Duration.ofDays(1))), command(),
                id -> new ToWorker.Start(id, number));
        answer.await();
    }

    @Override
    public CompletableFuture<List<WitValue>> call(String function, List<WitValue> arguments) {
        return call(function, arguments, Answer.completedOn(link.pool()));
    }

    @Override
    public List<WitValue> invoke(String function, List<WitValue> arguments) {
        return call(function, arguments, Answer.<List<WitValue>>awaited()).await();
    }

    private Answer<List<WitValue>> call(String function, List<WitValue> arguments, Answer<List<WitValue>> answer) {
        return answer.begin(() -> {
            refuseUnbegun();
            ask(answer, "the function \"" + function + "\" of " + module(), limits.deadline(), true,
                    id -> new ToWorker.Call(id, number, function, arguments, false));
        });
    }

    @Override
    public MeteredResults metered(String function, List<WitValue> arguments) {
        refuseUnbegun();
        Answer<MeteredResults> answer = Answer.awaited();
        long asked = link.ask(new Request<>(FromWorker.Metered.class, "the function \"" + function + "\" of " + module(),
                hard(limits.deadline()),
                done -> delivery.after(() -> answer.done(new MeteredResults(done.results(), done.fuel()))),
                failure -> delivery.after(() -> answer.failed(failure))).asCall(),
                id -> new ToWorker.Meter(id, number, function, arguments));
        answer.onCancel(() -> link.pool().execute(() -> link.say(new ToWorker.Cancel(asked))));
        return answer.await();
    }

    @Override
    public ModuleFunction function(String function) {
        String what = "the function \"" + function + "\" of " + module();
        return arguments -> {
            refuseUnbegun();
            ServedStreams.Coming coming = streams.toWorker(arguments);
            // Whoever gives up waiting leaves the function alone: its own deadline ends it.
            Answer<List<WitValue>> answer = Answer.awaited();
            try {
                linked(answer, what, function, coming);
                return streams.results(answer.await());
            } catch (NotBegunException e) {
                coming.putBack();
                throw e;
            } finally {
                coming.over();
            }
        };
    }

    private void linked(Answer<List<WitValue>> answer, String what, String function, ServedStreams.Coming coming) {
        try {
            link.ask(new Request<>(FromWorker.Done.class, what, hard(limits.deadline()),
                    done -> delivery.after(() -> answer.done(done.results())),
                    failure -> delivery.after(() -> answer.failed(failure))).asCall(),
                    id -> new ToWorker.Call(id, number, function, coming.values(), true));
        } catch (ArcellaException e) {
            // Values that no frame holds: nothing was sent.
            coming.putBack();
            throw e;
        }
    }

    @Override
    public void drop(long id) {
        if (told == null) {
            link.say(new ToWorker.Drop(number, id));
        }
    }

    @Override
    public void limits(InstanceLimits changed) {
        limits = changed;
        if (told == null) {
            link.say(new ToWorker.Limits(number, changed));
        }
    }

    private void ask(Answer<List<WitValue>> answer, String what, Optional<Duration> deadline, boolean call,
            LongFunction<ToWorker> message) {
        Request<FromWorker.Done> request = new Request<>(FromWorker.Done.class, what, hard(deadline),
                done -> delivery.after(() -> answer.done(done.results())),
                failure -> delivery.after(() -> answer.failed(failure)));
        long asked = link.ask(call ? request.asCall() : request, message);
        answer.onCancel(() -> link.pool().execute(() -> link.say(new ToWorker.Cancel(asked))));
    }

    private void refuseUnbegun() {
        try {
            refuseEnded();
        } catch (ArcellaException e) {
            throw new NotBegunException(e);
        }
    }

    private void refuseEnded() {
        Ending end = told;
        if (end != null) {
            throw switch (end) {
                case Ending.Lost(ArcellaException cause) -> cause;
                case Ending other -> arcella.worker.internal.local.Failures.ended(module(), other);
            };
        }
    }

    @Override
    public CompletableFuture<Ending> stop(Duration grace) {
        long due = Timer.after(grace.isNegative() ? Duration.ZERO : grace) + MARGIN.toNanos();
        Long before = overdueNanos;
        if (before == null || due - before < 0) {
            overdueNanos = due;
        }
        long nanos = Math.max(0, due - MARGIN.toNanos() - System.nanoTime());
        link.say(new ToWorker.Stop(number, grace.isZero() || grace.isNegative() ? 0 : nanos));
        return heard.copy();
    }

    /** Whether it should have ended by this moment and has not. */
    boolean overdue(long now) {
        Long due = overdueNanos;
        return due != null && due - now <= 0;
    }

    @Override
    public Optional<Ending> ending() {
        return Optional.ofNullable(told);
    }

    @Override
    public InstanceStatistics statistics() {
        if (told != null) {
            return last;
        }
        CompletableFuture<InstanceStatistics> answer = new CompletableFuture<>();
        link.ask(new Request<>(FromWorker.Statistics.class, "statistics", null,
                figures -> answer.complete(figures.figures()), answer::completeExceptionally),
                id -> new ToWorker.AskStatistics(id, number));
        try {
            InstanceStatistics now = answer.get(STATISTICS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (told == null) {
                last = now;
            }
            return now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        } catch (ExecutionException | TimeoutException e) {
            // The instance has ended meanwhile, or its worker is busy dying: the last figures known are the answer.
            return last;
        }
    }

    // What the worker says; on the reading thread, which never waits.

    void output(FromWorker.Output output) {
        delivery.output(output.stream(), output.bytes());
    }

    void denied(Denial denial) {
        delivery.denied(denial);
    }

    private void delivered(int bytes) {
        link.say(new ToWorker.Credit(number, bytes));
    }

    private void listenerFailed() {
        link.say(new ToWorker.Stop(number, 0));
    }

    void inputWanted(int most) {
        if (inputAsked || most < 1) {
            throw WorkerLink.violation("a second wish for input before the first was granted");
        }
        inputAsked = true;
        link.pool().execute(() -> {
            byte[] buffer = new byte[Math.min(most, Codec.PIECE)];
            int count;
            try {
                count = input.read(buffer, 0, buffer.length);
            } catch (IOException e) {
                // The guest is told the end: its input can give no more. Closed streams of ended instances come here too.
                count = -1;
            }
            inputAsked = false;
            link.say(new ToWorker.Input(number, java.util.Arrays.copyOf(buffer, Math.max(0, count))));
        });
    }

    void importCall(FromWorker.ImportCall call) {
        imports.call(call);
    }

    void importCancel(long call) {
        imports.cancel(call);
    }

    void streamAsk(FromWorker.StreamAsk ask) {
        streams.serve(ask);
    }

    void importDrop(FromWorker.ImportDrop drop) {
        imports.drop(drop);
    }

    void ended(FromWorker.Ended end) {
        last = end.last();
        finish(end.ending());
    }

    void lost(ArcellaException death) {
        finish(new Ending.Lost(death));
    }

    private void finish(Ending end) {
        imports.end();
        // Streams are dropped with it, which can take a moment.
        link.pool().execute(streams::close);
        if (facts == null) {
            // Whoever asked for it gets the failure itself.
            return;
        }
        delivery.ended(end, told -> {
            this.told = told;
            input.close();
        }, () -> heard.completeAsync(() -> Objects.requireNonNull(told), link.pool()));
    }
}
