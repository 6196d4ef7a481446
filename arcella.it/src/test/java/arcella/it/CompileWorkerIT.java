package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import arcella.alme.client.AlmeClient;
import arcella.command.Data;

/** Modules that nobody vouches for are looked at in processes of their own: whatever they do there, the daemon goes on. */
class CompileWorkerIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static Container container;

    @BeforeAll
    static void open() throws Exception {
        container = new Container();
        container.start();
    }

    @AfterAll
    static void close() throws Exception {
        container.cli("ping").ok();
        container.close();
    }

    /** The processes that compile now; a spare is one of them. */
    private static List<Long> compiling() throws Exception {
        List<Long> pids = new ArrayList<>();
        for (JsonNode worker : new ObjectMapper().readTree(container.cli("worker", "list", "--output", "json").ok().out())) {
            if (worker.path("group").asText().equals("-compile")) {
                pids.add(worker.path("pid").asLong());
            }
        }
        return pids;
    }

    private static void awaitNoWorker() throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (container.daemon().descendants().findAny().isPresent()) {
            assertThat(System.nanoTime()).as("a process is left").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static CompletableFuture<Container.Result> install(Path file) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return container.cli("install", file.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void modulesOf50MegabytesCostTheContainerNothingButTheAnswer() throws Exception {
        container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--name", "first").ok();
        awaitNoWorker();
        Footprint before = Footprint.of(container);
        List<Long> pings = new ArrayList<>();
        try (AlmeClient client = AlmeClient.connect(container.home().resolve("alme"), "CompileWorkerIT", 60_000)) {
            for (HostileModule module : HostileModule.values()) {
                Path file = module.write(container.folder());
                CompletableFuture<Container.Result> answer = install(file);
                while (!answer.isDone()) {
                    long begin = System.nanoTime();
                    client.call("module:list", Data.fields().build());
                    pings.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                    Thread.sleep(20);
                }
                Container.Result result = answer.get();
                System.out.println(module + ": " + result.err().strip());
                result.failed(1, "ARC-");
                assertThat(result.err()).as("%s", module).containsPattern("ARC-(100[0-9]|600[0-9]|4110)");
                java.nio.file.Files.delete(file);
            }
        }
        Collections.sort(pings);
        System.out.println("other calls meanwhile: " + pings.size() + ", p50 " + pings.get(pings.size() / 2) + " ms, p99 "
                + pings.get(pings.size() * 99 / 100) + " ms");
        assertThat(pings.get(pings.size() / 2)).as("other calls, in ms: %s", pings).isLessThan(200);
        awaitNoWorker();
        Footprint after = Footprint.of(container);
        System.out.println("before: " + before + "; after: " + after);
        after.assertFlat(before, 10);
        assertThat(container.cli("list").ok().out()).contains("first").doesNotContain("huge", "types", "nested");
    }

    @Test
    void aKilledWorkerIsToldAndTheNextInstallWorks() throws Exception {
        Path big = BigModule.write(container.folder().resolve("killed.wasm"), 20_000);
        CompletableFuture<Container.Result> answer = install(big);
        List<Long> pids = compiling();
        long end = System.nanoTime() + LONG.toNanos();
        while (pids.isEmpty() && System.nanoTime() < end) {
            pids = compiling();
        }
        // Whichever of them it is: a spare has not been given a module.
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        answer.get(2, TimeUnit.MINUTES).failed(1, "ARC-4109", "SIGKILL", "try again");
        assertThat(container.cli("list").ok().out()).doesNotContain("killed");
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--name", "after", "--start").ok();
        container.cli("remove", "after").ok();
    }

    @Test
    void whoGivesUpAnInstallEndsItsWorker() throws Exception {
        Path big = BigModule.write(container.folder().resolve("given-up.wasm"), 20_000);
        ProcessBuilder builder = new ProcessBuilder(Distribution.program("arcella-cli").toString(), "install", big.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("ARCELLA_HOME", container.home().toString());
        Process client = builder.start();
        long end = System.nanoTime() + LONG.toNanos();
        while (compiling().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        client.destroyForcibly().waitFor();
        // A spare may be kept for a while, and ends by itself.
        awaitNoWorker();
        assertThat(container.cli("list").ok().out()).doesNotContain("given-up");
    }
}
