package arcella.runtime.internal.container;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.core.CacheState;
import arcella.engine.core.CompileProgress;
import arcella.engine.core.CoreOptions;
import arcella.runtime.ModuleId;
import arcella.runtime.Progress;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.internal.log.JournalLine;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.InterpretedFunctions;
import arcella.worker.LocalModuleHost;
import arcella.worker.ModuleContent;
import arcella.worker.Workbench;
import arcella.worker.face.ModuleFace;

/**
 * Has modules compiled for the workers, which read the compile cache and cannot write it: at install, and before a start
 * if the cache has lost a module since, or never had it. What is not trusted is compiled in a worker of its own. Thread-safe.
 */
final class Preparation {

    /** Compiling takes many times a module's size; one larger than this needs {@link #ROOM_BYTES}. */
    private static final int SMALL_BYTES = 8 << 20;
    /** Else there is none for everybody else. */
    private static final long ROOM_BYTES = 640L << 20;

    private final Hosts hosts;
    private final InstantSource clock;
    private final Journal journal;
    private final Object large = new Object();
    /** By content and options, what was found to be slow since the start; few modules are. */
    private final Map<Compiled, InterpretedFunctions> slow = new ConcurrentHashMap<>();

    private record Compiled(String sha256, CoreOptions options) {}

    Preparation(Hosts hosts, InstantSource clock, Journal journal) {
        this.hosts = hosts;
        this.clock = clock;
        this.journal = journal;
    }

    /** A worker for what is brought; none if one has accepted the same content before. */
    Optional<Workbench> workbench(ModuleContent content) {
        return hosts.accepted().contains(content.sha256()) ? Optional.empty() : Optional.of(hosts.workbench(content, false));
    }

    /** What a module imports and exports, which a worker looks at first. */
    ModuleFace examine(Workbench bench, ModuleContent content) {
        ModuleFace face = bench.examine();
        hosts.accepted().add(content.sha256());
        return face;
    }

    /**
     * Compiles what was looked at in a worker, there.
     *
     * @return what is to be told
     */
    List<String> compile(Workbench bench, ModuleContent content, InstanceLimits limits, Progress progress) {
        return told(content, limits, hosts.prepare(bench, limits, hears(progress)));
    }

    /**
     * Compiles what will run in this process, here.
     *
     * @return what is to be told
     */
    List<String> compileTrusted(ModuleContent content, InstanceLimits limits, byte[] wasm, Progress progress) {
        if (wasm.length <= SMALL_BYTES) {
            return told(content, limits, hosts.prepare(wasm, limits, hears(progress)));
        }
        // One at a time, so that what is free now stays so.
        synchronized (large) {
            Runtime java = Runtime.getRuntime();
            long free = java.maxMemory() - (java.totalMemory() - java.freeMemory());
            return free < ROOM_BYTES ? List.of("too large to be compiled now: it is compiled when it starts")
                    : told(content, limits, hosts.prepare(wasm, limits, hears(progress)));
        }
    }

    /**
     * Compiles what was installed before, if the cache has lost it.
     *
     * @param trusted whether it runs in this process
     * @return what is to be told
     */
    List<String> again(ModuleContent content, InstanceLimits limits, boolean trusted, Progress progress) {
        if (hosts.prepared(content, limits).orElse(CacheState.WHOLE) == CacheState.WHOLE) {
            return told(slow.getOrDefault(compiled(content, limits), InterpretedFunctions.none()));
        }
        return trusted ? compileTrusted(content, limits, content.load().toArray(), progress)
                : told(content, limits, elsewhere(content, limits, hears(progress)));
    }

    private static CompileProgress hears(Progress progress) {
        return (sha256, done, total) -> progress.told("compiling", done, total);
    }

    /** An instance has shown what of its module is slow: whoever installs or updates to the same content hears of it. */
    void learnt(ModuleContent content, InstanceLimits limits, InterpretedFunctions found) {
        if (!found.isEmpty()) {
            slow.put(compiled(content, limits), found);
        }
    }

    private static Compiled compiled(ModuleContent content, InstanceLimits limits) {
        return new Compiled(content.sha256(), LocalModuleHost.compileOptions(limits));
    }

    private List<String> told(ModuleContent content, InstanceLimits limits, InterpretedFunctions found) {
        learnt(content, limits, found);
        return told(found);
    }

    private static List<String> told(InterpretedFunctions found) {
        return found.isEmpty() ? List.of() : List.of(found.text());
    }

    /** Sees to it that a worker finds what it is to run in the cache. */
    void start(ModuleId id, InstanceSpec spec) {
        CacheState state = hosts.prepared(spec.content(), spec.limits()).orElse(CacheState.WHOLE);
        switch (state) {
            case WHOLE -> { }
            case MISSING -> {
                note(id, JournalLine.Level.INFO, "not in the compile cache: compiling");
                compile(spec);
            }
            case DAMAGED -> {
                note(id, JournalLine.Level.WARN, "damaged in the compile cache: compiling again");
                compile(spec);
            }
        }
    }

    private void compile(InstanceSpec spec) {
        elsewhere(spec.content(), spec.limits(), CompileProgress.NONE);
    }

    private InterpretedFunctions elsewhere(ModuleContent content, InstanceLimits limits, CompileProgress progress) {
        try (Workbench bench = hosts.workbench(content, true)) {
            examine(bench, content);
            return hosts.prepare(bench, limits, progress);
        }
    }

    private void note(ModuleId id, JournalLine.Level level, String text) {
        journal.add(new JournalLine(clock.instant(), level, JournalLine.ABOUT, Optional.of(id), text));
    }
}
