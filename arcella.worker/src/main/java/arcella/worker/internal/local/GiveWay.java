package arcella.worker.internal.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

import arcella.worker.seal.OptimizerThreads;
import arcella.worker.seal.ProcessorShare;
import arcella.worker.seal.ThreadPriority;

/** How threads that compute for long give way to others. Threads are known by their numbers to the kernel. */
interface GiveWay {

    /**
     * As soon as there are guests. The JVM's threads that optimize what guests run get less of the processors while others want
     * them, for good; and whatever the first call of the system has to load is there when it is needed at once.
     *
     * @param calls runs what takes a while
     */
    void prepare(Executor calls);

    /** Has a thread, and those that optimize what it runs, get less of the processors while others want them. For good. */
    void stepBack(long thread);

    /**
     * Has these threads leave a processor of this process to all others if they would take all, and no thread that is none of
     * these.
     *
     * @return whether any does now
     */
    boolean share(Set<Long> threads);

    /** How often garbage was collected so far, for which all threads had to wait; 0 where nobody is to share. */
    long collections();

    /** The threads of this process, in which the container answers its operator. */
    static GiveWay here() {
        ProcessorShare share = new ProcessorShare();
        long process = ProcessHandle.current().pid();
        return new GiveWay() {
            @Override
            public void prepare(Executor calls) {
                calls.execute(this::stepOptimizersBack);
            }

            @Override
            public void stepBack(long thread) {
                ThreadPriority.stepBack(process, thread);
                stepOptimizersBack();
            }

            private void stepOptimizersBack() {
                try {
                    OptimizerThreads.numbers().forEach(optimizer -> ThreadPriority.stepBack(process, optimizer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public boolean share(Set<Long> threads) {
                if (!threads.isEmpty()) {
                    stepOptimizersBack();
                }
                return share.share(threads);
            }

            @Override
            public long collections() {
                return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
            }
        };
    }

    /** The threads of a sealed process, which has to ask for it. Computing is what such a process is for: it keeps none free. */
    static GiveWay asked(LongConsumer stepBack) {
        return new GiveWay() {
            @Override
            public void prepare(Executor calls) {
                // Its supervisor makes the calls.
            }

            @Override
            public void stepBack(long thread) {
                stepBack.accept(thread);
            }

            @Override
            public boolean share(Set<Long> threads) {
                return false;
            }

            @Override
            public long collections() {
                // The beans would cost a worker some milliseconds and megabytes.
                return 0;
            }
        };
    }
}
