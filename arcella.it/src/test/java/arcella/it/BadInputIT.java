package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad input of every kind is answered with a coded error that names the cause, and the daemon serves everyone else. */
class BadInputIT {

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

    private static String example(String path) {
        return Distribution.example(path).toString();
    }

    private static Path file(String name, byte[] content) throws Exception {
        return Files.write(container.folder().resolve(name), content);
    }

    @Test
    void filesThatAreNoModules() throws Exception {
        container.cli("install", file("text.wasm", "no module".getBytes()).toString()).failed(1, "ARC-1");
        byte[] hello = Files.readAllBytes(Distribution.example("hello/hello.wasm"));
        container.cli("install", file("cut.wasm", Arrays.copyOf(hello, 300)).toString()).failed(1, "ARC-1");
        byte[] greeter = Files.readAllBytes(Distribution.example("greeter/greeter.wasm"));
        container.cli("install", file("component.wasm", Arrays.copyOf(greeter, greeter.length / 2)).toString())
                .failed(1, "ARC-6");
        container.cli("install", container.folder().resolve("none.wasm").toString()).failed(1, "ARC-8006", "none.wasm");
        container.cli("install", container.folder().toString()).failed(1, "ARC-8006");
        assertThat(container.cli("list").ok().out()).doesNotContain("text", "cut", "component");
    }

    @Test
    void namesThatAreUnknownTwiceOrAmbiguous() throws Exception {
        container.cli("start", "nobody").failed(1, "ARC-2", "nobody");
        container.cli("install", example("cat/cat.wasm"), "--name", "twin", "--version", "1.0.0").ok();
        container.cli("install", example("cat/cat.wasm"), "--name", "twin", "--version", "1.0.0")
                .failed(1, "ARC-2", "twin@1.0.0", "update");
        container.cli("install", example("cat/cat.wasm"), "--name", "twin", "--version", "2.0.0").ok();
        container.cli("start", "twin").failed(1, "ARC-2", "twin@1.0.0", "twin@2.0.0");
        container.cli("start", "twni").failed(1, "ARC-2", "twin");
        container.cli("remove", "twin@1.0.0").ok();
        container.cli("remove", "twin@2.0.0").ok();
    }

    @Test
    void manifestsWithMistakes() throws Exception {
        Path manifest = file("bad.toml", """
                [module]
                name = "x"
                version = "1.0.0"
                isolaton = "main"
                """.getBytes());
        container.cli("install", example("hello/hello.wasm"), "--manifest", manifest.toString())
                .failed(1, "ARC-2", "isolaton", "isolation", "4");
        Path wrongType = file("wrong.toml", "[module]\nname = 5\nversion = \"1.0.0\"\n".getBytes());
        container.cli("install", example("hello/hello.wasm"), "--manifest", wrongType.toString())
                .failed(1, "ARC-2", "name", "2");
    }

    @Test
    void usage() throws Exception {
        container.cli("frobnicate").failed(2, "frobnicate");
        container.cli("strat", "hello").failed(2, "did you mean 'start'?");
        container.cli("start").failed(2, "module");
        container.cli("list", "--nonsense").failed(2, "--nonsense");
        assertThat(container.cli("install", "--help").ok().out()).contains("--manifest", "--name");
        assertThat(container.cli("--help").ok().out()).contains("install", "start", "status");
    }

    @Test
    void secondDaemonAndUnusableHomes() throws Exception {
        container.arcella("start").failed(1, "ARC-5012", "already runs");
        container.arcella("daemon").failed(1, "ARC-5012", "already runs");
        Path file = file("afile", new byte[0]);
        container.arcella("--home", file.resolve("home").toString(), "start").failed(1, "ARC-5011");
        container.cli("--home", container.folder().resolve("elsewhere").toString(), "status").failed(3, "ARC-3");
    }

    @Test
    void garbageOnTheSocketHurtsNobody() throws Exception {
        byte[] garbage = new byte[4096];
        new Random(1).nextBytes(garbage);
        byte[][] openings = {{0x7f, -1, -1, -1, 1, 2, 3}, garbage, {0, 0, 0, 4}, new byte[0]};
        for (byte[] opening : openings) {
            try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.connect(UnixDomainSocketAddress.of(container.home().resolve("alme")));
                socket.write(ByteBuffer.wrap(opening));
                container.cli("ping").ok();
            }
        }
    }

    @Test
    void escapesOfAGuestDoNotReachTheTerminal() throws Exception {
        container.cli("install", example("escapes/escapes.wasm"), "--start").ok();
        container.await(java.time.Duration.ofMinutes(2), r -> r.out().contains("clipboard"), "logs", "escapes");
        String log = container.cli("logs", "escapes").ok().out();
        assertThat(log).contains("red").doesNotContain("\u001b", "\u0007", "\u009b", "\b", "\u202e");
    }
}
