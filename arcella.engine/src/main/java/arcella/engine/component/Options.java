package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.abi.AbiContext;
import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.ByteBudget;
import arcella.engine.abi.HandlePort;
import arcella.engine.abi.StringEncoding;
import arcella.engine.core.CoreMemory;
import arcella.engine.internal.fused.Side;
import arcella.error.ArcellaException;
import arcella.wit.component.CanonOption;

/**
 * The canonical options of one lift or lower, with what their indices stand for ({@code CanonicalABI.md}, "Canonical
 * ABI Options").
 */
record Options(
        StringEncoding encoding,
        Optional<CoreMemory> memory,
        Optional<CoreCallable> realloc,
        Optional<CoreCallable> postReturn) {

    /**
     * @throws ArcellaException if they ask for the asynchronous ABI, naming it
     */
    static Options of(List<CanonOption> options, Environment environment, String what) {
        StringEncoding encoding = StringEncoding.UTF8;
        CoreMemory memory = null;
        CoreCallable realloc = null;
        CoreCallable postReturn = null;
        for (CanonOption option : options) {
            switch (option) {
                case CanonOption.StringEncoding named -> encoding = switch (named) {
                    case UTF8 -> StringEncoding.UTF8;
                    case UTF16 -> StringEncoding.UTF16;
                    case LATIN1_UTF16 -> StringEncoding.LATIN1_UTF16;
                };
                case CanonOption.Memory(int index) -> memory = environment.memory(index);
                case CanonOption.Realloc(int index) -> realloc = environment.coreFunction(index);
                case CanonOption.PostReturn(int index) -> postReturn = environment.coreFunction(index);
                case CanonOption.Async(), CanonOption.Callback(_) -> throw new ArcellaException(
                        EngineError.UNSUPPORTED_FEATURE,
                        "the component uses the asynchronous ABI (async " + what + "), which this engine does not run",
                        "build the component with synchronous functions");
            }
        }
        return new Options(encoding, Optional.ofNullable(memory), Optional.ofNullable(realloc),
                Optional.ofNullable(postReturn));
    }

    /** Those of a built-in, which may be asynchronous. */
    static Options ofBuiltin(List<CanonOption> options, Environment environment) {
        return of(options.stream().filter(option -> !(option instanceof CanonOption.Async)).toList(), environment, "");
    }

    /**
     * The context of one call in that instance.
     *
     * @param rawMaps whether the values go on to another component rather than to the host
     */
    AbiContext context(InstanceState instance, HandlePort handles, boolean rawMaps) {
        return new AbiContext(encoding,
                memory.map(core -> new AbiMemory(core, realloc.map(function -> reallocIn(instance, function)))),
                handles, new ByteBudget(instance.store.byteLimit()), rawMaps);
    }

    /** The memory for adapters, which keep it; null if the options name none. */
    @Nullable AbiMemory adapterMemory(InstanceState instance) {
        return memory.map(core -> new AbiMemory(core, realloc.map(function -> function.handle()
                .map(handle -> direct(instance, handle)).orElseGet(() -> reallocIn(instance, function))))).orElse(null);
    }

    private static AbiMemory.Realloc direct(InstanceState instance, MethodHandle handle) {
        return (old, oldLength, alignment, length) -> {
            instance.beginAllocation();
            int pointer;
            try {
                pointer = (int) handle.invokeExact(old, oldLength, alignment, length);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a core function declares no exceptions", e);
            }
            instance.endAllocation();
            return pointer;
        };
    }

    /** These options in that instance, as they are for all calls. */
    Side side(InstanceState instance) {
        return new Side(Optional.ofNullable(adapterMemory(instance)), encoding);
    }

    private static AbiMemory.Realloc reallocIn(InstanceState instance, CoreCallable function) {
        return (old, oldLength, alignment, length) -> {
            instance.beginAllocation();
            int pointer = (int) function.call(new long[] {old, oldLength, alignment, length})[0];
            instance.endAllocation();
            return pointer;
        };
    }

    /** For {@code post-return}: called with the flat results while the instance may not call out. */
    void callPostReturn(InstanceState instance, long[] flatResults) {
        if (postReturn.isPresent()) {
            instance.confined(postReturn.get(), flatResults);
        }
    }
}
