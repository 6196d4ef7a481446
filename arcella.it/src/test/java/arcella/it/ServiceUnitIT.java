package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the unit for systemd says, done without systemd: its program, user, rights and environment, and its end. */
class ServiceUnitIT {

    private static final String ROOT = "/opt/arcella/";
    private static final String NOBODY = "65534";

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static List<String> values(String key) throws IOException {
        return Files.readAllLines(Distribution.root().resolve("systemd/arcella.service")).stream()
                .filter(line -> line.startsWith(key + "=")).map(line -> line.substring(key.length() + 1)).toList();
    }

    private static String value(String key) throws IOException {
        List<String> values = values(key);
        assertThat(values).as(key).hasSize(1);
        return values.getFirst();
    }

    /** With no right that the unit takes away, as far as a process can take them from itself; root takes all. */
    private List<String> command() throws IOException {
        assertThat(value("NoNewPrivileges")).isEqualTo("yes");
        assertThat(value("CapabilityBoundingSet")).isEmpty();
        List<String> command = new ArrayList<>(List.of("setpriv", "--no-new-privs"));
        if (System.getProperty("user.name").equals("root")) {
            Files.setPosixFilePermissions(container.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
            Files.setPosixFilePermissions(Distribution.root().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
            command.addAll(List.of("--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--bounding-set=-all",
                    "--inh-caps=-all"));
        }
        String[] start = value("ExecStart").split(" ");
        assertThat(start[0]).startsWith(ROOT);
        Path program = Distribution.root().resolve(start[0].substring(ROOT.length()));
        assertThat(program).isExecutable();
        command.addAll(List.of("sh", "-c", "umask " + value("UMask") + "; ulimit -c " + value("LimitCORE") + "; exec \"$0\" \"$@\"",
                program.toString()));
        command.addAll(List.of(start).subList(1, start.length));
        return command;
    }

    @Test
    void theUnitsProgramRunsWithTheUnitsRights() throws Exception {
        ProcessBuilder service = new ProcessBuilder(command()).redirectErrorStream(true)
                .redirectOutput(container.folder().resolve("journal").toFile()).redirectInput(Path.of("/dev/null").toFile());
        String home = "ARCELLA_HOME=";
        assertThat(value("Environment")).startsWith(home + "/var/lib/" + value("StateDirectory"));
        service.environment().clear();
        service.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
        service.environment().put("ARCELLA_HOME", container.home().toString());
        Process daemon = service.start();
        try {
            container.await(Duration.ofMinutes(2), result -> result.code() == 0, "ping");
            container.cli("install", Distribution.example("greeter/greeter.wasm").toString(), "--start").ok();
            assertThat(container.cli("call", "greeter", "greet(\"Ada\")").ok().out()).isEqualTo("\"Hello, Ada!\"\n");
            assertThat(container.cli("worker", "info", "greeter").ok().out()).contains("landlock", "seccomp")
                    .doesNotContain("missing");
        } finally {
            // What systemd sends first.
            daemon.destroy();
        }
        assertThat(daemon.waitFor(Integer.parseInt(value("TimeoutStopSec")), TimeUnit.SECONDS))
                .as("ends within the unit's time").isTrue();
        assertThat(Integer.toString(daemon.exitValue())).isEqualTo(value("SuccessExitStatus"));
        assertThat(Files.readString(container.folder().resolve("journal"))).contains("runs on " + container.home());
    }
}
