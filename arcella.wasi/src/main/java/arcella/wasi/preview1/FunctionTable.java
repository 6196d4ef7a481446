package arcella.wasi.preview1;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreImports;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreValueType;
import arcella.engine.core.HostFunction;
import arcella.engine.core.Trap;
import arcella.wasi.fs.FsException;
import arcella.wasi.io.OutputSink.ClosedSinkException;

/** The functions of one instance by name, each wrapped so that every way it can fail becomes an error number. */
final class FunctionTable {

    private record Entry(CoreFunctionType type, HostFunction function) {}

    private final Host host;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final long[][] answers = new long[Errno.values().length][];

    FunctionTable(Host host) {
        this.host = host;
        for (Errno errno : Errno.values()) {
            answers[errno.ordinal()] = new long[] {errno.ordinal()};
        }
    }

    /**
     * Adds one that answers an error number.
     *
     * @param params one letter per parameter: {@code i} for i32, {@code l} for i64
     */
    void add(String name, String params, Body body) {
        put(name, params, List.of(CoreValueType.I32), (caller, args) -> call(name, body, caller, args));
    }

    /** Adds one that answers nothing. */
    void addVoid(String name, String params, Body body) {
        put(name, params, List.of(), (caller, args) -> {
            call(name, body, caller, args);
            return new long[0];
        });
    }

    private void put(String name, String params, List<CoreValueType> results, HostFunction function) {
        List<CoreValueType> types = params.chars()
                .mapToObj(c -> c == 'l' ? CoreValueType.I64 : CoreValueType.I32)
                .toList();
        entries.put(name, new Entry(new CoreFunctionType(types, results), function));
    }

    private long[] call(String name, Body body, CoreInstance caller, long[] args) {
        host.enter(caller);
        try {
            body.run(args);
            return answers[0];
        } catch (ErrnoException e) {
            return answers[e.errno().ordinal()];
        } catch (FsException e) {
            return answers[Errno.of(e.error()).ordinal()];
        } catch (ClosedSinkException e) {
            return answers[Errno.PIPE.ordinal()];
        } catch (IOException e) {
            return answers[Errno.IO.ordinal()];
        } catch (InterruptedException e) {
            // The engine leaves the mark set on its own interruptions; so do we.
            Thread.currentThread().interrupt();
            throw new Trap(Trap.Kind.INTERRUPTED, "the guest was interrupted in " + name, List.of(), e);
        } catch (Trap e) {
            // A pointer of the guest's led outside its memory.
            if (e.kind() == Trap.Kind.MEMORY_OUT_OF_BOUNDS) {
                return answers[Errno.FAULT.ordinal()];
            }
            throw e;
        }
    }

    Map<String, CoreFunctionType> types() {
        Map<String, CoreFunctionType> types = new LinkedHashMap<>();
        entries.forEach((name, entry) -> types.put(name, entry.type()));
        return types;
    }

    void addTo(String module, CoreImports.Builder imports) {
        entries.forEach((name, entry) -> imports.host(module, name, entry.type(), entry.function()));
    }
}
