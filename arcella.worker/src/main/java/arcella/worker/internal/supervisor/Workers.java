package arcella.worker.internal.supervisor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.worker.GroupRules;
import arcella.worker.WorkbenchOptions;
import arcella.worker.WorkerError;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;
import arcella.worker.internal.Threads;
import arcella.worker.internal.local.Timer;

/** All groups, and the heartbeat of their workers. Thread-safe. */
public final class Workers implements AutoCloseable {

    private final WorkerOptions options;
    private final GroupRules rules;
    private final Executor pool = Threads.asNeeded("arcella-workers");
    private final Births births = new Births();
    private final Timer timer = new Timer("arcella-heartbeat");
    private final Spares spares;
    private final Places places;
    private final Benches benches;

    // Guarded by this.
    private final Map<String, GroupHost> groups = new TreeMap<>();
    private boolean beating;
    private boolean closed;

    /** No worker yet; the main class is what they will run. */
    public Workers(WorkerOptions options, WorkbenchOptions benches, GroupRules rules, String mainClass) {
        this.options = options;
        this.rules = rules;
        Folder.clear(options.folder());
        this.spares = new Spares(options.spare(), options.heapBytes(), new Launcher(options, mainClass, pool, births, true), pool);
        this.places = new Places(options.maxWorkers(), this::keptFrom, this::makeRoom);
        this.benches = new Benches(options, benches, mainClass, pool, births);
    }

    /**
     * A fresh worker to validate and compile one module; waits until there is a place for one.
     *
     * @param contentBytes the module's size
     * @param isInstalled whether it was validated when it came
     */
    public Bench bench(int contentBytes, boolean isInstalled) {
        begin();
        return benches.take(contentBytes, isInstalled);
    }

    private synchronized void begin() {
        if (closed) {
            throw new ArcellaException(WorkerError.HOST_CLOSED, "the supervisor of workers is closed", "");
        }
        if (!beating) {
            beating = true;
            timer.every(options.heartbeat(), this::beat);
        }
    }

    /** Has a process kept ready from now on, where that is wanted. */
    public void keepSpare() {
        begin();
        spares.keep();
    }

    /** The host of a group. */
    public synchronized GroupHost group(String name) {
        begin();
        GroupHost known = groups.get(name);
        if (known == null || known.isClosed()) {
            known = new GroupHost(name, options, rules, spares, places);
            groups.put(name, known);
        }
        return known;
    }

    /** Places of workers that have died, and whose modules are about to come again. None is kept from one of those. */
    private int keptFrom(String taker) {
        return rules.returning(taker) ? 0 : (int) all().stream().filter(GroupHost::wantsPlace).count();
    }

    private boolean makeRoom() throws InterruptedException {
        for (GroupHost group : all()) {
            if (group.makeRoom()) {
                return true;
            }
        }
        return false;
    }

    private void beat() {
        long now = System.nanoTime();
        all().forEach(group -> beat(() -> group.beat(now)));
        beat(() -> spares.beat(now));
        beat(() -> benches.beat(now));
    }

    private static void beat(Runnable one) {
        try {
            one.run();
        } catch (RuntimeException e) {
            // A timer gives up an action that throws; the other hearts must go on.
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
    }

    private synchronized List<GroupHost> all() {
        return List.copyOf(groups.values());
    }

    /** The workers that live now. */
    public List<WorkerStatistics> statistics() {
        return Stream.concat(all().stream().flatMap(group -> group.statistics().stream()),
                Stream.concat(spares.statistics().stream(), benches.statistics().stream())).toList();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        benches.close();
        List<Thread> closing = all().stream().map(group -> Thread.ofPlatform().start(group::close)).toList();
        try {
            for (Thread each : closing) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spares.close();
        timer.close();
        births.close();
    }
}
