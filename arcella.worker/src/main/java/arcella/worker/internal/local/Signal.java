package arcella.worker.internal.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import arcella.wasi.io.Pollable;

/** Something that happens once and can be waited for. Thread-safe. */
final class Signal implements Pollable {

    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();
    private volatile boolean raised;

    void raise() {
        raised = true;
        wakers.forEach(Runnable::run);
    }

    @Override
    public boolean ready() {
        return raised;
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        wakers.add(waker);
        if (raised) {
            waker.run();
        }
        return () -> wakers.remove(waker);
    }
}
