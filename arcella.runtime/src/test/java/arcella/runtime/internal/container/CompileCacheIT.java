package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The container fills the compile cache for its workers, and mends it. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class CompileCacheIT {

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

    private List<Path> entries() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("cache/compiled"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void aDamagedOrMissingEntryIsWrittenAgainBeforeTheNextStart() throws Exception {
        container.install("greeter", "", "start=true");
        assertThat(container.log("greeter")).as("compiled at install").doesNotContain("compiling");
        List<Path> whole = entries();
        assertThat(whole).isNotEmpty();

        for (Path entry : whole) {
            byte[] bytes = Files.readAllBytes(entry);
            bytes[bytes.length / 2] ^= 1;
            Files.write(entry, bytes);
        }
        byte[] damaged = Files.readAllBytes(whole.getFirst());
        container.call("module:restart", "module=greeter");
        assertThat(container.log("greeter")).contains("damaged in the compile cache: compiling again");
        assertThat(entries()).isEqualTo(whole);
        assertThat(Files.readAllBytes(whole.getFirst())).isNotEqualTo(damaged);

        Files.delete(whole.getFirst());
        container.call("module:restart", "module=greeter");
        assertThat(container.log("greeter")).contains("not in the compile cache: compiling");
        assertThat(entries()).isEqualTo(whole);

        int lines = container.log("greeter").lines().toList().size();
        container.call("module:restart", "module=greeter");
        assertThat(container.log("greeter").lines().skip(lines)).as("whole again").noneMatch(line -> line.contains("compil"));
    }

    @Test
    void aModuleThatCameByTheFrameworkIsCompiledOnce() throws Exception {
        Path file = Files.write(home.resolve("greeter@1.0.0.wasm"), TestContainer.example("greeter"));
        container.verb("module:list");
        Bundle bundle = container.context().installBundle("wasm:" + file.toUri());
        assertThat(entries()).isEmpty();
        bundle.start();
        container.awaitState("greeter", "Active");
        assertThat(entries()).isNotEmpty();
        assertThat(container.log("greeter")).containsOnlyOnce("compiling");
        container.call("module:restart", "module=greeter");
        assertThat(container.log("greeter")).containsOnlyOnce("compiling");
    }
}
