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

    /** Who computes for so long steps back. */
    private static final long LONG = Duration.ofMillis(300).toNanos();

    /** Who spends so much on one task may never come to its end. */
    private static final long ENDLESS = Duration.ofMillis(500).toNanos();

    private static final int KEEP_SECONDS = 10;

    private final Timer timer;
    private final GiveWay giveWay;
    private final Set<GuestThread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Calls of the system take a while, the first ones above all, for which deadlines must not wait. One after another, none after the end. */
    private final ThreadPoolExecutor calls = new ThreadPoolExecutor(0, 1, KEEP_SECONDS, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("arcella-priority").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /** Those that share. Written by the one that looks. */
    private volatile Set<Long> sharing = Set.of();

    LongRuns(Timer timer, GiveWay giveWay) {
        this.timer = timer;
        this.giveWay = giveWay;
    }

    /** A thread begins; on that thread. */
    void began(GuestThread thread) {
        threads.add(thread);
        look();
    }

    /** It ends. */
    void ended(GuestThread thread) {
        threads.remove(thread);
    }

    private void look() {
        // Whatever a thread that shared has left behind is seen to when the last one has gone.
        if (!(threads.isEmpty() && sharing.isEmpty()) && looking.compareAndSet(false, true)) {
            timer.at(Timer.after(LOOK), this::lookAtAll);
        }
    }

    private void lookAtAll() {
        long now = System.nanoTime();
        Set<Long> endless = new HashSet<>();
        for (GuestThread thread : threads) {
            Optional<Stretch> stretch = thread.look(now);
            if (stretch.isEmpty()) {
                continue;
            }
            if (stretch.get().nanos() >= LONG && !thread.isBack()) {
                thread.stepBack();
                calls.execute(() -> giveWay.stepBack(thread.systemId()));
            }
            if (stretch.get().taskNanos() >= ENDLESS) {
                endless.add(thread.systemId());
            }
        }
        Set<Long> present = endless.size() < Runtime.getRuntime().availableProcessors() ? Set.of() : endless;
        if (!present.equals(sharing)) {
            sharing = present;
            calls.execute(() -> giveWay.leaveOne(present));
        }
        looking.set(false);
        look();
    }

    /** Looks no more, and lets all go anywhere again. After its timer. */
    @Override
    public void close() {
        if (!sharing.isEmpty()) {
            calls.execute(() -> giveWay.leaveOne(Set.of()));
        }
        calls.shutdown();
    }
}
