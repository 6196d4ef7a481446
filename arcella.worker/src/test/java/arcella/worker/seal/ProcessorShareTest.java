package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Threads leave a processor to others, and come back. */
@EnabledIf("severalProcessors")
@ResourceLock("the processors of this process's threads")
class ProcessorShareTest {

    private final ProcessorShare share = new ProcessorShare();
    private final Executor own = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    static boolean severalProcessors() {
        return System.getProperty("os.name").equals("Linux") && Runtime.getRuntime().availableProcessors() > 1;
    }

    @AfterEach
    void all() {
        share.share(Set.of());
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

    /** As many as there are processors, of which one is a thread. */
    private Set<Long> many() {
        Set<Long> numbers = new HashSet<>(Set.of(on(own, ProcessorShareTest::number)));
        // Higher than the kernel counts: threads that have ended.
        LongStream.range(1, Runtime.getRuntime().availableProcessors()).map(i -> (1L << 30) + i).forEach(numbers::add);
        return numbers;
    }

    @Test
    void soManyShareAllButOneAndAllOthersStay() throws IOException {
        String all = processors();
        assertThat(share.share(many())).isTrue();
        assertThat(on(own, ProcessorShareTest::processors)).isNotEqualTo(all);
        assertThat(processors()).isEqualTo(all);
    }

    @Test
    void fewerLeaveOneAnyway() throws IOException {
        String all = processors();
        Set<Long> fewer = many();
        fewer.remove((1L << 30) + 1);
        assertThat(share.share(fewer)).isFalse();
        assertThat(on(own, ProcessorShareTest::processors)).isEqualTo(all);
    }

    @Test
    void whatIsNoneOfThemComesBackAndWhateverItStarted() throws IOException {
        String all = processors();
        share.share(many());
        // A thread begins with its maker's processors.
        Callable<Executor> make = () -> {
            Executor made = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
            made.execute(() -> { });
            return made;
        };
        Executor child = on(own, make);
        assertThat(on(child, ProcessorShareTest::processors)).isNotEqualTo(all);
        // Told the same again.
        assertThat(share.share(many())).isTrue();
        assertThat(on(child, ProcessorShareTest::processors)).isEqualTo(all);
        assertThat(on(own, ProcessorShareTest::processors)).isNotEqualTo(all);
        Executor other = on(own, make);
        assertThat(share.share(Set.of())).isFalse();
        assertThat(on(own, ProcessorShareTest::processors)).isEqualTo(all);
        assertThat(on(other, ProcessorShareTest::processors)).isEqualTo(all);
    }
}
