package arcella.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import arcella.engine.component.Component;

class LoadProgressTest {

    @Test
    void allModulesAreOnePieceOfWorkWhoseRoundsDoNotGoBack() {
        List<String> heard = new ArrayList<>();
        LoadProgress progress = new LoadProgress((sha256, done, total) -> heard.add(sha256 + " " + done + " of " + total), 30);
        progress.compiled("a", 0, 10);
        progress.compiled("a", 8, 10);
        progress.compiled("a", 0, 10);
        progress.compiled("a", 10, 10);
        progress.past(10);
        // The second comes from the cache.
        progress.past(5);
        progress.compiled("c", 5, 15);
        assertThat(heard).containsExactly("a 0 of 30", "a 8 of 30", "a 8 of 30", "a 10 of 30", "c 20 of 30");
    }

    /** A component of several core modules. */
    @Test
    void aComponentIsCompiledOnceFromTheBeginningToTheEnd() throws IOException {
        List<Integer> dones = new ArrayList<>();
        List<Integer> totals = new ArrayList<>();
        Component.of(Files.readAllBytes(Path.of("../examples/greeter/greeter.wasm")), new CoreEngine(), CoreOptions.trusted(),
                (sha256, done, total) -> {
                    dones.add(done);
                    totals.add(total);
                });
        assertThat(dones).isSorted();
        assertThat(totals.stream().distinct()).hasSize(1);
        assertThat(dones.getLast()).isEqualTo(totals.getLast());
    }
}
