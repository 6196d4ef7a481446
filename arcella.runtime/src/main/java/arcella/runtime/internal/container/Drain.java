package arcella.runtime.internal.container;

import java.time.Duration;
import java.util.List;

import arcella.runtime.UpdateReport.Lost;
import arcella.worker.ModuleInstance;

/**
 * What became of an instance that nobody is led to any more, in a bounded time.
 *
 * @param drained calls that were in flight and ended by themselves
 * @param cut calls that had not ended
 * @param lost who held resources of it at the end
 */
record Drain(int drained, int cut, List<Lost> lost) {

    private static final long LOOK_MILLIS = 10;
    private static final long LONGEST_LOOK_MILLIS = 200;

    /** Nothing to wait for. */
    static final Drain NOTHING = new Drain(0, 0, List.of());

    /** Waits until no call runs or waits in the instance and nobody holds a resource of it, or the time is over. */
    static Drain of(ModuleInstance instance, Consumers consumers, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        int atFirst = instance.statistics().callsWaiting();
        long pause = LOOK_MILLIS;
        while (true) {
            boolean ended = instance.ending().isPresent();
            int left = ended ? 0 : instance.statistics().callsWaiting();
            List<Lost> held = consumers.holders(instance);
            if (ended || left == 0 && held.isEmpty() || System.nanoTime() - end >= 0) {
                return new Drain(Math.max(0, atFirst - left), left, held);
            }
            Thread.sleep(Math.min(pause, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            pause = Math.min(LONGEST_LOOK_MILLIS, pause + pause / 2);
        }
    }
}
