package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;
import arcella.error.ArcellaException;
import arcella.it.Callers.Call;
import arcella.it.Callers.Failure;

/**
 * Workers and guests that die in five ways, again and again, while all modules are called: the container goes on as it is,
 * whoever does not call what dies loses no call, who does loses the one that is in flight, and what died is back within its
 * backoff.
 */
class WorkerKillsIT {

    private static final boolean PROOF = Boolean.getBoolean("arcella.proof");
    private static final int GROUPS = PROOF ? 40 : 3;
    private static final int DEATHS_OF_EACH = PROOF ? 25 : 5;
    /** A worker and a module that have lived for a minute come back at once; in the short form they wait a little longer each time. */
    private static final Duration LIFE = PROOF ? Duration.ofSeconds(61) : Duration.ZERO;
    /** Above the pauses: a machine that is busy with all this takes its time to start a process. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Path PROBE = Distribution.repository().resolve("arcella.worker/src/test/guests/probe.wasm");
    private static final long CALLERS_PAUSE = PROOF ? 100 : 5;

    private Container container;
    private Callers callers;
    private AlmeClient operator;

    /** How something dies; each group in turn by each of these. */
    private enum Way { KILLED, HEAP, STACK, LOOP, EXIT }

    /** A group whose worker, or a module in it, dies; and how often it has. */
    private record Group(int number, AtomicInteger deaths) {
        String probe() {
            return "probe-" + number;
        }

        String keeper() {
            return "keeper-" + number;
        }

        String glutton() {
            return "glutton-" + number;
        }

        List<String> modules() {
            return number == 0 ? List.of(probe(), keeper(), glutton(), "ledger") : List.of(probe(), keeper(), glutton());
        }
    }

    @BeforeEach
    void open() throws Exception {
        container = new Container();
        container.start();
        operator = connect();
        callers = new Callers(this::connect);
    }

    @AfterEach
    void close() throws Exception {
        callers.leave();
        operator.close();
        container.close();
    }

    private AlmeClient connect() {
        return AlmeClient.connect(container.home().resolve("alme"), "WorkerKillsIT", 30_000);
    }

    private void install(Path file, String name, String group, String isolation, String limits) throws Exception {
        Path manifest = Files.writeString(container.folder().resolve(name + ".toml"), """
                [module]
                name = "%s"
                version = "1.0.0"
                group = "%s"
                isolation = "%s"
                trusted = %s
                async = true
                imports = ["shop:ledger@0.1", "wasi:config", "wasi:logging", "wasi:keyvalue", "wasi:http/types@0.2", "wasi:sockets@0.2"]
                [restart]
                policy = "always"
                max = 1000
                backoff = "1ms"
                wait = "2m"
                [limits]
                %s
                """.formatted(name, group, isolation, isolation.equals("main"), limits));
        container.cli("install", file.toString(), "--manifest", manifest.toString(), "--grant-all", "--start").ok();
    }

    @Test
    void theContainerAndAllOthersOutliveEveryDeath() throws Exception {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            Group group = new Group(i, new AtomicInteger());
            groups.add(group);
            install(PROBE, group.probe(), "group-" + i, "worker", "deadline = \"500ms\"\n");
            install(Distribution.example("limits/glutton.wasm"), group.glutton(), "group-" + i, "worker",
                    "deadline = \"2min\"\ncall-depth = 1_000_000_000\n");
            install(Distribution.example("keeper/keeper.wasm"), group.keeper(), "group-" + i, "worker",
                    "deadline = \"2min\"\nrandom-bytes = \"2000000000B\"\n");
        }
        install(Distribution.example("shop/ledger.wasm"), "ledger", "group-0", "worker", "deadline = \"2min\"\n");
        install(Distribution.example("shop/till.wasm"), "till-a", "tills", "worker", "deadline = \"2min\"\n");
        install(Distribution.example("shop/till.wasm"), "till-b", "tills", "main", "deadline = \"2min\"\n");
        install(PROBE, "calm-a", "calm", "worker", "");
        install(PROBE, "calm-b", "calm", "main", "");

        for (Group group : groups) {
            callers.come(List.of(new Call(group.probe(), "work(1000)"), new Call(group.keeper(), "work(100)"),
                    new Call(group.glutton(), "work(100000)")),
                    Optional.of(group.deaths()), CALLERS_PAUSE);
        }
        for (String till : List.of("till-a", "till-b")) {
            callers.come(List.of(new Call(till, "sell(1)")), Optional.of(groups.getFirst().deaths()), CALLERS_PAUSE);
        }
        for (String calm : List.of("calm-a", "calm-b", "calm-a", "calm-b")) {
            callers.come(List.of(new Call(calm, "work(1000)")), Optional.empty(), CALLERS_PAUSE);
        }
        ProcessHandle daemon = container.daemon();

        Map<Way, List<Long>> back = new EnumMap<>(Way.class);
        long[] since = new long[GROUPS];
        java.util.Arrays.fill(since, System.nanoTime());
        for (int round = 0; round < DEATHS_OF_EACH; round++) {
            for (Group group : groups) {
                long early = since[group.number()] + LIFE.toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, early));
                Way way = Way.values()[(round + group.number()) % Way.values().length];
                group.deaths().incrementAndGet();
                die(group, way);
                long dead = System.nanoTime();
                for (String module : group.modules()) {
                    awaitAnswer(module, module.equals("ledger") ? "kept()" : "work(1)");
                }
                since[group.number()] = System.nanoTime();
                Duration took = Duration.ofNanos(since[group.number()] - dead);
                back.computeIfAbsent(way, _ -> new ArrayList<>()).add(took.toMillis());
                assertThat(took).as("%s %s, death %d", group, way, round).isLessThan(pause(round).plus(SOON));
                assertThat(container.daemon()).isEqualTo(daemon);
            }
        }
        callers.leave();
        report(back);

        assertThat(callers.failures()).filteredOn(failure -> failure.deaths().isEmpty())
                .as("calls of modules that depend on nothing that died").isEmpty();
        Map<String, Long> each = callers.failures().stream().collect(Collectors.groupingBy(
                (Failure failure) -> "caller " + failure.caller() + " at death " + failure.deaths().orElse(0), Collectors.counting()));
        assertThat(callers.failures()).as("before anything died").noneMatch(failure -> failure.deaths().equals(Optional.of(0)));
        assertThat(each).as("failures by caller and death: %s", callers.failures()).allSatisfy(
                (where, count) -> assertThat(count).as(where).isEqualTo(1));
        assertThat(callers.failures()).allSatisfy(failure -> assertThat(failure.message())
                .containsAnyOf("ARC-4102", "ARC-1111", "ARC-4005", "ARC-4006"));
        assertThat(Processes.children(daemon.pid(), Processes.ZOMBIE)).as("processes that nobody has buried").isEmpty();
    }

    /** What a module and a worker wait at most before they are made again, after so many early deaths. */
    private static Duration pause(int deaths) {
        return LIFE.isZero() ? Duration.ofMillis(100L << deaths) : Duration.ZERO;
    }

    private void die(Group group, Way way) throws Exception {
        switch (way) {
            case KILLED -> {
                ProcessHandle worker = worker(group);
                worker.destroyForcibly();
                worker.onExit().get(1, TimeUnit.MINUTES);
            }
            case HEAP -> fails(group.keeper(), "random(2000000000)", "ARC-4102");
            case STACK -> fails(group.glutton(), "deep(100000000)", "ARC-1111");
            case LOOP -> fails(group.probe(), "spin()", "ARC-4006");
            case EXIT -> fails(group.probe(), "quit(7)", "exited with code 7");
        }
    }

    private void call(String module, String text) {
        operator.call("module:call", Data.fields().put("module", module).put("call", text).build());
    }

    /** Calls wait until the module is there again; one that went to a process of whose end nobody has heard yet is lost. */
    private void awaitAnswer(String module, String text) {
        try {
            call(module, text);
        } catch (ArcellaException e) {
            assertThat(e.getMessage()).startsWith("ARC-4102");
            call(module, text);
        }
    }

    private void fails(String module, String text, String word) {
        try {
            call(module, text);
        } catch (ArcellaException e) {
            assertThat(e.getMessage()).contains(word);
            return;
        }
        throw new AssertionError(module + " did not die of " + text);
    }

    private ProcessHandle worker(Group group) {
        Data.Items workers = (Data.Items) operator.call("worker:list", Data.fields().build()).data();
        for (Data worker : workers.values()) {
            if (worker instanceof Data.Fields(Map<String, Data> fields)
                    && fields.get("group").equals(new Data.Text("group-" + group.number()))) {
                return ProcessHandle.of(((Data.Whole) fields.get("pid")).value()).orElseThrow();
            }
        }
        throw new AssertionError("no worker of " + group + ": " + workers);
    }

    private void report(Map<Way, List<Long>> back) {
        String times = back.entrySet().stream().map(entry -> {
            List<Long> sorted = entry.getValue().stream().sorted().toList();
            return entry.getKey() + " " + sorted.get(sorted.size() / 2) + " (most " + sorted.getLast() + ")";
        }).collect(Collectors.joining(", "));
        System.out.printf("WorkerKillsIT: %d deaths in %d groups, %d callers, %d calls succeeded, %d failed; median ms until all "
                + "modules of the group answered: %s%n", GROUPS * DEATHS_OF_EACH, GROUPS, callers.count(), callers.succeeded(),
                callers.failures().size(), times);
    }
}
