package arcella.worker.internal.child;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

import arcella.engine.component.Component;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreOptions;
import arcella.engine.core.HandoverCache;
import arcella.error.ArcellaException;
import arcella.wit.binary.BinaryKind;
import arcella.wit.component.ByteSlice;
import arcella.worker.InterpretedFunctions;
import arcella.worker.WorkerError;
import arcella.worker.face.ModuleFace;
import arcella.worker.internal.wire.Codec;
import arcella.worker.internal.wire.FromWorker;

/**
 * The work of a worker that is there for one module, to be decoded, validated and compiled. Nothing of the module runs
 * here; but whoever wrote it may hope for a mistake in what reads it. One thread does it all, one thing after the other.
 */
public final class CompileWork {

    private static final String OWN_GUEST = "training-calls.wasm";

    private final Outbox outbox;
    private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;
    private byte @Nullable [] content;

    CompileWork(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Looks at a module of Arcella's own, so that the next one finds everything loaded. */
    void warmUp() {
        order(() -> {
            byte[] own;
            try (InputStream in = CompileWork.class.getResourceAsStream(OWN_GUEST)) {
                if (in == null) {
                    throw new IllegalStateException(OWN_GUEST + " is missing");
                }
                own = in.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            validate(own);
            compile(own, new CoreEngine(), CoreOptions.untrusted(), CompileProgress.NONE);
        });
    }

    /** Decodes and validates the module that this worker is for; the bytes are kept. */
    void examine(long request, byte[] wasm) {
        if (content != null) {
            throw new IllegalStateException("a worker that compiles is for one module");
        }
        content = wasm;
        order(request, () -> {
            ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            validate(wasm);
            long allocated = beans.getCurrentThreadAllocatedBytes();
            long time = beans.getCurrentThreadCpuTime();
            ModuleFace.ofValidated(wasm);
            return new FromWorker.Examined(request, Math.max(0, beans.getCurrentThreadAllocatedBytes() - allocated),
                    Math.max(0, beans.getCurrentThreadCpuTime() - time));
        });
    }

    private static void validate(byte[] wasm) {
        ModuleFace.of(wasm);
    }

    /** Compiles the module that was examined. */
    void compile(long request, CoreOptions options) {
        byte[] wasm = content;
        if (wasm == null) {
            throw new IllegalStateException("nothing was examined");
        }
        order(request, () -> {
            HandoverCache cache = new HandoverCache((name, entry) -> handOver(request, name, entry));
            return new FromWorker.Compiled(request, compile(wasm, CoreEngine.cached(cache), options,
                    (sha256, done, total) ->
                            outbox.sendSurely(new FromWorker.Compiling(request, sha256, done, total))));
        });
    }

    /** This process may write to no disk; whoever asked for it keeps it. */
    private void handOver(long request, String name, byte[] entry) {
        for (int from = 0; from < entry.length; from += Codec.PIECE) {
            outbox.sendSurely(new FromWorker.Entry(request, name,
                    Arrays.copyOfRange(entry, from, Math.min(entry.length, from + Codec.PIECE))));
        }
    }

    /** The functions that were not compiled. */
    private static InterpretedFunctions compile(byte[] wasm, CoreEngine engine, CoreOptions options,
            CompileProgress progress) {
        if (BinaryKind.of(ByteSlice.of(wasm)) == BinaryKind.COMPONENT) {
            return InterpretedFunctions.of(Component.of(wasm, engine, options, progress).interpretedFunctions());
        }
        CoreModule module = engine.load(List.of(wasm), options, progress).getFirst();
        return InterpretedFunctions.of(module.interpretedFunctions().values());
    }

    private interface Answering {
        FromWorker answer();
    }

    private void order(long request, Answering work) {
        order(() -> outbox.answer(request, answer(request, work)));
    }

    /** This is the boundary at which every failure counts: a module may make anything fail that reads it. */
    private static FromWorker answer(long request, Answering work) {
        try {
            return work.answer();
        } catch (ArcellaException e) {
            return new FromWorker.Failed(request, e);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            return new FromWorker.Failed(request, new ArcellaException(WorkerError.INTERNAL,
                    "the module could not be dealt with: " + e, "report it with the module", e));
        }
    }

    private void order(Runnable work) {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("compile").start(this::obey);
        }
        orders.add(work);
    }

    private void obey() {
        while (true) {
            try {
                orders.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts it", e);
            }
        }
    }
}
