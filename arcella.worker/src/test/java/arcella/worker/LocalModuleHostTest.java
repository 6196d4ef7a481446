package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import arcella.engine.core.CoreEngine;
import arcella.engine.core.MemoryBudget;
import arcella.error.ArcellaException;
import arcella.worker.internal.Answer;
import arcella.worker.internal.local.HostedInstance;
import arcella.worker.internal.local.ListenerIo;
import arcella.worker.internal.local.LocalHost;
import arcella.worker.internal.local.LocalInstance;

/** The contract in this process. */
class LocalModuleHostTest extends ModuleHostContract {

    @Override
    ModuleHost open() {
        return new LocalModuleHost(1L << 30);
    }

    /** Whether the interrupt comes before the loading, in it or after it. */
    @Test
    void anInterruptedInstantiationLeavesNoInstance() throws InterruptedException {
        try (LocalHost host = new LocalHost(new CoreEngine(), MemoryBudget.of(1L << 30))) {
            Set<LocalInstance> wanted = ConcurrentHashMap.newKeySet();
            for (int round = 0; round < 200; round++) {
                Thread caller = Thread.ofPlatform().start(() -> instantiate(host, wanted));
                Thread.sleep(Duration.ofNanos(round * 10_000L));
                caller.interrupt();
                caller.join();
            }
            awaitLiving(host, wanted.size());
            wanted.forEach(instance -> instance.stop(Duration.ZERO));
            awaitLiving(host, 0);
        }
    }

    private static void awaitLiving(LocalHost host, int instances) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (host.living() > instances && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(host.living()).isEqualTo(instances);
    }

    private static void instantiate(LocalHost host, Set<LocalInstance> wanted) {
        Answer<Boolean> answer = Answer.awaited();
        LocalHost.Loading loading = host.instantiate(Guests.spec("probe"),
                new ListenerIo(new Recorder(), ModuleImports.none()), HostedInstance.reply(answer));
        answer.onCancel(loading::cancel);
        loading.begin();
        try {
            answer.await();
            wanted.add(loading.instance());
        } catch (ArcellaException e) {
            assertThat(e.code().number()).isEqualTo(WorkerError.CANCELLED.number());
        }
    }
}
