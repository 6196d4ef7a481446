package arcella.runtime.internal.container;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.lifecycle.SerialExecutor;
import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.Wire;

/**
 * Whom each module needs, that is where its wires lead, and the wires of those in turn. Its exports say so, and SCR leads
 * no consumer to what needs it, whatever its rank: calls would go round in a circle, each waiting for the next. When
 * several consumers are led elsewhere at the same moment, a circle may be there for as long as it takes to tell all
 * exports; then it is opened again. Thread-safe.
 */
final class Needs {

    private final ModuleDirectory directory;
    private final SerialExecutor queue;
    private final AtomicBoolean due = new AtomicBoolean();

    Needs(ModuleDirectory directory, Executor work) {
        this.directory = directory;
        this.queue = new SerialExecutor(work);
    }

    /** Whom a module needs now, as {@code NAME@VERSION}. */
    Set<String> of(ModuleWiring wiring) {
        Set<String> found = new LinkedHashSet<>();
        follow(wiring, found);
        return found;
    }

    private void follow(ModuleWiring wiring, Set<String> found) {
        for (Wire wire : wiring.wires()) {
            ModuleId next = wire.module().orElse(null);
            if (next != null && found.add(next.toString())) {
                directory.get(next).ifPresent(entry -> follow(entry.wiring(), found));
            }
        }
    }

    /** A module's wires have changed: soon, all exports say whom they need now. */
    void changed(ModuleWiring wiring) {
        // Nobody needs what exports nothing. What is due already has not looked yet.
        if (!wiring.wit().exports().isEmpty() && due.compareAndSet(false, true)) {
            queue.execute(() -> {
                due.set(false);
                directory.all().stream().filter(entry -> !entry.wiring().wit().imports().isEmpty())
                        .forEach(entry -> entry.publication().needed());
            });
        }
    }
}
