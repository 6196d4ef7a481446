package arcella.runtime.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.runtime.internal.bundle.ComponentSwitch;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.manifest.RestartSection;
import arcella.worker.Ending;
import arcella.worker.InterpretedFunctions;
import arcella.worker.ModuleInstance;

/** What SCR tells of a module's DS component comes at once, and what follows from it later, on the module's queue. */
class ManagedModuleTest {

    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private static <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getReturnType() == boolean.class) {
                return false;
            }
            if (method.getReturnType() == InterpretedFunctions.class) {
                return InterpretedFunctions.none();
            }
            if (method.getReturnType() == CompletableFuture.class) {
                return CompletableFuture.completedFuture(new Ending.Stopped());
            }
            return method.getReturnType() == Optional.class ? Optional.empty() : null;
        }));
    }

    private static final Exposure NOBODY = new Exposure() {
        @Override
        public void show(Bundle bundle, ModuleInstance instance) {}

        @Override
        public void hide() {}

        @Override
        public void settle(Supplier<Map<String, Set<Long>>> bound) {}

        @Override
        public List<String> explain(List<String> references) {
            return references;
        }
    };

    private ManagedModule active() {
        Surroundings around = new Surroundings(later::add, timer, InstantSource.system(),
                new ComponentSwitch(fake(ServiceComponentRuntime.class)), new Journal(100, 10_000), Duration.ZERO);
        ManagedModule module = new ManagedModule(new ModuleId("user", "0.1.0"), RestartSection.STANDARD,
                (occasion, listener, ungranted) -> fake(ModuleInstance.class), around, NOBODY);
        module.starting(false);
        module.activated();
        catchUp();
        assertThat(module.state()).isInstanceOf(ModuleState.Active.class);
        return module;
    }

    private void catchUp() {
        while (!later.isEmpty()) {
            later.removeFirst().run();
        }
    }

    @Test
    void whoLosesSomethingWaitsUntilItIsBack() {
        ManagedModule module = active();
        module.unbound();
        catchUp();
        assertThat(module.state()).isInstanceOf(ModuleState.Waiting.class);
        module.activated();
        assertThat(module.state()).isInstanceOf(ModuleState.Active.class);
        catchUp();
        assertThat(module.state()).isInstanceOf(ModuleState.Active.class);
    }

    /** What a caller gets that waits for the module by now. */
    private static CompletableFuture<Optional<ModuleInstance>> waiting(ManagedModule module) {
        CompletableFuture<Optional<ModuleInstance>> found = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                found.complete(module.callable(Duration.ofMinutes(5), null));
            } catch (InterruptedException e) {
                found.completeExceptionally(e);
            }
        });
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            assertThat(found).as("the caller waits").isNotDone();
            Thread.onSpinWait();
        }
        return found;
    }

    /** Who restarts it stops it first, and that is no end for those who wait. */
    @Test
    void whoeverCallsWaitsOverAStopThatIsPartOfARestart() throws Exception {
        ManagedModule module = active();
        ManagedModule.Restart restart = module.restarting();
        module.stopping();
        assertThat(module.state()).isInstanceOf(ModuleState.Stopped.class);
        CompletableFuture<Optional<ModuleInstance>> found = waiting(module);
        module.starting(false);
        module.activated();
        catchUp();
        restart.close();
        assertThat(found.get(1, TimeUnit.MINUTES)).isEqualTo(module.instance()).isPresent();

        module.stopping();
        assertThat(module.callable(Duration.ofMinutes(5), null)).as("nobody restarts it now").isEmpty();
    }

    /** A restart that does not come off leaves nobody waiting. */
    @Test
    void whoeverCallsHearsOfARestartThatCameToNothing() throws Exception {
        ManagedModule module = active();
        ManagedModule.Restart restart = module.restarting();
        module.stopping();
        CompletableFuture<Optional<ModuleInstance>> found = waiting(module);
        restart.close();
        assertThat(found.get(1, TimeUnit.MINUTES)).isEmpty();
    }

    /** It waited for ever then, for nothing. */
    @Test
    void whatIsBackBeforeItsLossIsLookedAtIsNotWaitedFor() {
        ManagedModule module = active();
        module.unbound();
        module.activated();
        catchUp();
        assertThat(module.state()).isInstanceOf(ModuleState.Active.class);
        module.unbound();
        module.activated();
        module.unbound();
        catchUp();
        assertThat(module.state()).isInstanceOf(ModuleState.Waiting.class);
    }
}
