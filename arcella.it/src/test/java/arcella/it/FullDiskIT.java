package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An install that the disk has no room for is refused, leaves nothing, and the daemon goes on. */
class FullDiskIT {

    private static final int DISK_MEGABYTES = 16;

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    /** Works for every user on every system: the kernel refuses the daemon files beyond a size. */
    @Test
    void filesThatMayNotGrowAreNoHarm() throws Exception {
        // In units of 512 bytes.
        Path script = Files.writeString(container.folder().resolve("limited.sh"),
                "ulimit -f " + DISK_MEGABYTES * 1024 * 2 + "; exec \"$0\" start\n");
        container.execute(List.of("sh", "-c", ". " + script, Distribution.program("arcella").toString()), new byte[0]).ok();
        refusesAndGoesOn();
    }

    /** The home on a disk of its own, where this user may mount one; else the test is the one above. */
    @Test
    void aFullDiskIsNoHarm() throws Exception {
        Files.createDirectories(container.home());
        boolean mounted = container.execute(List.of("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs",
                container.home().toString()), new byte[0]).code() == 0;
        if (!mounted) {
            filesThatMayNotGrowAreNoHarm();
            return;
        }
        try {
            container.start();
            refusesAndGoesOn();
            logsInMemoryMeanwhile();
            container.stop();
        } finally {
            ProcessBuilder unmount = new ProcessBuilder("umount", "-l", container.home().toString()).inheritIO();
            assertThat(unmount.start().waitFor(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void refusesAndGoesOn() throws Exception {
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
        Path big = Files.write(container.folder().resolve("big.wasm"), padded(DISK_MEGABYTES + 4));
        List<Path> before = files();
        for (int i = 0; i < 3; i++) {
            container.cli("install", big.toString(), "--name", "big").failed(1, "ARC-2201", "free space");
            assertThat(files()).isEqualTo(before);
        }
        assertThat(container.cli("list").ok().out()).contains("adder", "Active").doesNotContain("big");
        container.cli("install", Distribution.example("hello/hello.wasm").toString()).ok();
        container.kill();
        container.start();
        assertThat(container.cli("list").ok().out()).contains("adder", "hello").doesNotContain("big");
    }

    /** A log that the disk has no room for costs its lines, which are counted, and stops nobody. */
    private void logsInMemoryMeanwhile() throws Exception {
        Path chatty = ChattyModule.make(container.folder(), "chatty", "worker");
        container.cli("install", chatty.toString(), "--start").ok();
        Path log = container.home().resolve("log/arcella.log");
        Path filler = container.home().resolve("filler");
        assertThatThrownBy(() -> fill(filler)).hasMessageContaining("No space left");
        container.await(Duration.ofMinutes(1), result -> result.out().contains(log + " cannot be written: No space left on device"),
                "logs", "--logger", "arcella.log");
        assertThat(container.cli("call", "adder", "add(2, 3)").ok().out()).isEqualTo("5\n");
        Files.delete(filler);
        container.cli("log", "set", "off", "arcella.module.chatty").ok();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!Files.readString(log).contains(" lines are missing here: No space left on device)")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(100);
        }
        assertThat(Files.readAllLines(log)).as("whole lines only").allMatch(line -> line.matches("\\d{4}-.{18} [A-Z ]{5} .*"));
    }

    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(piece);
            }
        }
    }

    /** All that the module store holds. */
    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(container.home().resolve("modules"))) {
            return tree.sorted().toList();
        }
    }

    /** The example hello with a custom section of so many megabytes: a module that is valid and large. */
    private static byte[] padded(int megabytes) throws IOException {
        int padding = megabytes << 20;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Files.readAllBytes(Distribution.example("hello/hello.wasm")));
        out.write(0);
        int size = padding + 4;
        while (size >= 0x80) {
            out.write(size & 0x7f | 0x80);
            size >>>= 7;
        }
        out.write(size);
        out.write(new byte[] {3, 'p', 'a', 'd'});
        byte[] noise = new byte[padding];
        new java.util.Random(1).nextBytes(noise);
        out.write(noise);
        return out.toByteArray();
    }
}
