package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;

import arcella.command.Verb;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

/** What the container does when workers die, many things happen at once, and many modules are there. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class RobustnessIT {

    @TempDir
    private Path home;

    private TestContainer container;

    @BeforeEach
    void boot() throws Exception {
        container = new TestContainer(home);
    }

    @AfterEach
    void shutDown() throws Exception {
        container.close();
    }

    @Test
    void restartsAModuleWhoseWorkerWasKilled() throws Exception {
        container.install("adder", TestContainer.manifest("adder", "1.0.0", "[restart]\nbackoff = \"50ms\"\n"), "start=true");
        container.install("adder", TestContainer.manifest("other", "1.0.0", ""), "start=true");
        container.awaitState("adder", "Active");
        container.awaitState("other", "Active");
        long killed = worker("adder");
        long other = worker("other");
        assertThat(workerPids()).as("what ALME refuses, beside workers that compile").contains(killed, other);
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!container.log("adder").contains("Restarting (1)") || !container.state("adder").equals("Active")) {
            assertThat(System.nanoTime()).as(container.log("adder")).isLessThan(end);
            Thread.sleep(20);
        }
        assertThat(worker("adder")).isNotEqualTo(killed);
        assertThat(workerPids()).contains(worker("adder"), other).doesNotContain(killed);
        assertThat(worker("other")).isEqualTo(other);
        assertThat(container.log("other")).doesNotContain("Restarting");
    }

    private Set<Long> workerPids() throws Exception {
        ServiceReference<?>[] found = container.context().getAllServiceReferences(WorkerProcesses.class.getName(), null);
        assertThat(found).as("who tells of workers").hasSize(1);
        return ((WorkerProcesses) container.context().getService(found[0])).pids();
    }

    private long worker(String group) throws Exception {
        Matcher matcher = Pattern.compile("group=Text\\[value=" + group + "], pid=Whole\\[value=(\\d+)]")
                .matcher(container.call("worker:list").data().toString());
        assertThat(matcher.find()).as("a worker of group %s", group).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    /** Random operations from several threads on few modules: each answers or fails with a code, and all fits at the end. */
    @Test
    void keepsItsOrderUnderConcurrentOperations() throws Exception {
        String main = "isolation = \"main\"\ntrusted = true\nasync = true\n";
        List<String> codes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(thread);
                all.add(threads.submit((Callable<List<String>>) () -> {
                    List<String> seen = new ArrayList<>();
                    for (int i = 0; i < 25; i++) {
                        String name = "m" + random.nextInt(3);
                        try {
                            operate(random.nextInt(7), name, main);
                        } catch (ArcellaException e) {
                            seen.add(e.code().text());
                        }
                    }
                    return seen;
                }));
            }
            for (Future<List<String>> one : all) {
                codes.addAll(one.get(10, TimeUnit.MINUTES));
            }
        }
        assertThat(codes).isSubsetOf("ARC-2101", "ARC-2102", "ARC-2107");
        for (String name : List.of("m0", "m1", "m2")) {
            if (container.state(name).equals("gone")) {
                container.install("adder", TestContainer.manifest(name, "1.0.0", main), "grant-all=true");
            }
            container.call("module:restart", "module=" + name);
            container.awaitState(name, "Active");
            assertThat(handles(name)).isEqualTo(1);
            container.call("module:stop", "module=" + name);
            assertThat(container.state(name)).isEqualTo("Stopped");
            assertThat(handles(name)).isZero();
        }
    }

    private void operate(int which, String name, String main) throws Exception {
        switch (which) {
            case 0 -> container.install("adder", TestContainer.manifest(name, "1.0.0", main), "grant-all=true");
            case 1, 2 -> container.call("module:start", "module=" + name);
            case 3 -> container.call("module:stop", "module=" + name);
            case 4 -> container.call("module:restart", "module=" + name);
            case 5 -> container.update(name, "adder", "", "grant-all=true");
            default -> container.call("module:remove", "module=" + name);
        }
    }

    private int handles(String module) throws Exception {
        var references = container.context().getAllServiceReferences(
                "arcella.runtime.module.ModuleHandle", "(arcella.module=" + module + ")");
        return references == null ? 0 : references.length;
    }

    @Test
    void followsTheLogUntilTheCallerLeaves() throws Exception {
        container.install("hello", TestContainer.manifest("hello", "1.0.0", ""));
        Verb verb = container.verb("log:tail");
        TestInvocation invocation = new TestInvocation(
                TestContainer.arguments(verb, java.util.Map.of(), "module=hello", "follow=true"), java.util.Map.of());
        Thread follower = Thread.ofPlatform().start(() -> assertThatThrownBy(() -> verb.run(invocation))
                .isInstanceOf(InterruptedException.class));
        container.call("module:start", "module=hello");
        container.awaitState("hello", "Completed");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (invocation.emitted().stream().noneMatch(line -> line.contains("Completed (0)"))) {
            assertThat(System.nanoTime()).as("%s", invocation.emitted()).isLessThan(end);
            Thread.sleep(10);
        }
        assertThat(invocation.emitted()).anyMatch(line -> line.contains("hello@1.0.0 stdout: "));
        follower.interrupt();
        follower.join(120_000);
        assertThat(follower.isAlive()).isFalse();
    }

    @Test
    void listsManyModules() throws Exception {
        byte[] wasm = TestContainer.example("hello");
        for (int i = 0; i < 200; i++) {
            container.call("module:install", java.util.Map.of("file", wasm), "file=many-" + i + ".wasm");
        }
        assertThat(container.call("module:list").data().toString()).contains("many-0", "many-199");
    }
}
