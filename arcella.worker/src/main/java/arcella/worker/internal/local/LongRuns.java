package arcella.worker.internal.local;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * Has the threads of guests that compute without a pause step back behind all others: as many endless loops as one likes
 * leave the processors to whoever answers the operator. Where nobody else wants them, they are as quick as before.
 *
 * <p>Threads are looked at only while there are any, and nothing is asked of the system about those that wait. One that has
 * stepped back cannot come to the fore again without a privilege; so it goes as soon as it has nothing to do, and the
 * instance's next task has another one. Thread-safe.
 */
final class LongRuns {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** Less of a tenth is waiting, for something in the host; more may be all that a busy machine gives. */
    private static final long BUSY_NANOS = 10_000_000;

    /** So many looks in a row find a thread busy that is to step back. */
    private static final int LOOKS = 3;

    private final Timer timer;
    private final LongConsumer stepBack;
    private final Set<GuestThread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param stepBack gives a thread less of the processors, by its number to the kernel; may take a while */
    LongRuns(Timer timer, LongConsumer stepBack) {
        this.timer = timer;
        this.stepBack = stepBack;
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
        if (!threads.isEmpty() && looking.compareAndSet(false, true)) {
            timer.at(Timer.after(LOOK), this::lookAtAll);
        }
    }

    private void lookAtAll() {
        for (GuestThread thread : threads) {
            if (thread.busy(BUSY_NANOS) == LOOKS) {
                thread.stepBack();
                // The first time this takes a while, for which deadlines must not wait.
                Thread.ofPlatform().daemon().name("arcella-priority")
                        .start(() -> stepBack.accept(thread.systemId()));
            }
        }
        looking.set(false);
        look();
    }
}
