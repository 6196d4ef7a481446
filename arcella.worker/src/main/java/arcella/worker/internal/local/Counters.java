package arcella.worker.internal.local;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import arcella.worker.InstanceStatistics;
import arcella.worker.LimitUse;

/** Counts for {@link InstanceStatistics}. Written by the guest's thread, read by any. */
final class Counters {

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong traps = new AtomicLong();
    private final AtomicLong outputBytes = new AtomicLong();
    private final AtomicLong borrowedNanos = new AtomicLong();
    private final Usage nanos = new Usage();
    private volatile long memoryAtEnd;
    private volatile LimitUse useAtEnd = LimitUse.NONE;

    // Guarded by this.
    private Duration earlier = Duration.ZERO;
    private @Nullable ThreadTime present;

    /** A thread takes up the work, whose clock this is. */
    void begin(ThreadTime time) {
        synchronized (this) {
            present = time;
        }
    }

    /** It lays the work down, and is the one that calls this. */
    synchronized void end() {
        earlier = cpuTime();
        present = null;
    }

    /** A call that ran on another instance's thread; elapsed time stands for processor time, which costs more to ask. */
    void borrowed(long nanos) {
        borrowedNanos.addAndGet(nanos);
    }

    void called() {
        calls.incrementAndGet();
    }

    void trapped() {
        traps.incrementAndGet();
    }

    void wrote(int bytes) {
        outputBytes.addAndGet(bytes);
    }

    /** A call took so long, since it was asked for. */
    void took(long time) {
        nanos.ended(time);
    }

    void atEnd(long memoryBytes, LimitUse use) {
        memoryAtEnd = memoryBytes;
        useAtEnd = use;
    }

    private synchronized Duration cpuTime() {
        ThreadTime time = present;
        return time == null ? earlier : earlier.plus(time.used());
    }

    InstanceStatistics read(int callsWaiting, @Nullable Guest living) {
        return new InstanceStatistics(calls.get(), callsWaiting, traps.get(),
                cpuTime().plusNanos(borrowedNanos.get()),
                living == null ? memoryAtEnd : living.memoryBytes(), outputBytes.get(),
                (living == null ? useAtEnd : living.use()).withNanos(nanos.read()));
    }
}
