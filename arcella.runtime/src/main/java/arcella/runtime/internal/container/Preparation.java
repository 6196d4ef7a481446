package arcella.runtime.internal.container;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.runtime.ModuleId;
import arcella.runtime.Progress;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.internal.log.JournalLine;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;

/**
 * Compiles modules for the workers, which read the compile cache and cannot write it: at install, and before a start if
 * the cache has lost a module since, or never had it. Thread-safe.
 */
final class Preparation {

    /** Compiling takes many times a module's size; one larger than this needs {@link #ROOM_BYTES}. */
    private static final int SMALL_BYTES = 8 << 20;
    /** What a worker has, and so what there would be if the module were left to it. */
    private static final long ROOM_BYTES = 640L << 20;
    private static final int MOST_NAMES = 10;

    private final Hosts hosts;
    private final InstantSource clock;
    private final Journal journal;
    private final Object large = new Object();

    Preparation(Hosts hosts, InstantSource clock, Journal journal) {
        this.hosts = hosts;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Compiles what is being installed.
     *
     * @return what is to be told
     */
    List<String> install(InstanceLimits limits, byte[] wasm, Progress progress) {
        Optional<List<String>> compiled =
                compile(limits, wasm, (sha256, done, total) -> progress.told("compiling", done, total));
        if (compiled.isEmpty()) {
            return List.of("too large to be compiled in this process now: each worker that runs it compiles it at its start");
        }
        List<String> slow = compiled.get();
        if (slow.isEmpty()) {
            return List.of();
        }
        String names = String.join(", ", slow.stream().limit(MOST_NAMES).toList());
        return List.of("too large for Java methods, and about a hundred times slower: " + names
                + (slow.size() > MOST_NAMES ? " and " + (slow.size() - MOST_NAMES) + " more" : "")
                + "; build with -Oz");
    }

    /** Sees to it that a worker finds what it is to run in the cache. */
    void start(ModuleId id, InstanceSpec spec) {
        CacheState state = hosts.prepared(spec.content(), spec.limits()).orElse(CacheState.WHOLE);
        switch (state) {
            case WHOLE -> { }
            case MISSING -> {
                note(id, JournalLine.Level.INFO, "not in the compile cache: compiling");
                compile(id, spec);
            }
            case DAMAGED -> {
                note(id, JournalLine.Level.WARN, "damaged in the compile cache: compiling again");
                compile(id, spec);
            }
        }
    }

    private void compile(ModuleId id, InstanceSpec spec) {
        if (compile(spec.limits(), spec.content().load().toArray(), CompileProgress.NONE).isEmpty()) {
            note(id, JournalLine.Level.WARN,
                    "too large to be compiled in this process now: its worker compiles it");
        }
    }

    /** The functions that run in the interpreter; nothing if there is no room to compile. */
    private Optional<List<String>> compile(InstanceLimits limits, byte[] wasm, CompileProgress progress) {
        if (wasm.length <= SMALL_BYTES) {
            return Optional.of(hosts.prepare(wasm, limits, progress));
        }
        // One at a time, so that what is free now stays so.
        synchronized (large) {
            Runtime java = Runtime.getRuntime();
            long free = java.maxMemory() - (java.totalMemory() - java.freeMemory());
            return free < ROOM_BYTES ? Optional.empty() : Optional.of(hosts.prepare(wasm, limits, progress));
        }
    }

    private void note(ModuleId id, JournalLine.Level level, String text) {
        journal.add(new JournalLine(clock.instant(), level, "module", Optional.of(id), text));
    }
}
