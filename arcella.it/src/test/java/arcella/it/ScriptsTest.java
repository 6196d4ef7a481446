package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of a checkout: what they say without a JDK, and the build on first use, with a Maven of the test's own. */
class ScriptsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PROGRAM = "arcella.dist/target/arcella/bin/arcella";

    @TempDir
    private Path folder;

    /** A checkout with nothing but its scripts, and a first build that takes two seconds. */
    @BeforeEach
    void checkout() throws IOException {
        for (String file : List.of("arcella", "cnf/build-on-first-use.sh", "cnf/build-jdk.sh",
                "arcella.dist/src/main/lib/jdk.sh")) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(file), copy);
        }
        maven("""
                echo built >>"$PWD/builds"
                mkdir -p "$PWD/arcella.dist/target/arcella/bin"
                printf '#!/bin/sh\\necho program\\n' >"$PWD/%s"
                chmod +x "$PWD/%s"
                sleep 2
                echo finished >>"$PWD/builds"
                """.formatted(PROGRAM, PROGRAM));
    }

    private void maven(String body) throws IOException {
        Path mvn = Files.createDirectories(folder.resolve("fake")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("fake") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        String text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return text;
    }

    @Test
    void twoProgramsAtFirstUseBuildOnce() throws Exception {
        Process first = start("./arcella");
        while (!Files.exists(folder.resolve(PROGRAM)) && first.isAlive()) {
            Thread.sleep(10);
        }
        // The program is there, and its distribution is not whole yet.
        Process second = start("./arcella");
        assertThat(output(second)).contains("waiting", "program");
        assertThat(output(first)).contains("Building Arcella", "program");
        assertThat(folder.resolve("builds")).hasContent("built\nfinished");
        assertThat(output(start("./arcella"))).isEqualTo("program\n");
    }

    @Test
    void aBuildThatWasKilledIsDoneAgain() throws Exception {
        Process first = start("./arcella");
        while (!Files.exists(folder.resolve(PROGRAM)) && first.isAlive()) {
            Thread.sleep(10);
        }
        List<ProcessHandle> all = first.descendants().toList();
        first.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(1, TimeUnit.MINUTES);
        }
        assertThat(output(start("./arcella"))).contains("Building Arcella", "program");
        assertThat(folder.resolve("builds")).hasContent("built\nbuilt\nfinished");
    }

    @Test
    void aBuildThatFailsLeavesNothingThatLooksBuilt() throws Exception {
        maven("""
                mkdir -p "$PWD/arcella.dist/target/arcella/bin"
                printf '#!/bin/sh\\necho program\\n' >"$PWD/%s"
                chmod +x "$PWD/%s"
                echo it does not compile
                exit 1
                """.formatted(PROGRAM, PROGRAM));
        Process failed = start("./arcella");
        assertThat(output(failed)).contains("it does not compile", "ARC-5003").doesNotContain("program");
        assertThat(failed.exitValue()).isEqualTo(1);
        assertThat(folder.resolve(PROGRAM)).doesNotExist();
    }

    /** The last lines of a shell that has sourced a script; {@code jdk_of} answers for all JDKs of the machine. */
    private String sourced(String script, String jdkOf, String function) throws Exception {
        Process process = start("sh", "-c", "HOME=/nonexistent; arcella_root=$PWD; . ./" + script + "; jdk_of() { " + jdkOf
                + "; }; " + function + " && echo found || echo none");
        return output(process);
    }

    @Test
    void withoutAnyJdkOneLineSaysWhatWasSearched() throws Exception {
        String run = sourced("arcella.dist/src/main/lib/jdk.sh", "return 1", "find_jdk");
        assertThat(run.lines()).hasSize(2);
        assertThat(run).contains("ARC-5001 no JDK 25 or later found", "searched JAVA_HOME, /usr/lib/jvm", "Temurin 25", "none");
        String build = sourced("cnf/build-jdk.sh", "return 1", "find_build_jdk");
        assertThat(build.lines()).hasSize(2);
        assertThat(build).contains("ARC-5004 no JDK 25 to build with", "searched JAVA_HOME", "/usr/lib/jvm", "none")
                .doesNotContain("toolchains.xml");
    }

    @Test
    void aLaterJdkRunsArcellaAndDoesNotBuildIt() throws Exception {
        String later = "jdk_major=26; JDK_HOME=$1 JAVA=$1/bin/java";
        assertThat(sourced("arcella.dist/src/main/lib/jdk.sh", later, "find_jdk")).isEqualTo("found\n");
        assertThat(sourced("cnf/build-jdk.sh", later, "find_build_jdk")).contains("ARC-5004", "none");
        assertThat(sourced("cnf/build-jdk.sh", "jdk_major=25", "find_build_jdk")).isEqualTo("found\n");
    }
}
