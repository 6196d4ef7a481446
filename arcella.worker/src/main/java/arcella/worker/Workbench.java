package arcella.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.component.Component;
import arcella.engine.core.CacheKeys;
import arcella.engine.core.CompileCache;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreOptions;
import arcella.error.ArcellaException;
import arcella.wit.binary.BinaryKind;
import arcella.wit.component.ByteSlice;
import arcella.worker.face.ModuleFace;
import arcella.worker.internal.supervisor.Bench;
import arcella.worker.internal.wire.FromWorker;
import arcella.worker.internal.wire.ToWorker;

/**
 * Decodes, validates and compiles one module that is not trusted, in a worker process that is there for nothing else and
 * ends with it: a module that is made to exhaust or to lead astray what reads it has that process, which has nothing, and
 * nothing of this one. Made by {@link WorkerSupervisor#workbench}.
 *
 * <p>For one thread. An interrupt of it gives up what it waits for; {@link #close} then ends the process.
 */
public final class Workbench implements AutoCloseable {

    private static final String SMALLER = "build the module smaller: with -Oz, and without debug information";
    private static final long MOST_CPU_NANOS = 10_000_000_000L;

    private final Bench bench;
    private final WorkbenchOptions options;
    private final ModuleContent content;
    private byte @Nullable [] wasm;

    Workbench(Bench bench, WorkbenchOptions options, ModuleContent content) {
        this.bench = bench;
        this.options = options;
        this.content = content;
    }

    /** The size of a module; refuses what is too large for any worker, before one is started. */
    static int size(ModuleContent content, WorkbenchOptions options) {
        if (content.size() > options.contentBytes()) {
            throw new ArcellaException(WorkerError.COMPILE_LIMIT, "the module has " + content.size()
                    + " bytes, and may have " + options.contentBytes(), SMALLER);
        }
        return (int) content.size();
    }

    /**
     * Decodes and validates the module, code included.
     *
     * <p>When the worker has shown that the module is valid, and what its declarations cost, this process looks at the
     * declarations itself: what the worker says of a module is not taken for true. Code is never looked at here.
     *
     * @throws ArcellaException as {@link ModuleFace#of}; {@link WorkerError#COMPILE_LIMIT} if it takes more memory or
     *     time than it may, {@link WorkerError#COMPILE_WORKER} if the worker is lost
     */
    public ModuleFace examine() {
        int size = size(content, options);
        FromWorker.Examined examined;
        try (InputStream in = content.open()) {
            examined = bench.ask(FromWorker.Examined.class, "validating", CompileProgress.NONE,
                    request -> new ToWorker.Examine(request, size), in);
        } catch (IOException e) {
            throw new ArcellaException(WorkerError.CONTENT, "the module's content cannot be read: " + e, "try again", e);
        }
        if (examined.allocatedBytes() > options.declaredBytes() || examined.cpuNanos() > MOST_CPU_NANOS) {
            throw new ArcellaException(WorkerError.COMPILE_LIMIT, "the module's declarations take "
                    + (examined.allocatedBytes() >> 20) + " MiB and " + examined.cpuNanos() / 1_000_000
                    + " ms to be looked at; they may take " + (options.declaredBytes() >> 20) + " MiB and "
                    + MOST_CPU_NANOS / 1_000_000 + " ms", "build the module with fewer and smaller types and names");
        }
        byte[] accepted = content.load().toArray();
        wasm = accepted;
        return ModuleFace.ofValidated(accepted);
    }

    /** The module, which is in this process's memory once it has been examined, and not before. */
    public byte[] wasm() {
        byte[] accepted = wasm;
        if (accepted == null) {
            throw new IllegalStateException("nothing was examined");
        }
        return accepted;
    }

    /**
     * Compiles the module that was examined, and keeps what was made of it, after it was checked.
     *
     * @param limits of its instances
     * @param progress hears how far it is, on the calling thread
     * @param into where it is to be kept, if anywhere
     * @return the functions that could not be compiled
     * @throws ArcellaException if it cannot be compiled, as {@link #examine}, and with {@link
     *     arcella.engine.EngineError#FOREIGN_CODE} if what the worker made is not what it should be
     */
    public InterpretedFunctions compile(InstanceLimits limits, CompileProgress progress, Optional<CompileCache> into) {
        CoreOptions how = LocalModuleHost.compileOptions(limits);
        FromWorker.Compiled compiled;
        try {
            compiled = bench.ask(FromWorker.Compiled.class, "compiling", progress,
                    request -> new ToWorker.Compile(request, how), InputStream.nullInputStream());
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read", e);
        }
        // Nobody is to change what is looked at.
        bench.end();
        bench.awaitEnd();
        into.ifPresent(cache -> cache.adopt(keys(wasm(), how), bench.compiled()));
        return compiled.interpreted();
    }

    /** The names under which a cache keeps a module that has been validated. */
    private static CacheKeys keys(byte[] wasm, CoreOptions how) {
        return BinaryKind.of(ByteSlice.of(wasm)) == BinaryKind.COMPONENT ? Component.cacheKeys(wasm, how)
                : CacheKeys.of(List.of(wasm), how);
    }

    /** Ends the process, whatever it is about. */
    @Override
    public void close() {
        bench.release();
    }
}
