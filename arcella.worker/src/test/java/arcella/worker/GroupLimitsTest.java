package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;

/** Groups with limits of their own. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GroupLimitsTest {

    private static final long HEAP = 96L << 20;

    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private static void refused(WorkerSupervisor supervisor, String group, String... words) {
        assertThatThrownBy(() -> supervisor.host(group).instantiate(Guests.spec("probe"), new Recorder()))
                .isInstanceOf(ArcellaException.class)
                .satisfies(failure -> assertThat(((ArcellaException) failure).code().number())
                        .isEqualTo(WorkerError.GROUP_FULL.number()))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    }

    private static WorkerStatistics worker(WorkerSupervisor supervisor, String group) {
        return supervisor.workers().stream().filter(one -> one.group().equals(group)).findFirst().orElseThrow();
    }

    @Test
    void aGroupHasItsOwnHeapAndNumberOfModules() throws Exception {
        AtomicReference<GroupLimits> small = new AtomicReference<>(new GroupLimits(HEAP, 2));
        WorkerOptions options = Workplace.options(folder);
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options, WorkbenchOptions.defaults(),
                group -> group.equals("small") ? small.get() : new GroupLimits(options.heapBytes(), 100))) {
            ModuleHost host = supervisor.host("small");
            ModuleInstance first = host.instantiate(Guests.spec("probe"), new Recorder());
            ModuleInstance second = host.instantiate(Guests.spec("probe"), new Recorder());
            refused(supervisor, "small", "group small has 2 modules", "raise 'modules'");
            long pid = worker(supervisor, "small").pid();
            assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline"))).contains("-Xmx" + (HEAP >> 10) + "k");
            assertThat(worker(supervisor, "small").heapBytes()).isEqualTo(HEAP);
            while (worker(supervisor, "small").heapUsedBytes() == 0) {
                Thread.sleep(10);
            }
            assertThat(worker(supervisor, "small").heapUsedBytes()).isBetween(1L << 20, HEAP);

            // A place that is free again may be taken; one that could not be made holds none.
            first.stop(Duration.ZERO).join();
            assertThatThrownBy(() -> host.instantiate(Guests.spec("probe").withLimits(
                    InstanceLimits.defaults().withMemoryBytes(0)), new Recorder())).isInstanceOf(ArcellaException.class);
            ModuleInstance third = host.instantiate(Guests.spec("probe"), new Recorder());
            refused(supervisor, "small", "group small has 2 modules");

            // Other limits hold at once for what comes; another heap only once nothing runs in the process.
            small.set(new GroupLimits(2 * HEAP, 3));
            ModuleInstance fourth = host.instantiate(Guests.spec("probe"), new Recorder());
            assertThat(worker(supervisor, "small").pid()).isEqualTo(pid);
            for (ModuleInstance each : new ModuleInstance[] {second, third, fourth}) {
                each.stop(Duration.ZERO).join();
            }
            host.instantiate(Guests.spec("probe"), new Recorder());
            assertThat(worker(supervisor, "small").pid()).isNotEqualTo(pid);
            assertThat(worker(supervisor, "small").heapBytes()).isEqualTo(2 * HEAP);
            supervisor.host("other").instantiate(Guests.spec("probe"), new Recorder());
            assertThat(worker(supervisor, "other").heapBytes()).isEqualTo(options.heapBytes());
        }
    }

    /** What comes in the place of what runs needs none of its own, and leaves none behind. */
    @Test
    void aFullGroupTakesTheNextContentOfAModule() throws Exception {
        WorkerOptions options = Workplace.options(folder);
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options, WorkbenchOptions.defaults(),
                group -> new GroupLimits(options.heapBytes(), 1))) {
            ModuleInstance old = supervisor.host("single").instantiate(Guests.spec("probe"), new Recorder());
            long pid = worker(supervisor, "single").pid();
            supervisor.hostApart("single").instantiate(InstanceSpec.of("probe@2.0.0", Guests.probe()), new Recorder());
            assertThat(worker(supervisor, "single").pid()).isEqualTo(pid);
            assertThatThrownBy(() -> supervisor.hostApart("single").instantiate(InstanceSpec.of("other@1.0.0", Guests.probe()), new Recorder()))
                    .hasMessageContaining("as many as it may have");
            old.stop(Duration.ZERO).join();
            refused(supervisor, "single", "group single has 1 module, as many as it may have");
            // In whatever process of the group they are.
            ModuleInstance apart = supervisor.hostApart("single").instantiate(InstanceSpec.of("probe@3.0.0", Guests.probe())
                    .withPreopens(List.of(new Preopen(data, "/data", Preopen.Access.READ_WRITE))), new Recorder());
            assertThat(supervisor.workers()).hasSize(2);
            refused(supervisor, "single", "group single has 2 modules, as many as it may have");
            apart.stop(Duration.ZERO).join();
            refused(supervisor, "single", "group single has 1 module, as many as it may have");
        }
    }

    @Test
    void theHeapHasRoomForAllMemoriesAndOneThatGrows() {
        assertThat(GroupLimits.heapFor()).isEqualTo(128L << 20);
        assertThat(GroupLimits.heapFor(256L << 20)).isEqualTo(640L << 20);
        assertThat(GroupLimits.heapFor(100, 300, 200)).isEqualTo((128L << 20) + 900);
        assertThatThrownBy(() -> new GroupLimits(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GroupLimits(HEAP, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
