package arcella.worker.internal.local;

import java.util.Set;
import java.util.function.LongConsumer;

import arcella.worker.seal.ThreadPriority;
import arcella.worker.seal.ThreadProcessors;

/** How threads that compute for long give way to others. Threads are known by their numbers to the kernel. */
interface GiveWay {

    /** Has a thread get less of the processors while others want them. For good. */
    void stepBack(long thread);

    /** Has these threads leave a processor of this process to all others, and no thread any more that is none of these. */
    void leaveOne(Set<Long> threads);

    /** The threads of this process, in which the container answers its operator. */
    static GiveWay here() {
        return new GiveWay() {
            @Override
            public void stepBack(long thread) {
                ThreadPriority.stepBack(thread);
            }

            @Override
            public void leaveOne(Set<Long> threads) {
                ThreadProcessors.leaveOne(threads);
            }
        };
    }

    /** The threads of a process that nobody needs but its guests, and that has to ask for it. */
    static GiveWay asked(LongConsumer stepBack) {
        return new GiveWay() {
            @Override
            public void stepBack(long thread) {
                stepBack.accept(thread);
            }

            @Override
            public void leaveOne(Set<Long> threads) {
                // Its guests have the processors that the system gives this process; no other process waits behind them there.
            }
        };
    }
}
