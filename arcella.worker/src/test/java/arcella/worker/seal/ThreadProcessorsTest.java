package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Threads leave a processor to others, and come back. */
@EnabledIf("severalProcessors")
class ThreadProcessorsTest {

    private final Executor own = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    static boolean severalProcessors() {
        return System.getProperty("os.name").equals("Linux") && Runtime.getRuntime().availableProcessors() > 1;
    }

    @AfterEach
    void all() {
        ThreadProcessors.leaveOne(Set.of());
    }

    private static <T> T on(Executor thread, Callable<T> what) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return what.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, thread).join();
    }

    /** The processors of the thread that this is called on, as the kernel lists them. */
    private static String processors() throws IOException {
        return Files.readString(Path.of("/proc/thread-self/status")).lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow();
    }

    private static long number() throws IOException {
        return Long.parseLong(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString());
    }

    @Test
    void oneThatSharesHasFewerAndAllOthersStay() throws IOException {
        String all = processors();
        assertThat(ThreadProcessors.leaveOne(Set.of(on(own, ThreadProcessorsTest::number)))).isTrue();
        assertThat(on(own, ThreadProcessorsTest::processors)).isNotEqualTo(all);
        assertThat(processors()).isEqualTo(all);
    }

    @Test
    void whatIsNoneOfThemComesBackAndWhateverItStarted() throws IOException {
        String all = processors();
        ThreadProcessors.leaveOne(Set.of(on(own, ThreadProcessorsTest::number)));
        // A thread begins with its maker's processors.
        Executor child = on(own, () -> {
            Executor made = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
            made.execute(() -> { });
            return made;
        });
        assertThat(on(child, ThreadProcessorsTest::processors)).isNotEqualTo(all);
        ThreadProcessors.leaveOne(Set.of());
        assertThat(on(own, ThreadProcessorsTest::processors)).isEqualTo(all);
        assertThat(on(child, ThreadProcessorsTest::processors)).isEqualTo(all);
    }

    @Test
    void oneThatHasEndedIsPassedOver() throws IOException {
        String all = processors();
        // Higher than the kernel counts.
        assertThat(ThreadProcessors.leaveOne(Set.of(1L << 30))).isTrue();
        assertThat(processors()).isEqualTo(all);
    }
}
