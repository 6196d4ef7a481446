package arcella.runtime.internal.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Candidates;
import arcella.command.Data;
import arcella.command.VerbResult;

/** What install and update take, refuse and say; one container for all tests, modules of different names. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class InstallIT {

    @TempDir
    private static Path home;

    private static TestContainer container;

    @BeforeAll
    static void boot() throws Exception {
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/arcella.toml"), """
                [[grant]]
                name = "by-name"
                allow = ["trust"]
                """);
        container = new TestContainer(home);
    }

    @AfterAll
    static void shutDown() throws Exception {
        container.close();
    }

    @Test
    void takesNameAndVersionFromTheFileName() throws Exception {
        Map<String, byte[]> wasm = Map.of("file", TestContainer.example("hello"));
        assertThat(container.call("module:install", wasm, "file=from-file@1.2.3.wasm").message())
                .isEqualTo("Installed from-file@1.2.3");
        assertThat(container.call("module:install", wasm, "file=plain.wasm").message())
                .isEqualTo("Installed plain@0.0.0");
        assertThat(container.call("module:install", wasm, "file=Odd Name.wasm", "name=odd", "version=2.0.0").message())
                .isEqualTo("Installed odd@2.0.0");
        assertThatThrownBy(() -> container.call("module:install", wasm, "file=Odd Name.wasm"))
                .hasMessageContaining("ARC-2002").hasMessageContaining("--name");
    }

    @Test
    void refusesWhatCannotBe() throws Exception {
        byte[] good = TestContainer.example("hello");
        byte[] cutComponent = {0, 'a', 's', 'm', 0x0d, 0, 1, 0, 1, 9};
        List<String> before = files();
        refused(new byte[0], "ARC-1001");
        refused("not wasm at all".getBytes(StandardCharsets.UTF_8), "ARC-1001");
        refused(cutComponent, "ARC-6004");
        refused(Arrays.copyOf(good, good.length / 2), "ARC-100");
        assertThat(files()).as("nothing stays behind").isEqualTo(before);
    }

    private static void refused(byte[] content, String code) {
        assertThatThrownBy(() -> container.call("module:install", Map.of("file", content), "file=bad.wasm"))
                .hasMessageContaining(code);
    }

    private static List<String> files() throws Exception {
        try (Stream<Path> walk = Files.walk(home.resolve("modules"))) {
            return walk.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
        }
    }

    @Test
    void namesImportsThatNobodyOffers() {
        // (module (import "env" "log" (func)) (import "wasi_snapshot_preview1" "fd_writ" (func)))
        byte[] wasm = concat(
                new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 44, 2},
                text("env"), text("log"), new byte[] {0, 0},
                text("wasi_snapshot_preview1"), text("fd_writ"), new byte[] {0, 0});
        wasm[15] = (byte) (wasm.length - 16);
        assertThatThrownBy(() -> container.call("module:install", Map.of("file", wasm), "file=wants.wasm"))
                .hasMessageContaining("ARC-2104 module wants@0.0.0 imports what nobody offers: env.log: () -> ();")
                .hasMessageContaining("(nearest: fd_write)");
    }

    private static byte[] text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return concat(new byte[] {(byte) bytes.length}, bytes);
    }

    private static byte[] concat(byte[]... parts) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void tellsEveryLimitWithItsDefault() throws Exception {
        container.install("adder", TestContainer.manifest("limited", "1.0.0", "[limits]\nhandles = 7\n"));
        String info = container.call("module:info", "module=limited").data().toString();
        assertThat(info).contains("memory 256MiB", "fuel 10000000000", "deadline 30s", "table-elements 100000",
                "instances 32", "tables 16", "memories 8", "call-depth 20000", "handles 7", "host-call-bytes 64MiB",
                "random-bytes 64KiB", "http-field-bytes 64KiB", "open-files 128", "sockets 64");
        container.install("adder", TestContainer.manifest("believed", "1.0.0", "trusted = true\n"), "grant-all=true");
        assertThat(container.call("module:info", "module=believed").data().toString()).contains("fuel not counted");
        container.install("hello", TestContainer.manifest("once", "1.0.0", ""));
        assertThat(container.call("module:info", "module=once").data().toString()).contains("fuel not counted");
    }

    @Test
    void refusesTheSameAgainAndSaysWhatToDo() throws Exception {
        container.install("hello", TestContainer.manifest("again", "1.0.0", ""));
        assertThatThrownBy(() -> container.install("hello", TestContainer.manifest("again", "1.0.0", "")))
                .hasMessageContaining("ARC-2101 module again@1.0.0 is installed already")
                .hasMessageContaining("module:update");
        container.install("hello", TestContainer.manifest("again", "1.1.0", ""));
        assertThatThrownBy(() -> container.call("module:start", "module=again"))
                .hasMessageContaining("ARC-2103 'again' may be any of again@1.0.0, again@1.1.0");
        assertThatThrownBy(() -> container.call("module:start", "module=agian"))
                .hasMessageContaining("ARC-2102 no module 'agian' is installed; did you mean 'again'?");
        assertThatThrownBy(() -> container.call("module:start", "module=again@9.0.0"))
                .hasMessageContaining("installed: again@1.0.0, again@1.1.0");
        Candidates candidates = container.context().getService(
                container.context().getServiceReferences(Candidates.class, null).stream()
                        .filter(source -> container.context().getService(source).what().equals("module"))
                        .findFirst().orElseThrow());
        assertThat(candidates.names()).contains("again@1.0.0", "again@1.1.0").doesNotContain("again");
    }

    @Test
    void showsAllMistakesOfAManifest() {
        assertThatThrownBy(() -> container.install("hello", "[module]\nnmae = \"x\"\nversion = \"1.0.0\"\n", "manifest=x.toml"))
                .hasMessageContaining("ARC-2001 x.toml has 2 mistakes")
                .hasMessageContaining("x.toml:2:1: unknown key 'nmae' in [module]; did you mean 'name'?\n    2 | nmae = \"x\"");
    }

    @Test
    void refusesAsksThatNothingFulfils() {
        assertThatThrownBy(() -> container.install("hello", TestContainer.manifest("asks", "1.0.0", """
                [instances]
                mode = "pooled"
                """)))
                .hasMessageContaining("ARC-2003")
                .hasMessageContaining("[instances]");
    }

    @Test
    void grantsOnlyWhatTheOperatorGrants() throws Exception {
        String asks = "isolation = \"main\"\ntrusted = true\nasync = true\n[wasi]\ninherit-env = [\"PATH\", \"NO_SUCH\"]\n";
        VerbResult denied = container.install("args", TestContainer.manifest("denied", "1.0.0", asks));
        assertThat(denied.message()).contains("asked for and not granted: trust, env:PATH, env:NO_SUCH")
                .contains("runs in a worker: isolation \"main\" needs the grant of trust");
        assertThat(container.field("denied", "isolation")).contains("worker");
        container.call("module:start", "module=denied");
        container.awaitState("denied", "Completed");
        assertThat(container.log("denied")).doesNotContain("PATH=");

        VerbResult granted = container.install("args", TestContainer.manifest("granted", "1.0.0", asks), "grant-all=true");
        assertThat(granted.message()).contains("granted: trust, env:PATH, env:NO_SUCH").doesNotContain("worker");
        assertThat(container.field("granted", "isolation")).contains("main");
        container.call("module:start", "module=granted");
        container.awaitState("granted", "Completed");
        assertThat(container.log("granted")).contains("PATH=");

        container.install("args", TestContainer.manifest("by-name", "1.0.0", asks));
        assertThat(container.field("by-name", "isolation")).contains("main");
    }

    @Test
    void plansSayWhatIsAskedForAndWhatOfItIsGranted() throws Exception {
        container.install("args", TestContainer.manifest("planned", "1.0.0", ""));
        VerbResult plain = container.call("module:plan", "action=start", "module=planned");
        assertThat(plain.message()).doesNotContain("grant");
        assertThat(plain.data().toString()).contains("granted", "denied", "isolation");

        String asks = "isolation = \"main\"\ntrusted = true\nasync = true\n[wasi]\ninherit-env = [\"PATH\"]\n";
        String next = TestContainer.manifest("planned", "1.0.0", asks + "[limits]\nhandles = 20_000\n");
        String some = container.planUpdate("planned", "args", next, "grant=trust,limit:handles").message();
        assertThat(some).contains("\n  granted: trust, limit:handles\n  asked for and not granted: env:PATH; grant with")
                .doesNotContain("worker");
        VerbResult none = container.planUpdate("planned", "args", next);
        assertThat(none.message()).contains("asked for and not granted: trust, env:PATH, limit:handles",
                "runs in a worker: isolation \"main\" needs the grant of trust").doesNotContain("\n  granted");
        assertThat(none.data()).isInstanceOfSatisfying(Data.Fields.class, fields -> {
            assertThat(fields.values()).containsEntry("granted", Data.texts(List.of()))
                    .containsEntry("denied", Data.texts(List.of("trust", "env:PATH", "limit:handles")))
                    .containsEntry("isolation", Data.of("worker"));
            assertThat(fields.values().get("notes").toString()).contains("asked for and not granted", "runs in a worker");
        });
        assertThat(container.planUpdate("planned", "args", next, "grant-all=true").message())
                .contains("granted: trust, env:PATH, limit:handles");
        assertThatThrownBy(() -> container.planUpdate("planned", "args", next, "grant=trst"))
                .hasMessageContaining("ARC-2005");
        assertThat(container.field("planned", "isolation")).as("nothing is done").contains("worker");

        // What is planned for a start is what the answer to it says then.
        container.update("planned", "args", next, "grant=env:PATH");
        String start = container.call("module:plan", "action=start", "module=planned").message();
        assertThat(start).contains("\n  granted: env:PATH\n  asked for and not granted: trust, limit:handles; ");
        assertThat(container.call("module:plan", "action=stop", "module=planned").message()).doesNotContain("grant");
        String denied = start.lines().filter(line -> line.contains("not granted")).findFirst().orElseThrow();
        assertThat(container.call("module:start", "module=planned").message()).contains(denied);
    }

    @Test
    void saysWhetherAsyncIsSetAndWhatThatDoes() throws Exception {
        container.install("adder", TestContainer.manifest("overlapping", "1.0.0", "async = true\n"));
        assertThat(container.call("module:info", "module=overlapping").data().toString())
                .contains("set: permits isolation \"main\"").doesNotContain("not set");
        container.install("adder", TestContainer.manifest("alone", "1.0.0", ""));
        assertThat(container.call("module:info", "module=alone").data().toString()).contains("not set: isolation \"main\"");
    }

    /** They run, lifted synchronously; that they may be entered again is for the manifest to say. */
    @Test
    void asynchronousExportsAreComparedWithTheManifest() throws Exception {
        // The type of one function, wherever it stands.
        byte[] wasm = new String(TestContainer.example("limits/glutton"), StandardCharsets.ISO_8859_1)
                .replace("@\1\5calls", "C\1\5calls").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(container.install(wasm, TestContainer.manifest("quiet", "1.0.0", "")).message())
                .contains("exports asynchronous functions (demo:glutton/feast@0.1.0#deep), and its manifest does not say async = true");
        assertThat(container.call("module:info", "module=quiet").data().toString()).contains("exports asynchronous functions: demo:glutton/feast@0.1.0#deep");
        assertThat(container.install(wasm, TestContainer.manifest("told", "1.0.0", "async = true\n")).message()).doesNotContain("asynchronous");
        assertThat(container.install("limits/glutton", TestContainer.manifest("plain", "1.0.0", "")).message()).doesNotContain("asynchronous");
        container.call("module:remove", "module=told");
    }

    @Test
    void passesArgumentsAndEnvironment() throws Exception {
        container.install("args", TestContainer.manifest("told", "1.0.0",
                "[wasi]\nargs = [\"one\", \"two words\"]\nenv = { KEY = \"value\" }\n"), "start=true");
        container.awaitState("told", "Completed (0)");
        assertThat(container.log("told")).contains("one").contains("two words").contains("KEY=value");
    }

    @Test
    void opensFoldersBelowTheModulesOwnOnly() throws Exception {
        Path outside = Files.createDirectories(home.resolve("outside"));
        String folder = "isolation = \"main\"\ntrusted = true\nasync = true\n"
                + "[[wasi.preopen]]\nhost = \"%s\"\nguest = \"/data\"\naccess = \"read-write\"\n";
        String own = TestContainer.manifest("files", "1.0.0", folder.formatted("notes"));
        container.install("files", own, "grant=trust", "start=true");
        container.awaitState("files", "Completed (0)");
        assertThat(home.resolve("data/files/notes")).isNotEmptyDirectory();
        assertThat(container.call("module:remove", "module=files").message()).contains("kept what it wrote");
        assertThat(home.resolve("data/files/notes")).isNotEmptyDirectory();

        String absolute = TestContainer.manifest("files", "1.0.0", folder.formatted(outside));
        assertThat(container.install("files", absolute, "grant=trust").message())
                .contains("asked for and not granted: write:" + outside);
        container.call("module:start", "module=files");
        container.awaitState("files", "Completed");
        assertThat(outside).isEmptyDirectory();
        container.call("module:remove", "module=files");
        container.install("files", absolute, "grant=trust,write:" + outside, "start=true");
        container.awaitState("files", "Completed (0)");
        assertThat(outside).isNotEmptyDirectory();

        // A link that the module might have planted in its own folder.
        Files.createDirectories(home.resolve("data/linked"));
        Files.createSymbolicLink(home.resolve("data/linked/notes"), outside);
        container.install("files", TestContainer.manifest("linked", "1.0.0", folder.formatted("notes")));
        assertThatThrownBy(() -> container.call("module:start", "module=linked"))
                .hasMessageContaining("leads elsewhere by a symbolic link");
    }

    @Test
    void opensFoldersToASealedWorkerToo() throws Exception {
        container.install("files", TestContainer.manifest("sealed", "1.0.0",
                "[[wasi.preopen]]\nhost = \".\"\nguest = \"/data\"\naccess = \"read-write\"\n"), "start=true");
        container.awaitState("sealed", "Completed (0)");
        assertThat(container.field("sealed", "isolation")).contains("worker");
        assertThat(home.resolve("data/sealed/note.txt")).hasContent("was here");
    }

    @Test
    void updatesARunningModuleAndKeepsItRunning() throws Exception {
        container.install("adder", TestContainer.manifest("live", "1.0.0", ""), "start=true");
        container.awaitState("live", "Active");
        VerbResult same = container.update("live", "adder", "");
        assertThat(same.message()).contains("revision 2 took the place of revision 1");
        container.awaitState("live@1.0.0", "Active");
        VerbResult next = container.update("live", "adder", TestContainer.manifest("live", "1.1.0", ""));
        assertThat(next.message()).contains("live@1.1.0 took the place of live@1.0.0");
        assertThat(container.state("live@1.0.0")).isEqualTo("gone");
        container.awaitState("live@1.1.0", "Active");
        assertThat(Arrays.stream(container.context().getBundles())
                .filter(bundle -> "arcella.module.live".equals(bundle.getSymbolicName()))).hasSize(1);
    }

    @Test
    void changesNothingWhenTheNewContentDoesNotStart() throws Exception {
        container.install("adder", TestContainer.manifest("steady", "1.0.0", ""), "start=true");
        container.awaitState("steady", "Active");
        long bundle = container.bundle("steady").getBundleId();
        assertThatThrownBy(() -> container.update(
                "steady", "adder", TestContainer.manifest("steady", "1.1.0", "[limits]\nmemory = \"64KiB\"\n")))
                .hasMessageContaining("ARC-2107");
        assertThatThrownBy(() -> container.update("steady", "hello", TestContainer.manifest("other", "1.0.0", "")))
                .hasMessageContaining("ARC-2106");
        assertThat(container.state("steady@1.0.0")).isEqualTo("Active");
        assertThat(container.bundle("steady").getBundleId()).isEqualTo(bundle);
        assertThat(container.state("steady@1.1.0")).isEqualTo("gone");
        assertThat(Arrays.stream(container.context().getBundles())
                .filter(other -> "arcella.module.steady".equals(other.getSymbolicName()))).hasSize(1);
    }

    @Test
    void updatesAStoppedModuleWithoutStartingIt() throws Exception {
        container.install("adder", TestContainer.manifest("resting", "1.0.0", ""));
        container.update("resting", "hello", TestContainer.manifest("resting", "2.0.0", ""));
        assertThat(container.state("resting@2.0.0")).isEqualTo("Installed");
        assertThat(container.state("resting@1.0.0")).isEqualTo("gone");
    }

    @Test
    void showsStatusInfoAndWorkers() throws Exception {
        container.install("adder", TestContainer.manifest("shown", "1.0.0", "description = \"adds\"\n"), "start=true");
        container.awaitState("shown", "Active");
        assertThat(container.call("status").data().toString()).contains("0.1.0-test").contains("Active");
        assertThat(container.call("module:info", "module=shown").data().toString())
                .contains("adds").contains("memory 256MiB").contains("func(");
        assertThat(container.call("worker:list").data().toString()).contains("shown@1.0.0");
        assertThatThrownBy(() -> container.call("log:tail", "module=no-such"))
                .hasMessageContaining("ARC-2102").hasMessageEndingWith("the lines of a logger are had with --logger no-such");
        assertThatThrownBy(() -> container.call("log:display", "module=org.some.Logger")).hasMessageContaining("--logger org.some.Logger");
    }
}
