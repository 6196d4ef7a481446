package arcella.wasi.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import arcella.wasi.io.Pollable;

/** Those who wait for something that other threads make ready. Thread-safe. */
final class Wakers implements Pollable {

    private final BooleanSupplier ready;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /** @param ready tells without waiting */
    Wakers(BooleanSupplier ready) {
        this.ready = ready;
    }

    void wake() {
        waiting.forEach(Runnable::run);
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        // A waker of its own per subscription: two of one guest may be the same object.
        Runnable own = waker::run;
        waiting.add(own);
        if (ready()) {
            own.run();
        }
        return () -> waiting.remove(own);
    }
}
