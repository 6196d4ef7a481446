package arcella.worker.internal.local;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import arcella.worker.seal.ThreadPriority;

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

    /** A third of what others get: what holds a lock that they want must not be kept from the processor altogether. */
    private static final int NICE = 5;

    private final Timer timer;
    private final Set<GuestThread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    LongRuns(Timer timer) {
        this.timer = timer;
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
                        .start(() -> ThreadPriority.lower(thread.systemId(), NICE));
            }
        }
        looking.set(false);
        look();
    }
}
