package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import arcella.wit.value.WitValue;

/** Guests that compute for long step back behind others. */
@EnabledOnOs(OS.LINUX)
@ResourceLock("the processors of this process's threads")
class LongRunsTest {

    private static final String WORK = "demo:glutton/feast@0.1.0#work";
    private static final String SPIN = "demo:glutton/feast@0.1.0#spin";

    /** Where the kernel's line about a thread has its niceness, counted from behind the name. */
    private static final int NICE = 16;

    @Test
    void aThreadThatComputesForLongStepsBackAndIsFollowedByAnother() throws Exception {
        try (ModuleHost host = new LocalModuleHost(1L << 30)) {
            stepsBack(host, ProcessHandle.current().pid());
        }
    }

    /** A sealed worker may not have its threads step back, and whoever supervises it does. */
    @Test
    void itDoesInAWorkerToo(@TempDir Path folder) throws Exception {
        try (WorkerSupervisor supervisor = new WorkerSupervisor(Workplace.options(folder))) {
            ModuleHost host = supervisor.host("n");
            host.instantiate(Guests.spec("probe"), new Recorder());
            stepsBack(host, supervisor.workers().getFirst().pid());
        }
    }

    /** A call that does not come to its end, in each of as many instances as there are processors. */
    @Test
    @EnabledIf("severalProcessors")
    void soManyThatNoProcessorWouldBeLeftShareAllButOne() throws Exception {
        Path self = Path.of("/proc/self/task");
        String all = processors(Path.of("/proc/thread-self"));
        int processors = Runtime.getRuntime().availableProcessors();
        try (ModuleHost host = new LocalModuleHost(1L << 30)) {
            List<ModuleInstance> gluttons = new ArrayList<>();
            for (int i = 0; i < processors; i++) {
                ModuleInstance glutton = host.instantiate(InstanceSpec.of("q@1.0.0",
                        Guests.file(Path.of("..", "examples", "limits", "glutton.wasm"))), new Recorder());
                glutton.start();
                gluttons.add(glutton);
            }
            gluttons.stream().skip(1).forEach(glutton -> glutton.call(SPIN, List.of()));
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 2_000_000_000L) {
                assertThat(guests(self)).as("one processor is left to others anyway").containsOnly(all);
                Thread.sleep(50);
            }
            gluttons.getFirst().call(SPIN, List.of());
            await(() -> guests(self).size() == processors && !guests(self).contains(all));
            await(() -> !optimizers(LongRunsTest::processors).contains(all));
            int behind = niceness(Path.of("/proc/self")) + 5;
            assertThat(optimizers(LongRunsTest::niceness)).as("what optimizes their code").isNotEmpty().containsOnly(behind);
            assertThat(processors(Path.of("/proc/thread-self"))).isEqualTo(all);
            gluttons.getLast().stop(Duration.ZERO);
            await(() -> guests(self).equals(Collections.nCopies(processors - 1, all)));
            await(() -> Set.of(all).containsAll(optimizers(LongRunsTest::processors)));
        }
    }

    static boolean severalProcessors() {
        return Runtime.getRuntime().availableProcessors() > 1;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in a minute").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** The processors that each thread of the guests "q" may run on. */
    private static List<String> guests(Path tasks) throws IOException {
        return ofThreads(tasks, "arcella-guest q", LongRunsTest::processors);
    }

    private static <T> List<T> optimizers(Reading<T> reading) throws IOException {
        return ofThreads(Path.of("/proc/self/task"), "C2 CompilerThre", reading);
    }

    private static String processors(Path thread) throws IOException {
        return Files.readString(thread.resolve("status")).lines().filter(line -> line.startsWith("Cpus_allowed_list:"))
                .findFirst().orElseThrow();
    }

    private static void stepsBack(ModuleHost host, long process) throws Exception {
        // The system keeps 15 letters of a thread's name.
        ModuleInstance glutton = host.instantiate(InstanceSpec.of("n@1.0.0",
                Guests.file(Path.of("..", "examples", "limits", "glutton.wasm"))), new Recorder());
        glutton.start();
        assertThat(glutton.invoke(WORK, List.of(new WitValue.U32(1)))).isNotEmpty();
        int usual = niceness(Path.of("/proc/thread-self"));
        // The kernel's list of a process's threads may lack one while another of them goes.
        long there = System.nanoTime() + 60_000_000_000L;
        while (!threads(process).equals(List.of(usual))) {
            assertThat(System.nanoTime()).as("one thread of the guest, as others are: %s", threads(process)).isLessThan(there);
            Thread.sleep(2);
        }
        List<Integer> seen = List.of();
        for (long steps = 200_000_000; !seen.equals(List.of(usual + 5)); steps *= 2) {
            CompletableFuture<List<WitValue>> call = glutton.call(WORK, List.of(new WitValue.U32(steps)));
            while (!call.isDone() && !seen.equals(List.of(usual + 5))) {
                seen = threads(process);
                Thread.sleep(2);
            }
            call.join();
        }
        // It goes as soon as it has nothing to do, and somebody else takes its place.
        long deadline = System.nanoTime() + 60_000_000_000L;
        do {
            assertThat(System.nanoTime()).as("the one that has stepped back stays: %s", threads(process)).isLessThan(deadline);
            Thread.sleep(20);
            assertThat(glutton.invoke(WORK, List.of(new WitValue.U32(1)))).isNotEmpty();
        } while (!threads(process).contains(usual));
    }

    private static int niceness(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
    }

    /** The niceness of each thread of a process that runs the guest now. */
    private static List<Integer> threads(long process) throws IOException {
        return ofThreads(Path.of("/proc", Long.toString(process), "task"), "arcella-guest n", LongRunsTest::niceness);
    }

    private interface Reading<T> {
        T of(Path thread) throws IOException;
    }

    /** @param name how their names begin: the system keeps 15 letters */
    private static <T> List<T> ofThreads(Path tasks, String name, Reading<T> reading) throws IOException {
        List<T> found = new ArrayList<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                try {
                    if (Files.readString(thread.resolve("comm")).startsWith(name)) {
                        found.add(reading.of(thread));
                    }
                } catch (IOException e) {
                    // It has just gone.
                    continue;
                }
            }
        }
        return found;
    }
}
