package arcella.runtime.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.error.ArcellaException;
import arcella.wasi.Denial;
import arcella.wit.value.WitValue;
import arcella.worker.Ending;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceListener;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.StandardStream;
import arcella.worker.WorkerError;

/** An instance that its first call makes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LazyInstanceTest {

    private static final List<WitValue> ANSWER = List.of(new WitValue.U32(42));

    private final AtomicInteger makings = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Ending> ends = Collections.synchronizedList(new ArrayList<>());
    private final List<InstanceLimits> limits = Collections.synchronizedList(new ArrayList<>());
    private volatile InstanceListener inner = new Ends();

    private final class Ends implements InstanceListener {
        @Override
        public void output(StandardStream stream, byte[] bytes) {}

        @Override
        public void denied(Denial denial) {}

        @Override
        public void ended(Ending ending) {
            ends.add(ending);
        }
    }

    /** Answers every call, and ends when it is stopped. */
    private ModuleInstance instance(InstanceListener listener) {
        inner = listener;
        return (ModuleInstance) Proxy.newProxyInstance(ModuleInstance.class.getClassLoader(),
                new Class<?>[] {ModuleInstance.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "command" -> false;
                    case "limits" -> {
                        limits.add((InstanceLimits) arguments[0]);
                        yield null;
                    }
                    case "invoke" -> ANSWER;
                    case "call" -> CompletableFuture.completedFuture(ANSWER);
                    case "function" -> (ModuleFunction) _ -> ANSWER;
                    case "stop" -> {
                        listener.ended(new Ending.Stopped());
                        yield CompletableFuture.completedFuture(new Ending.Stopped());
                    }
                    case "ending" -> Optional.empty();
                    default -> null;
                });
    }

    private LazyInstance lazy(LazyInstance.Maker maker) {
        return new LazyInstance("late@1.0.0", new Ends(), maker);
    }

    private LazyInstance slow() {
        return lazy(listener -> {
            makings.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new ArcellaException(WorkerError.CANCELLED, "interrupted", "", e);
            }
            return instance(listener);
        });
    }

    @Test
    void itIsMadeOnceByWhoeverCallsFirst() throws Exception {
        LazyInstance lazy = slow();
        lazy.start();
        ModuleFunction function = lazy.function("f");
        assertThat(lazy.made()).isFalse();
        assertThat(lazy.statistics().calls()).isZero();
        assertThat(makings).hasValue(0);
        CompletableFuture<List<WitValue>> call = lazy.call("f", List.of());
        CompletableFuture<List<WitValue>> cancelled = lazy.call("f", List.of());
        CompletableFuture<List<WitValue>> invoked = CompletableFuture.supplyAsync(() -> lazy.invoke("f", List.of()), later());
        CompletableFuture<List<WitValue>> wired = CompletableFuture.supplyAsync(() -> function.call(List.of()), later());
        while (lazy.statistics().callsWaiting() < 4) {
            Thread.sleep(1);
        }
        assertThat(cancelled.cancel(true)).isTrue();
        go.countDown();
        for (CompletableFuture<List<WitValue>> each : List.of(call, invoked, wired)) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(ANSWER);
        }
        assertThat(makings).hasValue(1);
        assertThat(lazy.made()).isTrue();
        assertThat(lazy.invoke("f", List.of())).isEqualTo(ANSWER);
        inner.ended(new Ending.Exited(3));
        assertThat(lazy.ending()).contains(new Ending.Exited(3));
        assertThat(ends).containsExactly(new Ending.Exited(3));
    }

    private static java.util.concurrent.Executor later() {
        return task -> Thread.ofPlatform().daemon().start(task);
    }

    @Test
    void whyItCannotBeMadeIsToldToWhoeverCallsAndIsItsEnd() {
        ArcellaException cause = new ArcellaException(WorkerError.TOO_MANY_WORKERS, "there are too many", "");
        LazyInstance lazy = lazy(listener -> {
            throw cause;
        });
        assertThatThrownBy(() -> lazy.invoke("f", List.of())).isSameAs(cause);
        while (lazy.ending().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(ends).containsExactly(new Ending.Lost(cause));
        assertThatThrownBy(() -> lazy.invoke("f", List.of())).isInstanceOf(NotBegunException.class);
        assertThatThrownBy(() -> lazy.call("f", List.of()).get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NotBegunException.class);
        assertThat(lazy.stop(Duration.ZERO).join()).isEqualTo(new Ending.Lost(cause));
    }

    @Test
    void anUnforeseenFailureIsAnEndToo() {
        LazyInstance lazy = lazy(listener -> {
            throw new IllegalStateException("a defect");
        });
        assertThatThrownBy(() -> lazy.invoke("f", List.of())).hasMessageContaining("a defect");
    }

    @Test
    void whatNobodyCalledIsStoppedWithoutBeingMade() {
        LazyInstance lazy = slow();
        assertThat(lazy.stop(Duration.ofSeconds(5)).join()).isEqualTo(new Ending.Stopped());
        assertThat(ends).containsExactly(new Ending.Stopped());
        assertThatThrownBy(() -> lazy.invoke("f", List.of())).isInstanceOf(NotBegunException.class);
        assertThat(makings).hasValue(0);
    }

    @Test
    void aStopGivesUpTheMakingAndWhoWaitsForItMayTryElsewhere() throws Exception {
        LazyInstance lazy = slow();
        CompletableFuture<List<WitValue>> call = lazy.call("f", List.of());
        while (makings.get() == 0) {
            Thread.sleep(1);
        }
        assertThat(lazy.stop(Duration.ofSeconds(5)).get(30, TimeUnit.SECONDS)).isEqualTo(new Ending.Stopped());
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(NotBegunException.class);
        assertThat(ends).containsExactly(new Ending.Stopped());
    }

    @Test
    void limitsThatChangeWhileItIsMadeHoldForTheFirstCall() throws Exception {
        LazyInstance lazy = slow();
        InstanceLimits few = InstanceLimits.defaults().withMemoryBytes(1 << 16);
        lazy.limits(few);
        CompletableFuture<List<WitValue>> call = lazy.call("f", List.of());
        while (makings.get() == 0) {
            Thread.sleep(1);
        }
        InstanceLimits more = InstanceLimits.defaults().withMemoryBytes(2 << 16);
        lazy.limits(more);
        go.countDown();
        call.get(30, TimeUnit.SECONDS);
        assertThat(limits).as("who makes it has read those from before").containsExactly(more);
        lazy.limits(few);
        assertThat(limits).containsExactly(more, few);
    }

    @Test
    void whatWasMadeIsStoppedAsItIs() {
        LazyInstance lazy = lazy(this::instance);
        lazy.invoke("f", List.of());
        assertThat(lazy.stop(Duration.ZERO).join()).isEqualTo(new Ending.Stopped());
        assertThat(ends).containsExactly(new Ending.Stopped());
    }
}
