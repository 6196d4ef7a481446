package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import arcella.engine.EngineError;
import arcella.engine.core.CoreEngine;
import arcella.engine.core.MemoryBudget;
import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wit.value.WitValue;
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

    private static final String FEAST = "demo:glutton/feast@0.1.0#";

    private static ModuleInstance glutton(ModuleHost host, long memoryBytes, Recorder recorder) {
        ModuleInstance glutton = host.instantiate(InstanceSpec.of("glutton@1.0.0",
                Guests.file(Path.of("..", "examples", "limits", "glutton.wasm")))
                .withLimits(limits().withMemoryBytes(memoryBytes)), recorder);
        glutton.start();
        return glutton;
    }

    @Test
    void whatIsFullIsNamedInANoticeAndInTheTrapThatComesOfIt() {
        try (LocalModuleHost host = new LocalModuleHost(4L << 20)) {
            Recorder recorder = new Recorder();
            ModuleInstance glutton = glutton(host, 100L << 20, recorder);
            assertThat(host.memory()).isEqualTo(new MemoryUse(128L << 10, 4L << 20));
            assertThat(glutton.invoke(FEAST + "grow", List.of(new WitValue.U32(100)))).containsExactly(new WitValue.U32(62));
            assertThat(glutton.invoke(FEAST + "grow", List.of(new WitValue.U32(1)))).containsExactly(new WitValue.U32(0));
            assertThat(host.memory().usedBytes()).isEqualTo(4L << 20);
            assertThat(recorder.denials()).as("once").containsExactly(new Denial(
                    "to grow its memory beyond what all modules of this process have together, 4194304 bytes of the heap",
                    new Denial.Remedy.Heap(false)));
            assertCode(() -> glutton.invoke(FEAST + "fill", List.of(new WitValue.U32(100))), EngineError.TRAP_UNREACHABLE,
                    "in this call it was refused to grow its memory beyond what all modules of this process have together",
                    "larger heap");
            assertTrapped(recorder.ending(), EngineError.TRAP_UNREACHABLE);

            Recorder own = new Recorder();
            ModuleInstance small = glutton(host, 1L << 20, own);
            assertCode(() -> small.invoke(FEAST + "fill", List.of(new WitValue.U32(17))), EngineError.TRAP_UNREACHABLE,
                    "beyond its limit memory of 1048576 bytes", "raise its limit memory");
            assertThat(own.denials()).extracting(Denial::remedy).containsExactly(new Denial.Remedy.Raise("memory"));
        }
    }

    @Test
    void aStackThatEndsBeforeTheLimitOfCallsIsNamedWithTheWayOut() {
        try (LocalModuleHost host = new LocalModuleHost(4L << 20)) {
            InstanceLimits deep = new InstanceLimits(1L << 20, 100, 2_000_000_000, 1L << 20, 10, OptionalLong.empty(),
                    Optional.empty(), Optional.empty(), Duration.ofMinutes(1), limits().component(), limits().wasi());
            InstanceSpec spec = InstanceSpec.of("glutton@1.0.0", Guests.file(Path.of("..", "examples", "limits", "glutton.wasm")));
            ModuleInstance glutton = host.instantiate(spec.withLimits(deep), new Recorder());
            glutton.start();
            assertCode(() -> glutton.invoke(FEAST + "deep", List.of(new WitValue.U32(1_000_000))), EngineError.TRAP_STACK_EXHAUSTED,
                    "the thread's stack ended at ", " nested calls, of 2000000000 that may be",
                    "the stack has 1 MiB", "with which the stack grows");
            ModuleInstance deepest = host.instantiate(spec.withLimits(
                    deep.withStackBytes(InstanceLimits.stackFor(deep.callDepth()))), new Recorder());
            deepest.start();
            assertThat(deepest.invoke(FEAST + "deep", List.of(new WitValue.U32(500_000))))
                    .containsExactly(new WitValue.U32(500_000));
            assertCode(() -> deepest.invoke(FEAST + "deep", List.of(new WitValue.U32(1_900_000_000))),
                    EngineError.TRAP_STACK_EXHAUSTED, "the stack has 256 MiB, and none has more, whatever the limit call-depth",
                    "have the guest nest its calls less deep");
        }
    }

    @Test
    void theStackFollowsFromTheCallDepth() {
        assertThat(InstanceLimits.stackFor(1)).isEqualTo(InstanceLimits.stackFor(20_000)).isEqualTo(8L << 20)
                .isEqualTo(limits().stackBytes());
        assertThat(InstanceLimits.stackFor(200_000)).isBetween(79L << 20, 80L << 20);
        assertThat(InstanceLimits.stackFor(Integer.MAX_VALUE)).isEqualTo(InstanceLimits.MOST_STACK);
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
