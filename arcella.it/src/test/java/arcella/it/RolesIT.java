package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Users with roles, each a real one: who gets in by the second socket, what each may do with the command line and in the
 * shell, and what is refused by the daemon. Only root can become somebody else, so that this is skipped for everybody else.
 */
class RolesIT {

    private static final long VIEWER = 54_321;
    private static final long STRANGER = 54_322;
    private static final long GROUP = 60_000;
    /** Users that every Linux has by name. */
    private static final long DAEMON_USER = 1;
    private static final long MAIL_USER = 8;

    private static Container container;
    private static Path run;

    @BeforeAll
    static void open() throws Exception {
        assumeThat(System.getProperty("user.name")).as("only root can become somebody else").isEqualTo("root");
        container = new Container();
        run = container.folder().resolve("run");
        allow(container.folder(), "rwxrwxrwx");
        allow(Distribution.root().getParent(), "rwxr-xr-x");
        configure("admin = [\"daemon\"]\nread-only = [\"uid:" + VIEWER + "\", \"group:mail\"]");
        container.start();
        container.cli("install", Distribution.example("adder/adder.wasm").toString(), "--start").ok();
    }

    @AfterAll
    static void close() throws Exception {
        if (container != null) {
            container.close();
        }
    }

    private static void allow(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void configure(String who) throws Exception {
        Path etc = Files.createDirectories(container.home().resolve("etc"));
        allow(container.home(), "rwx------");
        Path fresh = etc.resolve("fresh");
        Files.writeString(fresh, "[roles]\n" + who + "\nsocket-folder = \"" + run + "\"\nsocket-group = \"gid:" + GROUP
                + "\"\n[roles.verbs]\n\"module:restart\" = \"read-only\"\n\"feature:plan\" = \"read-only\"\n\"grant:list\" = \"admin\"\n");
        Files.move(fresh, etc.resolve("arcella.toml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> command(long user, String groups, String... args) {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user));
        command.addAll(groups.isEmpty() ? List.of("--clear-groups") : List.of("--groups=" + groups));
        command.addAll(List.of(Distribution.program("arcella-cli").toString(), "--home", run.toString()));
        command.addAll(List.of(args));
        return command;
    }

    /** The command line of a user who may enter the second socket's folder. */
    private static Container.Result as(long user, String... args) throws Exception {
        return container.execute(command(user, Long.toString(GROUP), args), new byte[0]);
    }

    private static Container.Result await(long user, Predicate<Container.Result> fits, String... args) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            Container.Result result = as(user, args);
            if (fits.test(result)) {
                return result;
            }
            assertThat(System.nanoTime()).as("last: %s", result).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void usersDoWhatTheirRoleCoversAndNothingElse() throws Exception {
        assertThat(await(VIEWER, result -> result.code() == 0, "ping").out()).contains("read-only", Long.toString(VIEWER));
        assertThat(as(MAIL_USER, "ping").ok().out()).contains("read-only", "mail");
        assertThat(as(DAEMON_USER, "ping").ok().out()).contains("admin", "daemon");
        as(STRANGER, "ping").failed(1, "ARC-3006", "user 54322", "[roles]");
        container.execute(command(VIEWER, "", "ping"), new byte[0]).failed(3, "ARC-3001", "may not look into");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.home()))).isEqualTo("rwx------");

        assertThat(as(VIEWER, "list").ok().out()).contains("adder", "Active");
        as(VIEWER, "stop", "adder").failed(1, "ARC-8004", "'module:stop' needs the role admin", "54321 has read-only",
                "admin = [\"uid:54321\"] under [roles]");
        as(VIEWER, "install", Distribution.example("hello/hello.wasm").toString()).failed(1, "ARC-8004", "module:install");
        as(VIEWER, "call", "adder", "add(1, 2)").failed(1, "ARC-8004");
        as(VIEWER, "feature", "info", "arcella-core").ok();
        // Whoever may only look gets nothing read for him that he may not read himself.
        as(VIEWER, "feature", "info", "/etc/shadow").failed(1, "ARC-8004", "a file of the container's user");
        as(VIEWER, "feature", "info", "file:/etc/shadow").failed(1, "ARC-8004");
        as(VIEWER, "feature", "plan", "install", "/etc/shadow").failed(1, "ARC-8004", "a file of the container's user");
        as(VIEWER, "feature", "plan", "uninstall", "arcella-core").failed(1, "ARC-24");
        as(DAEMON_USER, "feature", "info", "/etc/shadow").failed(1, "ARC-24");
        as(VIEWER, "restart", "adder").ok();
        as(VIEWER, "grant", "list").failed(1, "ARC-8004", "grant:list");
        assertThat(as(VIEWER, "--help").ok().out()).contains("module restart", "module list").doesNotContain("module install");
        List<String> completion = command(VIEWER, Long.toString(GROUP), "module", "");
        completion.add(completion.indexOf("--home"), "__complete");
        assertThat(container.execute(completion, new byte[0]).ok().out()).contains("restart\t", "list\t").doesNotContain("install\t", "stop\t");
        as(DAEMON_USER, "stop", "adder").ok();
        as(DAEMON_USER, "start", "adder").ok();
    }

    @Test
    void theShellOfAViewerHasCommandsAndNoLanguage() throws Exception {
        await(VIEWER, result -> result.code() == 0, "ping");
        assertThat(as(VIEWER, "shell", "-c", "module:list | grep adder").ok().out()).contains("Active");
        as(VIEWER, "shell", "-c", "x = 1").failed(1, "ARC-8101");
        as(VIEWER, "shell", "-c", "feature:info /etc/shadow.jar").failed(1, "reads files as the container's user", "feature info");
        as(VIEWER, "shell", "-c", "echo $x").failed(1, "ARC-8110", "54321");
        as(VIEWER, "shell", "-c", "module:list > /tmp/x").failed(1, "ARC-8110");
        as(VIEWER, "shell", "-c", "source /etc/passwd").failed(1, "ARC-8004");
        as(VIEWER, "shell", "-c", "module:stop adder").failed(1, "ARC-8004");
        assertThat(as(DAEMON_USER, "shell", "-c", "x = 1; echo $x").ok().out()).isEqualTo("1\n");
        String shell = String.join("' '", command(VIEWER, Long.toString(GROUP), "shell"));
        try (PseudoTerminal terminal = new PseudoTerminal(80, "'" + shell + "'")) {
            assertThat(terminal.await(text -> text.endsWith("arcella@root()> "))).contains("54321", "read-only");
            String offered = terminal.type("module:\t", text -> text.contains("module:tree"));
            assertThat(offered).contains("module:list", "module:restart").doesNotContain("module:install", "module:stop");
            terminal.type("\u0015logout\r");
            assertThat(terminal.ended()).isZero();
        }
    }

    @Test
    void aChangeOfTheFileHoldsAtOnce() throws Exception {
        configure("admin = [\"daemon\"]\nread-only = [\"group:mail\"]");
        await(VIEWER, result -> result.code() == 1 && result.err().contains("ARC-3006"), "ping");
        configure("admin = [\"daemon\"]\nread-only = [\"uid:" + VIEWER + "\", \"group:mail\"]");
        await(VIEWER, result -> result.code() == 0, "ping");
        configure("admin = [\"1000\"]");
        // A file with mistakes changes nothing.
        TimeUnit.SECONDS.sleep(2);
        as(VIEWER, "ping").ok();
        configure("admin = [\"daemon\"]\nread-only = [\"uid:" + VIEWER + "\", \"group:mail\"]");
    }
}
