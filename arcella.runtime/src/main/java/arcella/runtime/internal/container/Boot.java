package arcella.runtime.internal.container;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.internal.store.ModuleRecord.Wanted;

/**
 * Derives the framework's bundles from the store when the container starts: gives every module its bundle, starts those
 * that are to run, and removes bundles that stand for nothing. Two modules at a time, so that one which compiles long
 * does not keep the others waiting.
 */
final class Boot implements Runnable {

    private static final int SIDE_BY_SIDE = 2;

    private final Container container;
    private final Executor work;

    Boot(Container container, Executor work) {
        this.container = container;
        this.work = work;
    }

    @Override
    public void run() {
        Map<ModuleId, Bundle> present = container.bundles().present();
        List<ModuleEntry> entries = container.directory().all();
        present.forEach((id, bundle) -> {
            if (container.directory().get(id).filter(entry -> Bundles.isFor(bundle, entry.jar())).isEmpty()) {
                container.retire(id, bundle);
            }
        });
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < entries.size(); i = next.getAndIncrement()) {
                bring(entries.get(i).id(), present);
            }
        };
        for (int i = 1; i < SIDE_BY_SIDE; i++) {
            work.execute(worker);
        }
        worker.run();
        try {
            // Most of what was started has no process yet: the first call has one at hand.
            container.booted();
        } catch (ArcellaException e) {
            if (!container.closing()) {
                container.report(e);
            }
        }
    }

    private void bring(ModuleId id, Map<ModuleId, Bundle> present) {
        try {
            container.locks().with(id.name(), () -> {
                container.directory().get(id).filter(entry -> !container.closing()).ifPresent(entry ->
                        bring(entry, present.get(id)));
                return true;
            });
        } catch (ArcellaException e) {
            container.report(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bring(ModuleEntry entry, @org.jspecify.annotations.Nullable Bundle present) {
        if (entry.life().bundle().isPresent() || entry.record().wanted().open()) {
            // Somebody was quicker, or somebody else decides whether it stays.
            return;
        }
        try {
            if (present != null && present.getState() != Bundle.UNINSTALLED) {
                container.bind(entry, present);
            }
            container.bundle(entry);
            if (entry.record().wanted() == Wanted.STARTED) {
                container.boot(entry);
            }
        } catch (ArcellaException e) {
            entry.life().noTurn(e.getMessage());
            throw e;
        }
    }
}
