package arcella.worker.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is still to be done when the end comes. */
@EnabledOnOs(OS.LINUX)
class LongRunsEndTest {

    private static final class Slow implements GiveWay {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final BlockingQueue<Set<Long>> told = new LinkedBlockingQueue<>();

        @Override
        public void prepare(Executor calls) {
        }

        @Override
        public void stepBack(long thread) {
        }

        @Override
        public boolean share(Set<Long> threads) {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            told.add(threads);
            return !threads.isEmpty();
        }

        @Override
        public long collections() {
            return 0;
        }
    }

    @Test
    void whoIsJustBeingMadeToShareIsLetGo() throws Exception {
        Slow giveWay = new Slow();
        Timer timer = new Timer("test-timer");
        LongRuns runs = new LongRuns(timer, giveWay);
        GuestThread loop = new GuestThread("loop", 0, () -> {
            GuestThread self = (GuestThread) Thread.currentThread();
            self.begin(ThreadTime.ofCurrent());
            self.nextTask(1);
            runs.began(self);
            while (giveWay.mayEnd.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        loop.start();
        assertThat(giveWay.begun.await(1, TimeUnit.MINUTES)).isTrue();
        timer.close();
        runs.close();
        giveWay.mayEnd.countDown();
        assertThat(giveWay.told.poll(1, TimeUnit.MINUTES)).hasSize(1);
        assertThat(giveWay.told.poll(1, TimeUnit.MINUTES)).isEmpty();
    }
}
