package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module was refused stands once in the log, with what would allow it, and not among what the module writes. */
class DenialsIT {

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private void installed(String wasm, String manifest) throws Exception {
        Path content = Files.copy(Distribution.example(wasm), container.folder().resolve("guest.wasm"));
        Files.writeString(content.resolveSibling("arcella.toml"), "[module]\nname = \"guest\"\nversion = \"0.1.0\"\n"
                + manifest);
        container.cli("install", content.toString(), "--grant-all", "--start").ok();
    }

    /** The lines of the log about the module that were not written by it. */
    private List<String> own(String words) throws Exception {
        container.await(Duration.ofSeconds(60), result -> result.out().contains(words), "logs", "guest");
        return container.cli("logs", "guest").ok().out().lines()
                .filter(line -> line.contains("refused")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "isolation = \"main\"\ntrusted = true\nasync = true\n"})
    void aChangeInAFolderForReading(String isolation) throws Exception {
        container.start();
        installed("files/files.wasm", isolation
                + "[[wasi.preopen]]\nhost = \"pages\"\nguest = \"/data\"\naccess = \"read-only\"\n");
        assertThat(own("was refused")).singleElement().asString().contains("WARN", "module",
                "was refused to change /data/note.txt in /data, which is for reading only: needs access = \"read-write\""
                        + " in the [[wasi.preopen]] of /data, and the grant write:").doesNotContain("stderr");
    }

    @Test
    void anAddressWithoutARule() throws Exception {
        container.start();
        installed("wasi02/http.wasm", "imports = [\"wasi:http\"]\n[wasi]\nargs = [\"10.0.0.7:80\", \"get\", \"http\"]\n");
        assertThat(own("was refused")).singleElement().asString().contains("WARN", "module",
                "was refused to connect to http://10.0.0.7: needs [wasi.network] allow = [\"http://10.0.0.7\"]"
                        + " and the grant net:http://10.0.0.7");
    }

    @Test
    void arcellaRunNamesItsOptions() throws Exception {
        var result = container.arcella("run", Distribution.example("wasi02/http.wasm").toString(), "10.0.0.7:80", "get",
                "http").ok();
        assertThat(result.out()).startsWith("1015\n");
        assertThat(result.err()).isEqualTo("arcella: http.wasm was refused to connect to http://10.0.0.7:"
                + " --net http://10.0.0.7 allows it\n");
    }
}
