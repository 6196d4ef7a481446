package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    private static final String ASKS = """
            [restart]
            max = 1
            backoff = "10ms"
            [wasi]
            inherit-env = ["HOME"]
            [[wasi.preopen]]
            host = "/etc"
            guest = "/data"
            access = "read-write"
            """;

    /** The warnings about what was not granted, without their times. */
    private List<String> ungranted() throws Exception {
        return container.cli("logs", "guest").ok().out().lines().filter(line -> line.contains("was not granted"))
                .toList();
    }

    @Test
    void whatAManifestAsksForInVainIsToldAtEachStartAndNotAtEachAttempt() throws Exception {
        container.start();
        Path content = Files.copy(Distribution.example("trap/trap.wasm"), container.folder().resolve("guest.wasm"));
        Files.writeString(content.resolveSibling("arcella.toml"), "[module]\nname = \"guest\"\nversion = \"0.1.0\"\n"
                + ASKS);
        container.cli("install", content.toString()).ok();
        container.cli("start", "guest");
        container.await(Duration.ofSeconds(60), result -> result.out().contains("Failed"), "info", "guest");
        assertThat(container.cli("logs", "guest").ok().out().split("about to trap", -1)).as("two attempts").hasSize(3);
        String way = " with --grant when it is installed, or in a [[grant]] of etc/arcella.toml";
        assertThat(ungranted()).hasSize(2).allMatch(line -> line.contains("WARN") && line.contains("module"));
        assertThat(ungranted().get(0)).endsWith("asks for env:HOME and was not granted it: needs the grant env:HOME" + way);
        assertThat(ungranted().get(1)).endsWith("asks for write:/etc and was not granted it, so that it has no /data:"
                + " needs the grant write:/etc" + way);
        container.cli("start", "guest");
        container.await(Duration.ofSeconds(60), result -> result.out().split("about to trap", -1).length == 5,
                "logs", "guest");
        assertThat(ungranted()).hasSize(4);
    }

    @Test
    void whatCameThroughTheFolderIsToldWhichHashToGrant() throws Exception {
        container.start();
        Path deploy = container.home().resolve("deploy");
        Files.writeString(deploy.resolve("guest.toml"), "[module]\nname = \"guest\"\nversion = \"0.1.0\"\n" + ASKS);
        Files.copy(Distribution.example("files/files.wasm"), deploy.resolve("guest.wasm"));
        container.await(Duration.ofSeconds(60), result -> result.out().contains("Completed"), "info", "guest");
        assertThat(ungranted()).hasSize(2).allMatch(line -> line.matches(
                ".*needs the grant (env:HOME|write:/etc) in a \\[\\[grant]] of etc/arcella\\.toml with sha256 = \"[0-9a-f]{64}\""));
        String sha256 = ungranted().getFirst().replaceAll(".*\"([0-9a-f]{64})\"", "$1");
        Files.writeString(container.home().resolve("etc/arcella.toml"),
                "\n[[grant]]\nsha256 = \"" + sha256 + "\"\nallow = [\"env:HOME\"]\n", StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        container.cli("restart", "guest").ok();
        container.await(Duration.ofSeconds(60), result -> result.out().split("Completed", -1).length > 2, "logs", "guest");
        assertThat(ungranted()).hasSize(3);
        assertThat(ungranted().getLast()).contains("write:/etc");
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
