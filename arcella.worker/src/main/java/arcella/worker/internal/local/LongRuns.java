package arcella.worker.internal.local;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the threads of guests that compute without a pause give way to all others: as many endless loops as one likes leave
 * the processors to whoever answers the operator. Where nobody else wants them, they are as quick as before, unless they
 * would take all processors: then they share all but one.
 *
 * <p>Threads are looked at only while there are any, and nothing is asked of the system about those that wait. One that has
 * stepped back cannot come to the fore again without a privilege; so it goes as soon as it has nothing to do, and the
 * instance's next task has another one. Thread-safe.
 */
final class LongRuns implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** So many looks in a row find a thread at work that is to step back. */
    private static final int LOOKS = 3;

    /** After so many looks the system is told again who shares: threads that they made since share too, and are not to. */
    private static final int AGAIN = 10;

    private static final int KEEP_SECONDS = 10;

    private final Timer timer;
    private final GiveWay giveWay;
    private final Set<GuestThread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean prepared = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * Calls of the system take a while, the first ones above all, for which deadlines must not wait. One after another,
     * none after the end.
     */
    private final ThreadPoolExecutor calls = new ThreadPoolExecutor(0, 1, KEEP_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("arcella-priority").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    // Written by the one that looks.
    private volatile Set<Long> endless = Set.of();
    private int looksSince;

    /** Whether anybody shares; written by the one that calls the system. */
    private volatile boolean shared;

    LongRuns(Timer timer, GiveWay giveWay) {
        this.timer = timer;
        this.giveWay = giveWay;
    }

    /** A thread begins; on that thread. */
    void began(GuestThread thread) {
        if (prepared.compareAndSet(false, true)) {
            giveWay.prepare(calls);
        }
        threads.add(thread);
        look();
    }

    /** It ends. */
    void ended(GuestThread thread) {
        threads.remove(thread);
    }

    private void look() {
        // Whatever a thread that shared has left behind is seen to when the last one has gone.
        boolean nobody = threads.isEmpty() && endless.isEmpty() && !shared;
        if (!nobody && looking.compareAndSet(false, true)) {
            try {
                timer.at(Timer.after(LOOK), this::lookAtAll);
            } catch (RuntimeException | Error e) {
                looking.set(false);
                throw e;
            }
        }
    }

    private void lookAtAll() {
        try {
            tell(endless());
        } catch (RuntimeException | Error e) {
            // A full heap, or no thread to be had: the next look may do better, and nothing depends on this one.
            Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        } finally {
            looking.set(false);
            look();
        }
    }

    private Set<Long> endless() {
        Set<Long> found = new HashSet<>();
        for (GuestThread thread : threads) {
            Optional<Stretch> stretch = thread.look(giveWay::collections);
            if (stretch.isPresent() && stretch.get().looks() >= LOOKS && !thread.isBack()) {
                calls.execute(() -> giveWay.stepBack(thread.systemId()));
                thread.stepBack();
            }
            if (stretch.isPresent() && stretch.get().endless()) {
                found.add(thread.systemId());
            }
        }
        return found;
    }

    private void tell(Set<Long> present) {
        boolean known = present.equals(endless);
        if (known && (present.isEmpty() && !shared || ++looksSince < AGAIN)) {
            return;
        }
        endless = present;
        looksSince = 0;
        calls.execute(() -> shared = giveWay.share(present));
    }

    /** Looks no more, and lets all go anywhere again. After its timer. */
    @Override
    public void close() {
        // Whoever is to share may wait for the call still.
        if (shared || !endless.isEmpty()) {
            calls.execute(() -> shared = giveWay.share(Set.of()));
        }
        calls.shutdown();
    }
}
