package arcella.worker.internal.child;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CompileCache;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.MemoryBudget;
import arcella.error.ArcellaException;
import arcella.wasi.net.Network;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.InstanceSpec;
import arcella.worker.MemoryUse;
import arcella.worker.ModuleContent;
import arcella.worker.NotBegunException;
import arcella.worker.internal.local.LocalHost;
import arcella.worker.internal.local.LocalInstance;
import arcella.worker.internal.local.Reply;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FrameChannel;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.ToWorker;
import arcella.worker.seal.RootRight;
import arcella.worker.seal.Seal;
import arcella.worker.seal.SealPolicy;
import arcella.worker.seal.SealReport;

/**
 * Does what the supervisor says. {@link #serve} is the reading thread; nothing here waits. The supervisor is trusted: a
 * message that makes no sense is a defect, and ends the process with a trace.
 */
final class Servant {

    /** What a worker needs of its heap besides its guests' memories. */
    private static final long OWN_HEAP = 48L << 20;

    private final FrameChannel channel;
    private final Outbox outbox;
    private final Map<Long, Resident> residents = new ConcurrentHashMap<>();
    private final Map<Long, Runnable> cancellations = new ConcurrentHashMap<>();
    private final Map<Long, Arrival> arriving = new HashMap<>();
    private final RemoteImports.Open imports = new RemoteImports.Open();
    private final RemoteStreams.Open streams = new RemoteStreams.Open();
    private final CompileWork compiling;
    private @Nullable LocalHost host;

    Servant(FrameChannel channel) {
        this.channel = channel;
        this.outbox = new Outbox(channel);
        this.compiling = new CompileWork(outbox);
    }

    /** An instance and its connections. */
    private record Resident(LocalInstance instance, RemoteIo io) {}

    /** Content that is not all here, and what is to be done with it then. */
    private static final class Arrival {
        private final Consumer<byte[]> then;
        private final byte[] content;
        private int filled;

        Arrival(int bytes, Consumer<byte[]> then) {
            this.content = new byte[bytes];
            this.then = then;
        }

        boolean add(byte[] bytes) {
            System.arraycopy(bytes, 0, content, filled, bytes.length);
            filled += bytes.length;
            return filled == content.length;
        }
    }

    /** Obeys until the supervisor ends the connection. */
    void serve() throws IOException {
        channel.run(frame -> obey(Codec.decodeToWorker(frame)));
    }

    private void obey(ToWorker message) {
        switch (message) {
            case ToWorker.Welcome welcome -> welcome(welcome.settings());
            case ToWorker.Instantiate order ->
                announce(order.instance(), order.contentBytes(), content -> instantiate(order, content));
            case ToWorker.Content content -> {
                Arrival arrival = arriving.get(content.instance());
                if (arrival != null && arrival.add(content.bytes())) {
                    arriving.remove(content.instance());
                    arrival.then.accept(arrival.content);
                }
            }
            case ToWorker.WarmUp _ -> compiling.warmUp();
            case ToWorker.Examine examine ->
                announce(examine.request(), examine.contentBytes(), content -> compiling.examine(examine.request(), content));
            case ToWorker.Compile compile -> compiling.compile(compile.request(), compile.options());
            case ToWorker.Start start -> start(start);
            case ToWorker.Call call -> call(call);
            case ToWorker.Meter meter -> meter(meter);
            case ToWorker.Cancel cancel -> {
                Runnable cancellation = cancellations.get(cancel.request());
                if (cancellation != null) {
                    cancellation.run();
                }
            }
            case ToWorker.Stop stop -> {
                Resident resident = residents.get(stop.instance());
                if (resident != null) {
                    resident.instance().stop(Duration.ofNanos(stop.graceNanos()));
                }
            }
            case ToWorker.Input input -> {
                Resident resident = residents.get(input.instance());
                if (resident != null) {
                    resident.io().received(input.bytes());
                }
            }
            case ToWorker.Credit credit -> {
                Resident resident = residents.get(credit.instance());
                if (resident != null) {
                    resident.io().credit(credit.bytes());
                }
            }
            case ToWorker.Drop drop -> {
                Resident resident = residents.get(drop.instance());
                if (resident != null) {
                    resident.instance().drop(drop.id());
                }
            }
            case ToWorker.Limits changed -> {
                Resident resident = residents.get(changed.instance());
                if (resident != null) {
                    resident.instance().limits(changed.limits());
                }
            }
            case ToWorker.ImportDone done -> imports.done(done.call(), done.results());
            case ToWorker.ImportFailed failed -> imports.failed(failed.call(), failed.cause());
            case ToWorker.StreamAsk ask -> streamWork(ask);
            case ToWorker.StreamTold told -> streams.told(told.call(), told.answer());
            case ToWorker.AskStatistics ask -> statistics(ask);
            case ToWorker.Ping ping -> outbox.sendSurely(new FromWorker.Pong(ping.number(), heapUsed(), memory()));
        }
    }

    private MemoryUse memory() {
        LocalHost present = host;
        return present == null ? MemoryUse.UNKNOWN : present.memory();
    }

    private static long heapUsed() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void streamWork(ToWorker.StreamAsk ask) {
        Resident resident = residents.get(ask.instance());
        if (resident == null) {
            outbox.sendSurely(new FromWorker.StreamTold(ask.request(), StreamAnswer.closed()));
        } else {
            resident.io().streams().serve(ask);
        }
    }

    private void welcome(ToWorker.WorkerSettings settings) {
        if (host != null) {
            throw new IllegalStateException("welcomed twice");
        }
        if (settings.network()) {
            Network.prepare();
        }
        List<String> sealed = settings.sealed() ? Seal.apply(policy(settings)).lines() : new SealReport(List.of(), List.of("everything: as told")).lines();
        long heap = Runtime.getRuntime().maxMemory();
        CoreEngine engine = settings.compileCache().map(folder -> CoreEngine.cached(CompileCache.readOnly(Path.of(folder))))
                .orElseGet(CoreEngine::new);
        host = new LocalHost(engine, MemoryBudget.of(Math.max(heap - OWN_HEAP, heap / 2)),
                thread -> outbox.sendSurely(new FromWorker.LongRun(thread)));
        outbox.sendSurely(new FromWorker.Ready(sealed));
    }

    private static SealPolicy policy(ToWorker.WorkerSettings settings) {
        List<Path> readable = new ArrayList<>();
        settings.readable().forEach(path -> readable.add(Path.of(path)));
        if (settings.network()) {
            readable.addAll(Network.resolverFiles());
        }
        settings.compileCache().ifPresent(path -> readable.add(Path.of(path)));
        List<Path> writable = settings.writable().stream().map(Path::of).toList();
        // The first is the folder for temporary files, if there is one; guests have folders to write if there are more.
        boolean writes = writable.size() > 1;
        return new SealPolicy(readable, writable, settings.network(), writes, true,
                RootRight.of(!settings.readable().isEmpty(), writes, settings.lowPorts()));
    }

    private void announce(long number, int bytes, Consumer<byte[]> then) {
        Arrival arrival = new Arrival(bytes, then);
        if (bytes == 0) {
            then.accept(arrival.content);
        } else {
            arriving.put(number, arrival);
        }
    }

    private void instantiate(ToWorker.Instantiate order, byte[] content) {
        InstanceSpec spec = new InstanceSpec(order.module(),
                new ModuleContent.InMemory(order.sha256(), Bytes.wrap(content)), order.arguments(),
                order.environment(), order.preopens(), order.network(), order.limits(), new LinkedHashSet<>(order.imports()));
        RemoteIo io = new RemoteIo(order.instance(), outbox,
                new RemoteImports(order.instance(), outbox, imports),
                new RemoteStreams(order.instance(), outbox, streams), end -> ended(order.instance(), end));
        LocalHost.Loading loading = Objects.requireNonNull(host, "not welcomed").instantiate(spec, io,
                replying(order.request(), loaded -> {
                    LocalInstance there = residents.get(order.instance()).instance();
                    return new FromWorker.Instantiated(order.request(), there.command(), there.functions(),
                            there.interpreted());
                }, () -> residents.remove(order.instance())));
        residents.put(order.instance(), new Resident(loading.instance(), io));
        cancellations.put(order.request(), loading::cancel);
        loading.begin();
    }

    private void start(ToWorker.Start start) {
        asked(start.request(), start.instance(), there -> there.start(
                replying(start.request(), started -> new FromWorker.Done(start.request(), List.of()), () -> {}))
                .ifPresent(task -> cancellable(start.request(), () -> there.cancel(task))));
    }

    private void call(ToWorker.Call call) {
        asked(call.request(), call.instance(), there -> {
            Reply<List<WitValue>> reply = replying(call.request(),
                    results -> new FromWorker.Done(call.request(), results), () -> {});
            var task = call.linked() ? there.linkedCall(call.function(), call.arguments(), reply)
                    : there.call(call.function(), call.arguments(), reply);
            cancellable(call.request(), () -> there.cancel(task));
        });
    }

    private void meter(ToWorker.Meter meter) {
        asked(meter.request(), meter.instance(), there -> {
            var task = there.metered(meter.function(), meter.arguments(), replying(meter.request(),
                    brought -> new FromWorker.Metered(meter.request(), brought.fuel(), brought.results()), () -> {}));
            cancellable(meter.request(), () -> there.cancel(task));
        });
    }

    /** A request that may be over by now gets no entry that would stay for ever. */
    private void cancellable(long request, Runnable cancellation) {
        cancellations.computeIfPresent(request, (id, marker) -> cancellation);
    }

    private interface Asking {
        void of(LocalInstance instance);
    }

    private void asked(long request, long instance, Asking asking) {
        Resident resident = residents.get(instance);
        if (resident == null) {
            // It ended while the request was under way; the supervisor knows by now and has better words.
            outbox.answer(request, new FromWorker.Failed(request, new NotBegunException(new ArcellaException(
                    arcella.worker.WorkerError.ENDED, "the instance has ended", "start it again"))));
            return;
        }
        cancellations.put(request, () -> {});
        try {
            asking.of(resident.instance());
        } catch (ArcellaException e) {
            cancellations.remove(request);
            outbox.answer(request, new FromWorker.Failed(request, e));
        }
    }

    private interface Answering<T> {
        FromWorker to(T result);
    }

    private <T> Reply<T> replying(long request, Answering<T> answering, Runnable onFailure) {
        return new Reply<>() {
            @Override
            public void done(T result) {
                cancellations.remove(request);
                outbox.answer(request, answering.to(result));
            }

            @Override
            public void failed(ArcellaException cause) {
                cancellations.remove(request);
                onFailure.run();
                outbox.answer(request, new FromWorker.Failed(request, cause));
            }
        };
    }

    private void statistics(ToWorker.AskStatistics ask) {
        asked(ask.request(), ask.instance(), there -> {
            cancellations.remove(ask.request());
            outbox.answer(ask.request(), new FromWorker.Statistics(ask.request(), there.statistics()));
        });
    }

    private void ended(long instance, Ending end) {
        Resident resident = Objects.requireNonNull(residents.remove(instance));
        outbox.sendSurely(new FromWorker.Ended(instance, end, resident.instance().statistics()));
    }
}
