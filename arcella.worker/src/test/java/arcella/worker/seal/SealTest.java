package arcella.worker.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SealTest {

    @TempDir
    private Path folder;

    private TreeMap<String, String> attempts(boolean sealed) throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside-" + sealed));
        Path inside = Files.createDirectory(folder.resolve("inside-" + sealed));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.writeString(outside.resolve("victim"), "victim");
        Path socket = folder.resolve("socket-" + sealed);
        try (ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            unix.bind(UnixDomainSocketAddress.of(socket));
            Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Sealed.class.getName(), outside.toString(), inside.toString(), Integer.toString(tcp.getLocalPort()),
                    socket.toString(), Boolean.toString(sealed)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try {
                List<String> lines = process.inputReader().lines().toList();
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
                TreeMap<String, String> outcomes = new TreeMap<>();
                lines.forEach(line -> outcomes.put(line.replaceFirst("^(seal .*|[^ ]+).*", "$1"), line));
                return outcomes;
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aSealedProcessReachesNothingOutside() throws Exception {
        TreeMap<String, String> free = attempts(false);
        assertThat(free.values()).as("unsealed, all of it works, or the test proves nothing")
                .hasSizeGreaterThan(20).allMatch(line -> line.endsWith(" worked"));

        TreeMap<String, String> sealed = attempts(true);
        assertThat(sealed.keySet()).filteredOn(name -> name.startsWith("seal "))
                .noneMatch(line -> line.startsWith("seal missing")).hasSizeGreaterThanOrEqualTo(4);
        for (String name : free.keySet()) {
            if (name.startsWith("ok-")) {
                assertThat(sealed.get(name)).isEqualTo(name + " worked");
            } else {
                assertThat(sealed.get(name)).startsWith(name + " failed ");
            }
        }
        assertThat(folder.resolve("outside-true").resolve("secret")).hasContent("secret");
        assertThat(folder.resolve("outside-true").resolve("new")).doesNotExist();
    }

    @Test
    void aRehearsalChangesNothing() throws Exception {
        SealReport report = Seal.rehearse(SealPolicy.strict());
        assertThat(report.complete()).as(report.toString()).isTrue();
        assertThat(Files.readString(Files.writeString(folder.resolve("still"), "works"))).isEqualTo("works");
        assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
    }

    @Test
    void whatCannotBeSealedIsSaid() {
        SealReport report = new SealReport(List.of("no core dumps"), List.of("landlock: none"));
        assertThat(report.complete()).isFalse();
        assertThat(report.lines()).containsExactly("no core dumps", "missing: landlock: none");
    }
}
