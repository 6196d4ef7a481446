package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import arcella.it.Container.Result;

/** {@code arcella-cli doctor}: what is well, what is not, and what to do; nothing changes by it. */
class DoctorIT {

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static String line(Result result, String check) {
        List<String> lines = result.out().lines().filter(line -> line.matches("(ok|warn|FAIL) +" + check + " .*")).toList();
        assertThat(lines).as(result.out()).hasSize(1);
        return lines.getFirst();
    }

    @Test
    void aHomeThatIsNotThereIsNotMade() throws Exception {
        Files.deleteIfExists(container.home());
        Result result = container.cli("doctor").ok();
        assertThat(line(result, "home")).startsWith("ok").contains("the first start makes it");
        assertThat(line(result, "daemon")).contains("none runs");
        assertThat(container.home()).doesNotExist();
        Path file = Files.writeString(container.folder().resolve("file"), "");
        Result barred = container.cli("--home", file.resolve("deep/home").toString(), "doctor");
        assertThat(barred.code()).isEqualTo(1);
        assertThat(line(barred, "home")).startsWith("FAIL").endsWith("cannot be made: " + file + " is no folder");
    }

    /** A JVM that a cache does not fit starts without it and says nothing; a copy without its times is enough for that. */
    @Test
    void cachesThatAreNotUsedAreNamed() throws Exception {
        assertThat(line(container.cli("doctor").ok(), "aot")).startsWith("ok").endsWith("for all programs");
        Path copy = container.folder().resolve("copy");
        Process copying = new ProcessBuilder("cp", "-r", Distribution.root().toString(), copy.toString()).start();
        assertThat(copying.waitFor()).isZero();
        Path cli = copy.resolve("bin/arcella-cli");
        Path caches;
        try (var folders = Files.list(copy.resolve("aot"))) {
            caches = folders.findFirst().orElseThrow();
        }
        Files.delete(caches.resolve("cli.aot"));
        Files.write(caches.resolve("worker.aot"), new byte[0]);
        Result doctor = container.execute(List.of(cli.toString(), "doctor"), new byte[0]).ok();
        // A JVM does not look at the jars for every cache.
        assertThat(line(doctor, "aot")).startsWith("warn").contains("are missing (cli)")
                .containsPattern("do not fit this Java and these jars \\([^)]*run, worker\\)");
        assertThat(doctor.out()).contains("-> unpack the archive again", copy.resolve("lib/train-aot.sh") + " " + copy.resolve("aot"));
    }

    @Test
    void whatIsNotWellIsNamedWithTheWayOut() throws Exception {
        container.start();
        Result well = container.cli("doctor").ok();
        assertThat(line(well, "java")).startsWith("ok").contains("25");
        assertThat(line(well, "sealing")).startsWith("ok").contains("landlock version");
        assertThat(line(well, "disk")).contains("MiB free for " + container.home());
        assertThat(line(well, "home")).startsWith("ok").contains("alone");
        assertThat(line(well, "daemon")).startsWith("ok").contains("process " + container.daemon().pid() + " answers");
        assertThat(line(well, "leftovers")).startsWith("ok");

        JsonNode json = new ObjectMapper().readTree(container.cli("doctor", "--output", "json").ok().out());
        assertThat(json.findValuesAsText("check")).contains("java", "sealing", "disk", "home", "leftovers", "daemon", "aot");
        assertThat(json.findValuesAsText("verdict")).allMatch(verdict -> verdict.matches("ok|warn|fail"));

        assertThat(well.out()).as("all that a start makes is for its owner").doesNotContain("folders");
        Path features = container.home().resolve("features");
        Files.setPosixFilePermissions(features, PosixFilePermissions.fromString("rwxr-x---"));
        Result shared = container.cli("doctor").ok();
        assertThat(line(shared, "folders")).startsWith("warn").contains("open to others").endsWith(": features");
        assertThat(shared.out()).contains("-> chmod go= " + features);
        Files.setPosixFilePermissions(features, PosixFilePermissions.fromString("rwx------"));

        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
        container.cli("call", "adder", "add(1, 2)").ok();
        container.kill();
        Path damaged = Files.createDirectories(container.home().resolve("modules/damaged"));
        Files.writeString(damaged.resolve("x@1.0.0"), "?");
        Files.writeString(container.home().resolve("modules/content/.tmp-1"), "half");
        Result killed = container.cli("doctor").ok();
        assertThat(line(killed, "daemon")).startsWith("warn").contains("left by one that was killed");
        assertThat(line(killed, "store")).startsWith("warn").contains("1 damaged state files");
        assertThat(line(killed, "leftovers")).startsWith("warn").contains("1 unfinished files");
        assertThat(killed.out()).contains("-> 'arcella start' replaces it", "-> the next start removes them");
        assertThat(container.home().resolve("modules/content/.tmp-1")).as("nothing changes").exists();

        Files.setPosixFilePermissions(container.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Result open = container.cli("doctor");
        assertThat(open.code()).isEqualTo(1);
        assertThat(line(open, "home")).startsWith("FAIL").contains("open to others (rwxr-xr-x)");
        assertThat(open.out()).contains("-> chmod 700 " + container.home());
        // The other program has it too.
        assertThat(container.arcella("doctor").code()).isEqualTo(1);
    }

    private Result withoutLandlock(String program, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp",
                Path.of(WithoutLandlock.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(),
                WithoutLandlock.class.getName(), Distribution.program(program).toString()));
        command.addAll(List.of(words));
        return container.execute(command, new byte[0]);
    }

    /** Where a kernel lacks a part of the sealing, the rest is applied, and whoever looks at workers is told. */
    @Test
    void whatTheKernelLacksOfTheSealingIsSaid() throws Exception {
        withoutLandlock("arcella", "start").ok();
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
        container.cli("call", "adder", "add(1, 2)").ok();
        container.cli("call", "adder", "add(3, 4)").ok();
        Result list = container.cli("worker", "list").ok();
        assertThat(list.out()).containsPattern("adder.* lacks landlock ").doesNotContain("whole");
        assertThat(container.cli("worker", "list", "-o", "wide").ok().out()).contains("landlock: this kernel has none");
        JsonNode json = new ObjectMapper().readTree(container.cli("worker", "list", "-o", "json").ok().out());
        JsonNode worker = StreamSupport.stream(json.spliterator(), false)
                .filter(one -> one.path("group").asText().equals("adder")).findFirst().orElseThrow();
        assertThat(worker.path("missing").toString()).startsWith("[\"landlock: ");
        assertThat(worker.path("sealing").asText()).isEqualTo("lacks landlock");
        // The instance's start is none.
        assertThat(worker.path("calls").asInt()).isEqualTo(2);
        assertThat(worker.path("requests").asInt()).isZero();
        assertThat(container.cli("worker", "info", "adder").ok().out()).contains("missing: landlock: ", "seccomp: no sockets")
                .containsPattern("Calls +2\\R");
        assertThat(line(withoutLandlock("arcella-cli", "doctor").ok(), "sealing")).startsWith("warn").contains("landlock");

        // The same with Landlock.
        container.stop();
        container.start();
        container.cli("call", "adder", "add(1, 2)").ok();
        assertThat(container.cli("worker", "list").ok().out()).containsPattern("adder.* whole ").doesNotContain("lacks");
    }

    @Test
    void badInput() throws Exception {
        container.cli("doctor", "now").failed(2, "ARC-5010", "'now'", "doctor --help");
        container.cli("doctor", "--output", "xml").failed(2, "ARC-5010", "xml");
        container.cli("doctor", "-o", "json", "now").failed(2, "{\"error\":{\"code\":\"ARC-5010\"");
        for (String[] words : new String[][] {{"-o", "json", "doctor"}, {"--output=json", "doctor"}, {"doctor", "-o", "json"}}) {
            assertThat(new ObjectMapper().readTree(container.cli(words).ok().out()).findValuesAsText("check")).contains("java", "aot");
        }
        container.execute(List.of("env", "LC_ALL=en_US.ISO-8859-1", Distribution.program("arcella-cli").toString(), "--home", "/tmp/é", "status"),
                new byte[0]).failed(2, "ARC-8", "no folder's name in this locale", "LC_ALL=C.UTF-8");
        assertThat(container.cli("--home", container.folder().resolve("a".repeat(120)).toString(), "doctor").out())
                .contains("FAIL  daemon", "longer than the 107 bytes");
        assertThat(container.cli("doctor", "--help").ok().out()).contains("Exit codes");
        assertThat(container.cli("--help").ok().out()).contains("doctor");
    }
}
