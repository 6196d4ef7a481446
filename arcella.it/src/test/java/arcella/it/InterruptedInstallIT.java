package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.it.Container.Result;

/** A daemon that is killed in the middle of an install: the module is there whole, or not at all. */
class InterruptedInstallIT {

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    /** An example with three megabytes that mean nothing, so that there is a middle to be killed in. */
    private Path large(String name) throws IOException {
        byte[] padding = new byte[3 << 20];
        new Random(name.hashCode()).nextBytes(padding);
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(Files.readAllBytes(Distribution.example("hello/hello.wasm")));
        wasm.write(0);
        for (int rest = padding.length + 2; rest > 0; rest >>>= 7) {
            wasm.write(rest > 0x7f ? rest & 0x7f | 0x80 : rest);
        }
        wasm.write(1);
        wasm.write('p');
        wasm.writeBytes(padding);
        return Files.write(container.folder().resolve(name + "@1.0.0.wasm"), wasm.toByteArray());
    }

    /** All that stands in the module store, with sizes. */
    private TreeSet<String> store() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(container.home().resolve("modules"))) {
            for (Path path : walk.toList()) {
                try {
                    files.add(path + " " + (Files.isRegularFile(path) ? Files.size(path) : 0));
                } catch (IOException _) {
                    // It was renamed or deleted while it was looked at.
                    files.add(path + " gone");
                }
            }
        } catch (java.io.UncheckedIOException _) {
            files.add("a folder went");
        }
        return files;
    }

    @Test
    void anInstallIsThereWholeOrNotAtAll() throws Exception {
        int whole = 0;
        int cut = 0;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int change = 1; change <= 4; change++) {
                String name = "big" + change;
                Path file = large(name);
                container.start();
                TreeSet<String> seen = store();
                Future<Result> install = threads.submit(() -> container.cli("install", file.toString()));
                // Killed when the store has changed that often: at the first bytes, and later from one to the next.
                for (int changes = 0; changes < change && !install.isDone(); ) {
                    TreeSet<String> now = store();
                    if (!now.equals(seen)) {
                        seen = now;
                        changes++;
                    }
                }
                container.kill();
                boolean acknowledged = install.get().code() == 0;
                container.start();
                String list = container.cli("list").ok().out();
                assertThat(container.cli("logs").ok().out()).doesNotContain("ARC-2202");
                if (list.contains(name)) {
                    whole++;
                    container.cli("start", name).ok();
                } else {
                    assertThat(acknowledged).as("%s was acknowledged", name).isFalse();
                    cut++;
                    // What was left behind hinders no second try.
                    container.cli("install", file.toString()).ok();
                }
                container.stop();
            }
        }
        assertThat(cut).as("at least one was cut; %d were whole", whole).isPositive();
        container.start();
        assertThat(container.cli("list").ok().out()).contains(List.of("big1", "big2", "big3", "big4"));
    }
}
