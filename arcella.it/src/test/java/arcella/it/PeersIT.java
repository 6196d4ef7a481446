package arcella.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may manage a container: its owner and root. Only root can become somebody else, so that tests with other users are
 * reported as skipped for everybody else; the files' permissions, which keep others out before the peer check does, hold
 * for all.
 */
class PeersIT {

    private static final long NOBODY = 65_534;
    private static final long ANOTHER = 54_321;

    private Container container;

    @BeforeEach
    void open() throws Exception {
        container = new Container();
    }

    @AfterEach
    void close() throws Exception {
        container.close();
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    /** A program of the distribution as that user. */
    private Container.Result as(long user, String program, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", Distribution.program(program).toString()));
        command.addAll(List.of(args));
        return container.execute(command, new byte[0]);
    }

    private static void allow(Path path, String permissions) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void letOthersReachTheFiles() throws Exception {
        allow(container.folder(), "rwxrwxrwx");
        // Up to the folder that the distribution was unpacked in.
        allow(Distribution.root().getParent(), "rwxr-xr-x");
    }

    @Test
    void theFilesKeepOthersOut() throws Exception {
        container.start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.home()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(container.home().resolve("alme"))))
                .isEqualTo("rw-------");
        container.cli("ping").ok();
        if (root()) {
            letOthersReachTheFiles();
            as(NOBODY, "arcella-cli", "ping").failed(3, "ARC-3001", "may not look into", container.home().toString());
            as(NOBODY, "arcella", "status").failed(1, "ARC-5011", "may not look into", container.home().toString());
        }
    }

    @Test
    void aPeerOfAnotherUserIsRefusedEvenIfTheFilesWouldLetIt() throws Exception {
        assumeThat(root()).as("only root can become somebody else").isTrue();
        container.start();
        letOthersReachTheFiles();
        allow(container.home(), "rwxr-xr-x");
        allow(container.home().resolve("alme"), "rw-rw-rw-");
        as(NOBODY, "arcella-cli", "ping").failed(1, "ARC-3006", "user 65534", "user 0");
        as(NOBODY, "arcella-cli", "list").failed(1, "ARC-3006");
        container.cli("ping").ok();
    }

    @Test
    void aHomeThatTheUserMayNotWriteIsNamed() throws Exception {
        Path home = Files.createDirectories(container.home());
        if (root()) {
            letOthersReachTheFiles();
            allow(home, "rwxr-xr-x");
            as(NOBODY, "arcella", "start").failed(1, "ARC-5011", home.toString(), "permission denied");
            as(NOBODY, "arcella", "daemon").failed(1, "ARC-5011", home.toString(), "permission denied");
        } else {
            allow(home, "r-xr-xr-x");
            container.arcella("start").failed(1, "ARC-5011", home.toString(), "permission denied");
            container.arcella("daemon").failed(1, "ARC-5011", home.toString(), "permission denied");
            allow(home, "rwx------");
        }
    }

    @Test
    void rootMayManageAnothersContainerAndAThirdUserMayNot() throws Exception {
        assumeThat(root()).as("only root can become somebody else").isTrue();
        letOthersReachTheFiles();
        as(NOBODY, "arcella", "start").ok();
        container.cli("ping").ok();
        container.cli("install", Distribution.example("hello/hello.wasm").toString()).ok();
        assertThat(as(NOBODY, "arcella-cli", "list").ok().out()).contains("hello");
        allow(container.home(), "rwxr-xr-x");
        allow(container.home().resolve("alme"), "rw-rw-rw-");
        as(ANOTHER, "arcella-cli", "ping").failed(1, "ARC-3006", "user 54321", "user 65534");
        container.stop();
    }
}
