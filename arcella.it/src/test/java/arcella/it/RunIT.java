package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code arcella run}, as a user of the unpacked archive meets it. */
class RunIT {

    /** What reads the program's cache of compiled modules, and what compiles. */
    private static final String READER = "arcella/engine/core/SealedCache";
    private static final String COMPILER = "arcella/engine/core/ModuleCompiler";

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static String example(String path) {
        return Distribution.example(path).toString();
    }

    @Test
    void printsWhatTheModulePrints() throws Exception {
        var result = container.arcella("run", example("hello/hello.wasm")).ok();
        assertThat(result.out()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void needsNoHomeAndKeepsNothingThereButWhatItCompiled() throws Exception {
        container.arcella("run", example("hello/hello.wasm")).ok();
        try (Stream<Path> files = Files.walk(container.home())) {
            assertThat(files.filter(Files::isRegularFile)).singleElement()
                    .satisfies(file -> assertThat(file.getParent()).isEqualTo(container.home().resolve("cache/run")));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.home()))).isEqualTo("rwx------");
    }

    @Test
    void whatWasCompiledIsFoundAgainOrCompiledAgain() throws Exception {
        Path module = BigModule.write(container.folder().resolve("big.wasm"), 6000);
        String[] command = {"run", "--invoke", "last()", module.toString()};
        assertThat(container.arcella(command).ok().out()).isEqualTo("5999\n");
        Path kept;
        try (Stream<Path> files = Files.list(container.home().resolve("cache/run"))) {
            kept = files.toList().getFirst();
        }
        byte[] whole = Files.readAllBytes(kept);
        var again = container.arcella(command).ok();
        assertThat(again.out()).isEqualTo("5999\n");
        assertThat(again.err()).isEmpty();
        // How long it takes depends on what else the machine does; which classes begin to work does not.
        assertThat(initialized(command)).as("found again").contains(READER).doesNotContain(COMPILER);

        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(kept, damaged);
        assertThat(initialized(command)).as("compiled again").contains(READER, COMPILER);
        assertThat(Files.readAllBytes(kept)).hasSameSizeAs(whole).isNotEqualTo(damaged);
    }

    /** The classes that begin to be used while the command runs. */
    private List<String> initialized(String... command) throws Exception {
        Path log = container.folder().resolve("classes");
        List<String> all = new ArrayList<>(List.of(
                "env", "ARCELLA_OPTS=-Xlog:class+init:file=" + log, Distribution.program("arcella").toString()));
        all.addAll(List.of(command));
        assertThat(container.execute(all, new byte[0]).ok().out()).isEqualTo("5999\n");
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" Initializing '")).map(line -> line.split("'")[1]).toList();
        }
    }

    @Test
    void aHomeThatOthersCanWriteToIsNotTrusted() throws Exception {
        Path run = Files.createDirectories(container.home().resolve("cache/run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
        var result = container.arcella("run", example("hello/hello.wasm")).ok();
        assertThat(result.out()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(result.err()).contains("compiled at each run", "ARC-");
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void standardInputReachesTheModule() throws Exception {
        byte[] bytes = new byte[300_000];
        Arrays.fill(bytes, (byte) 'x');
        bytes[bytes.length - 1] = '\n';
        var result = container.run("arcella", bytes, "run", example("cat/cat.wasm")).ok();
        assertThat(result.out()).isEqualTo(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** What a shell makes of a line, with the module as {@code $1}. */
    private Container.Result line(String script, String module) throws Exception {
        return container.execute(List.of("/bin/sh", "-c", script, Distribution.program("arcella").toString(), module), new byte[0]);
    }

    @Test
    void aFullDiskIsAFailureOfWhoWritesAndIsSaid() throws Exception {
        line("head -c 300000 /dev/zero | \"$0\" run \"$1\" >/dev/full", example("cat/cat.wasm")).failed(1, "ARC-5020", "No space left");
        // This one does not look whether it was written.
        line("\"$0\" run \"$1\" >/dev/full", example("hello/hello.wasm")).failed(1, "ARC-5020", "hello.wasm", "No space left");
        line("\"$0\" run --invoke 'add(1, 2)' \"$1\" >/dev/full", example("adder/adder.wasm")).failed(1, "ARC-5020");
    }

    /** As in a service or a container image, where nobody has set one. */
    @Test
    void noLetterIsLostWithoutALocale() throws Exception {
        Path file = Files.copy(Path.of(example("cat/cat.wasm")), container.folder().resolve("ünï.wasm"));
        for (String locale : List.of("LC_ALL=C", "LC_ALL=", "LC_ALL=POSIX")) {
            List<String> env = List.of("env", "-u", "LANG", "-u", "LC_CTYPE", locale, Distribution.program("arcella").toString());
            assertThat(execute(env, "run", file.toString()).ok().out()).isEqualTo("ünï");
            assertThat(execute(env, "validate", file.toString()).ok().out()).contains("ünï.wasm");
        }
        List<String> other = List.of("env", "LC_ALL=en_US.ISO-8859-1", Distribution.program("arcella").toString());
        execute(other, "validate", file.toString()).failed(2, "ARC-5010", "no file's name in this locale", "LC_ALL=C.UTF-8");
    }

    private Container.Result execute(List<String> start, String... words) throws Exception {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(words));
        return container.execute(command, "ünï".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRunEndsWhenNobodyReadsItAnyMore() throws Exception {
        // The module chooses its code; the shell's is that of `head`, so the run's is written down.
        String script = "yes | { timeout 120 \"$0\" run \"$1\"; echo $? >&2; } | head -1";
        Container.Result result = line(script, example("cat/cat.wasm")).ok();
        assertThat(result.out()).isEqualTo("y\n");
        assertThat(result.err()).isEqualTo("1\n");
        // One that does not look at it has the usual code of such an end; it is waited until the reader has gone.
        String fifo = container.folder().resolve("fifo").toString();
        result = line("mkfifo " + fifo + "; : <" + fifo + " & exec 3>" + fifo + "; wait; \"$0\" run \"$1\" >&3", example("hello/hello.wasm"));
        assertThat(result.code()).as(result.err()).isEqualTo(141);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void argumentsAndEnvironmentAreWhatWasAskedForAndNothingElse() throws Exception {
        var result = container
                .arcella("run", "--env", "GREETING=hello", "--env=EMPTY=", example("args/args.wasm"), "--", "one",
                        "two words", "--env")
                .ok();
        assertThat(result.out().lines())
                .containsExactlyInAnyOrder(
                        "arg 0 args.wasm", "arg 1 one", "arg 2 two words", "arg 3 --env", "env GREETING=hello",
                        "env EMPTY=");
    }

    @Test
    void foldersAreTheModulesAsFarAsTheyAreGiven(@TempDir Path folder) throws Exception {
        String files = example("files/files.wasm");
        container.arcella("run", "--dir", folder + "::/data", files).ok();
        assertThat(folder.resolve("note.txt")).hasContent("was here\n");
        container.arcella("run", "--dir=" + folder, files, folder.toString()).ok();
        assertThat(folder.resolve("note.txt")).hasContent("was here\nwas here\n");
        assertThat(container.arcella("run", "--dir", folder + "::/data:ro", files).failed(1, "/data").err().lines()).contains(
                "arcella: files.wasm was refused to change /data/note.txt in /data, which is for reading only: --dir "
                        + folder + "::/data, without :ro, allows it");
        container.arcella("run", "--dir", folder + "::/data", "--dir", folder + "::/data:ro", files)
                .failed(2, "ARC-5010", "/data");
        assertThat(container.arcella("run", files).err()).contains("/data");
        container.arcella("run", "--dir", folder + "/absent::/data", files).failed(1, "ARC-7003", "absent");
        container.arcella("run", "--dir", "::/data", files).failed(2, "--dir");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 255})
    void exitCodeIsTheModules(int code) throws Exception {
        var result = container.arcella("run", example("exit/exit.wasm"), Integer.toString(code));
        assertThat(result.code()).isEqualTo(code);
    }

    @Test
    void aComponentWhoseRunReturnsErrFails() throws Exception {
        var result = container.arcella("run", example("wasi02/process.wasm"));
        assertThat(result.out()).as("it misses its environment").endsWith("failed\n");
        assertThat(result.code()).isEqualTo(1);
        var passed = container.arcella("run", "--env", "NAME=value", "--env", "EMPTY=", example("wasi02/process.wasm"),
                "return").ok();
        assertThat(passed.out()).endsWith("all as specified\n");
    }

    @Test
    void configurationIsWhatTheOptionsSayAndTheLogIsLinesOnStandardError() throws Exception {
        String keeper = example("keeper/keeper.wasm");
        assertThat(container.arcella("run", "--config", "greeting=Good=morning", "--config=other=", "--invoke",
                "setting(\"greeting\")", keeper).ok().out()).isEqualTo("some(\"Good=morning\")\n");
        assertThat(container.arcella("run", "--config", "a=1", "--config", "b=2", "--invoke", "settings()", keeper).ok()
                .out()).isEqualTo("2\n");
        assertThat(container.arcella("run", "--invoke", "settings()", keeper).ok().out()).isEqualTo("0\n");
        var said = container.arcella("run", "--invoke", "say(3, \"con\\u{1b}text\", \"one\\ntwo \\u{1b}[31m\")", keeper)
                .ok();
        assertThat(said.err()).isEqualTo("warn con\\x1btext: one\nwarn con\\x1btext: two \\x1b[31m\n");
        assertThat(said.out()).isEmpty();
        assertThat(container.arcella("run", "--invoke", "say(0, \"\", \"quiet\")", keeper).ok().err())
                .isEqualTo("trace: quiet\n");
        assertThat(container.arcella("run", "--invoke", "other-bucket(\"default\")", keeper).ok().out())
                .as("there is no store").isEqualTo("false\n");
        container.arcella("run", "--config", "nothing", keeper).failed(2, "--config");
    }

    @Test
    void trapIsOneCodedLine() throws Exception {
        var result = container.arcella("run", example("trap/trap.wasm")).failed(1, "ARC-1", "unreachable");
        assertThat(result.out()).isEqualTo("about to trap\n");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void endlessLoopStopsAtItsTimeout() throws Exception {
        long start = System.nanoTime();
        container.arcella("run", "--timeout", "1s", example("loop/loop.wasm")).failed(1, "ARC-");
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.9);
    }

    @Test
    void outputPassesUnchanged() throws Exception {
        Path out = container.folder().resolve("escapes.out");
        container
                .execute(List.of("sh", "-c", "exec \"$0\" run \"$1\" >\"$2\" 2>/dev/null",
                        Distribution.program("arcella").toString(), example("escapes/escapes.wasm"), out.toString()),
                        new byte[0])
                .ok();
        byte[] bytes = Files.readAllBytes(out);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("\u001b[31mred\u001b[0m\n", "raw \u009b31m");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theModulesProcessIsSealed() throws Exception {
        Process process = new ProcessBuilder(
                        Distribution.program("arcella").toString(), "run", "--timeout", "10m", example("loop/loop.wasm"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader()) {
            // The script becomes the Java program, so this process is the one that runs the guest by now.
            assertThat(out.readLine()).isEqualTo("looping");
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            assertThat(status).contains("NoNewPrivs:\t1\n", "Seccomp:\t2\n");
        } finally {
            process.toHandle().destroyForcibly();
        }
    }

    @Test
    void aComponentThatIsNoCommandHasNothingToRun() throws Exception {
        container.arcella("run", example("greeter/greeter.wasm")).failed(1, "ARC-5018", "wasi:cli/run", "--invoke");
    }

    @Test
    void aCoreModuleThatIsNoCommandHasNothingToRun() throws Exception {
        container.arcella("run", example("adder/adder.wasm")).failed(1, "ARC-5018", "_start", "--invoke");
        assertThat(container.arcella("run", "--invoke", "add(1, 2)", example("adder/adder.wasm")).ok().out())
                .isEqualTo("3\n");
    }

    /** A core module with one import of a function without parameters and results. */
    private Path importing(String module, String field) throws Exception {
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2});
        wasm.write(module.length() + field.length() + 5);
        wasm.write(1);
        for (String name : List.of(module, field)) {
            wasm.write(name.length());
            wasm.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        }
        wasm.writeBytes(new byte[] {0, 0});
        return Files.write(container.folder().resolve("imports.wasm"), wasm.toByteArray());
    }

    @Test
    void importsThatNobodyOffersAreNamedAndEscaped() throws Exception {
        var result = container.arcella("run", importing("env", "foo\u001b[31m").toString())
                .failed(1, "ARC-1006", "imports what nobody offers", "env.foo\\x1b[31m: () -> ()", "WASI 0.1");
        assertThat(result.err()).doesNotContain("\u001b");
        container.arcella("run", importing("wasi_snapshot_preview1", "fd_writ").toString())
                .failed(1, "ARC-1006", "nearest: fd_write");
    }

    @Test
    void badFilesAreNamedWithTheCause() throws Exception {
        Path folder = container.folder();
        Path text = Files.writeString(folder.resolve("text.wasm"), "this is no module");
        Path empty = Files.write(folder.resolve("empty.wasm"), new byte[0]);
        byte[] hello = Files.readAllBytes(Distribution.example("hello/hello.wasm"));
        Path truncated = Files.write(folder.resolve("cut.wasm"), Arrays.copyOf(hello, hello.length / 2));
        Path component = Files.write(
                folder.resolve("component.wasm"), new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0});

        container.arcella("run", folder.resolve("none.wasm").toString())
                .failed(1, "ARC-5016", "none.wasm", "no such file");
        container.arcella("run", folder.toString()).failed(1, "ARC-5016", "folder");
        container.arcella("run", text.toString()).failed(1, "ARC-1");
        container.arcella("run", empty.toString()).failed(1, "ARC-1");
        container.arcella("run", truncated.toString()).failed(1, "ARC-1");
        container.arcella("run", component.toString()).failed(1, "ARC-5018", "wasi:cli/run");
    }

    @Test
    void wrongCommandLinesAreUsageErrors() throws Exception {
        container.arcella("run").failed(2, "ARC-5010", "FILE");
        container.arcella("run", "--nonsense", "x.wasm").failed(2, "--nonsense", "--help");
        container.arcella("run", "--timeout", "soon", "x.wasm").failed(2, "soon", "5s");
        container.arcella("run", "--memory", "lots", "x.wasm").failed(2, "lots");
        container.arcella("frobnicate").failed(2, "frobnicate");
        assertThat(container.arcella("run", "--help").ok().out()).contains("--timeout", "--env");
        assertThat(container.arcella("--help").ok().out()).contains("daemon", "start", "stop", "status", "run");
        assertThat(container.arcella("--version").ok().out()).startsWith("arcella ");
    }

    @Test
    void memoryLimitHolds() throws Exception {
        container.arcella("run", "--memory", "64KiB", example("hello/hello.wasm")).failed(1, "ARC-", "memory");
    }

    @Test
    void withoutAJdkOneLineSaysWhatWasSearched() throws Exception {
        Path none = Files.createDirectory(container.folder().resolve("nojdk"));
        var result = container.execute(
                List.of("env", "ARCELLA_JAVA_HOME=" + none, Distribution.program("arcella").toString(), "--version"),
                new byte[0]);
        result.failed(1, "ARC-5001", "JDK 25");
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void programsWorkThroughASymbolicLinkFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(
                container.folder().resolve("linked"), Distribution.program("arcella"));
        var result = container.execute(List.of("sh", "-c", "cd / && exec \"$0\" run \"$1\"", link.toString(),
                example("hello/hello.wasm")), new byte[0]);
        assertThat(result.ok().out()).isEqualTo("Hello from WebAssembly!\n");
    }
}
