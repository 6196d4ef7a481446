package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.alme.client.AlmeClient;
import arcella.alme.internal.AlmeLog;
import arcella.alme.internal.AlmeServer;
import arcella.alme.internal.ServerOptions;
import arcella.command.CandidateDirectory;
import arcella.command.VerbDirectory;
import arcella.wasi.Denial;
import arcella.worker.Ending;
import arcella.worker.InstanceListener;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleContent;
import arcella.worker.StandardStream;
import arcella.worker.WorkerOptions;
import arcella.worker.WorkerStatistics;
import arcella.worker.WorkerSupervisor;

/**
 * A worker's process that tries to manage the container. A guest cannot try: it has no sockets but those that it was
 * granted, and its worker is sealed. So the process gets an agent that can ({@link PeerAgent}), and the real supervisor and
 * the real server meet in this process, for a daemon gives its workers no agents.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WorkerPeerIT {

    /** What the system says to a process that may not make sockets. */
    private static final List<String> REFUSALS = List.of("Operation not permitted", "Permission denied");

    @TempDir
    private Path folder;

    @Test
    void theServerRefusesAWorkerThatIsNotSealed() throws Exception {
        long[] worker = new long[1];
        String said = said(false, worker);
        assertThat(said).contains("answer ", "ARC-3006", "process " + worker[0] + " belongs to a worker");
    }

    @Test
    void aSealedWorkerDoesNotEvenReachTheServer() throws Exception {
        String said = said(true, new long[1]);
        assertThat(said).doesNotContain("answer").containsAnyOf(REFUSALS.toArray(String[]::new));
    }

    /** What the agent in a worker has to tell of a server that knows of the worker. */
    private String said(boolean sealed, long[] pid) throws Exception {
        Path socket = folder.resolve("alme");
        Path report = folder.resolve("report");
        try (WorkerSupervisor supervisor = new WorkerSupervisor(options()
                .withSealed(sealed)
                .withJvmArguments(List.of("-javaagent:" + agent() + "=" + socket + ":" + report)))) {
            supervisor.host("group").instantiate(spec(), new Nobody());
            pid[0] = supervisor.workers().getFirst().pid();
            try (AlmeServer server = new AlmeServer(
                    socket, "arcella test", new VerbDirectory(), new CandidateDirectory(), new Quiet(), ServerOptions.DEFAULT)) {
                server.add(() -> supervisor.workers().stream().map(WorkerStatistics::pid).collect(Collectors.toSet()));
                server.start();
                // Everybody else of the same user may.
                AlmeClient.connect(socket, "test", TimeUnit.MINUTES.toMillis(1)).close();
                return awaitReport(report, sealed);
            }
        }
    }

    private static String awaitReport(Path report, boolean sealed) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        List<String> awaited = sealed ? REFUSALS : List.of("answer ");
        while (true) {
            String text = Files.readString(report, StandardCharsets.ISO_8859_1);
            if (awaited.stream().anyMatch(text::contains) && text.endsWith("\n")) {
                return text;
            }
            assertThat(System.nanoTime()).as(text).isLessThan(end);
            Thread.sleep(50);
        }
    }

    private WorkerOptions options() {
        Path lib = Distribution.root().resolve("lib");
        return WorkerOptions.of(folder.resolve("run"), Stream.of(
                        "arcella.error.jar", "arcella.wit.jar", "arcella.engine.jar", "arcella.wasi.jar", "arcella.worker.jar",
                        "msgpack-core.jar")
                .map(lib::resolve).toList());
    }

    private static InstanceSpec spec() throws IOException {
        return InstanceSpec.of("adder@0.1.0", ModuleContent.of(Files.readAllBytes(Distribution.example("adder/adder.wasm"))));
    }

    private Path agent() throws IOException {
        Path jar = folder.resolve("agent.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", PeerAgent.class.getName());
        String file = PeerAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream content = PeerAgent.class.getResourceAsStream("PeerAgent.class")) {
            entries.putNextEntry(new JarEntry(file));
            content.transferTo(entries);
        }
        return jar;
    }

    /** Nobody listens to the module. */
    private static final class Nobody implements InstanceListener {
        @Override
        public void output(StandardStream stream, byte[] bytes) {}

        @Override
        public void denied(Denial denial) {}

        @Override
        public void ended(Ending ending) {}
    }

    /** The test reads what the agent was told. */
    private static final class Quiet implements AlmeLog {
        @Override
        public void warn(String message) {}

        @Override
        public void error(String message, Throwable failure) {
            throw new AssertionError(message, failure);
        }
    }
}
