package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.it.Container.Result;

/** Starts of the daemon that do not go as they should: what is said, and the exit codes. */
class DaemonIT {

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    @Test
    void aDaemonThatCannotServeFails() throws Exception {
        Files.writeString(Files.createDirectories(container.home()).resolve("alme"), "no socket");
        container.arcella("daemon").failed(1, "ARC-3013", "in the way of the socket");
        container.arcella("start").failed(1, "ARC-5015", "exit code 1", "ARC-3013");
    }

    /** As a service manager or a container image starts it. */
    @Test
    void withoutATerminalNoWordMeansTheDaemon() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Distribution.program("arcella").toString(), "--home", container.home().toString())
                .redirectErrorStream(true).redirectOutput(container.folder().resolve("printed").toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        Process daemon = builder.start();
        container.await(Duration.ofMinutes(1), result -> result.code() == 0, "ping");
        container.arcella("stop").ok();
        assertThat(daemon.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(daemon.exitValue()).as(Files.readString(container.folder().resolve("printed"))).isZero();
    }

    @Test
    void whoeverElseListensIsNotTakenForTheDaemon() throws Exception {
        Files.writeString(Files.createDirectories(container.home()).resolve("lock"), "1\n");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(container.home().resolve("alme")));
            Result start = container.arcella("start").failed(1, "ARC-3012");
            assertThat(start.out()).doesNotContain("runs on");
        }
    }

    @Test
    void ofStartsAtTheSameTimeOneStartsAndTheOthersSayThatItRuns() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Callable<Result> start = () -> container.arcella("start");
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : threads.invokeAll(List.of(start, start, start))) {
                results.add(future.get());
            }
            assertThat(results).filteredOn(result -> result.code() == 0).hasSize(1);
            for (Result result : results) {
                if (result.code() == 0) {
                    assertThat(result.err()).as("what concerns the others").doesNotContain("ARC-5012");
                } else {
                    result.failed(1, "ARC-5012", "already runs");
                    assertThat(result.err().lines()).hasSize(1);
                }
            }
        }
        container.cli("ping").ok();
    }

    @Test
    void aDaemonWithoutItsSocketIsNamedAndCanBeStopped() throws Exception {
        container.start();
        ProcessHandle daemon = container.daemon();
        String pid = Long.toString(daemon.pid());
        Path socket = container.home().resolve("alme");
        Files.delete(socket);
        container.arcella("status").failed(1, "ARC-5019", "process " + pid, socket.toString(), "'arcella stop'");
        container.arcella("start").failed(1, "ARC-5012", "process " + pid, "'arcella stop'");
        assertThat(container.arcella("stop").ok().out()).contains("SIGTERM", pid, "stopped");
        daemon.onExit().get(1, TimeUnit.MINUTES);
        container.arcella("stop").failed(3, "ARC-5013");
        container.start();
        container.arcella("status").ok();
        container.stop();
    }

    @Test
    void aConfigurationWithAMistakeIsToldAtTheStartAndInTheLog() throws Exception {
        Path etc = Files.createDirectories(container.home().resolve("etc"));
        Files.writeString(etc.resolve("arcella.toml"), "garbage = [\n");
        Result start = container.arcella("start").ok();
        assertThat(start.out()).contains("runs on");
        assertThat(start.err()).contains("ARC-2203", "etc/arcella.toml", "no standing grant holds", "arcella.toml:2:1: ")
                .doesNotContain("runs on");
        assertThat(container.cli("logs").ok().out()).contains("ARC-2203");
    }

    /** Install refuses these; who has them from before, or by his own hand, gets his container all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"org.osgi.framework.security=osgi", "felix.systembundle.activators=x"})
    void whatFeaturesWantOfTheFrameworkDoesNotKeepTheContainerFromStarting(String property) throws Exception {
        Path file = Files.createDirectories(container.home().resolve("features")).resolve("framework.properties");
        Files.writeString(file, property + "\n");
        Result start = container.arcella("start").ok();
        assertThat(start.out()).contains("runs on");
        assertThat(start.err()).contains("ARC-5021", property.split("=")[0], file.toString(), "feature uninstall NAME")
                .doesNotContain("\tat ");
        assertThat(container.cli("logs").ok().out()).contains("ARC-5021", "arcella " + version() + " starts on");
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
        assertThat(container.cli("call", "adder", "add(1, 2)").ok().out()).isEqualTo("3\n");
    }

    private String version() throws Exception {
        return container.arcella("--version").ok().out().strip().substring("arcella ".length());
    }

    /** What removes the home removes all. */
    @Test
    void librariesAreUnpackedInTheHomeAndTidiedThere() throws Exception {
        Path folder = Files.createDirectories(container.home().resolve("cache/native"));
        Path left = Files.writeString(folder.resolve("libtmp1.so"), "of one that was killed");
        container.start();
        List<String> unpacked = Files.readAllLines(Path.of("/proc/" + container.daemon().pid() + "/maps")).stream()
                .filter(line -> line.contains("junixsocket") && line.contains(".so"))
                .map(line -> line.substring(line.indexOf('/'))).distinct().toList();
        assertThat(unpacked).singleElement().asString().startsWith(folder + "/");
        assertThat(left).doesNotExist();
    }

    @Test
    void helpOfCommandsNeedsNoDaemonAndALostOutputIsSaid() throws Exception {
        for (String[] words : new String[][] {{"help", "install"}, {"install", "--help"}}) {
            assertThat(container.cli(words).ok().out()).startsWith("module install\n").contains("--grant-all", "VERBS.md");
        }
        container.cli("help", "no-such").failed(3, "ARC-3001", "needs a daemon");
        container.cli("status", "-o", "json").failed(3, "{\"error\":{\"code\":\"ARC-3001\"");
        container.start();
        assertThat(container.cli("help", "install").ok().out()).contains("--grant-all").doesNotContain("VERBS.md");
        container.cli("module", "tree", "-o", "json").failed(2, "{\"error\":{\"code\":\"ARC-8002\"");
        container.cli("-o", "json", "module", "tree").failed(2, "{\"error\":{\"code\":\"ARC-8002\"");
        for (String words : List.of("list", "shell -c list")) {
            to("/dev/full", "arcella-cli", words).failed(1, "ARC-3101", "No space left");
            to("&-", "arcella-cli", words).failed(1, "ARC-3101");
        }
        for (String words : List.of("--help", "config reference", "doctor")) {
            to("/dev/full", "arcella", words).failed(1, "ARC-5020", "not all of the output");
            to("&-", "arcella", words).failed(1, "ARC-5020", "not all of the output");
        }
        // What is closed is nothing that Java has opened in its place.
        assertThat(to("&1 <&-", "arcella-cli", "shell -c cat").ok().out()).isEmpty();
        assertThat(container.cli("help", "doctor").ok().out()).startsWith("Usage: arcella-cli [--home DIR] doctor");
    }

    private Result to(String place, String program, String words) throws Exception {
        return container.execute(
                List.of("/bin/sh", "-c", "\"$0\" " + words + " >" + place, Distribution.program(program).toString()), new byte[0]);
    }

    @Test
    void anEmptyHomeIsNotTheCurrentFolder() throws Exception {
        container.arcella("--home", "", "start").failed(2, "ARC-5010", "--home");
        container.cli("--home", "", "status").failed(2, "--home");
    }
}
