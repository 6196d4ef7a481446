package arcella.alme.internal;

import static arcella.alme.internal.RawClient.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.alme.protocol.AlmePath;
import arcella.command.RoleSettings;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

@Timeout(240)
class SocketFileTest {

    @TempDir
    Path home;

    @Test
    void theSocketIsTheOwnersAloneAndGoesWithTheServer() throws IOException {
        try (TestDaemon daemon = new TestDaemon(home)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.socket))).isEqualTo("rw-------");
        }
        assertThat(home.resolve("alme")).doesNotExist();
    }

    @Test
    void aSocketLeftOverIsReplaced() throws IOException {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(home.resolve("alme")));
        }
        assertThat(home.resolve("alme")).exists();
        try (TestDaemon daemon = new TestDaemon(home); RawClient client = RawClient.greeted(daemon.socket)) {
            client.send(map("id", 1, "cmd", "ping"));
            assertThat(client.answer(1)).containsEntry("success", true);
        }
    }

    @Test
    void aLivingDaemonIsLeftAlone() throws IOException {
        try (TestDaemon daemon = new TestDaemon(home)) {
            assertThatThrownBy(() -> new TestDaemon(home)).isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3012");
            RawClient.greeted(daemon.socket).close();
        }
    }

    @Test
    void aFileInTheWayIsNotDeleted() throws IOException {
        Files.writeString(home.resolve("alme"), "precious");
        assertThatThrownBy(() -> new TestDaemon(home)).isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3013");
        assertThat(home.resolve("alme")).hasContent("precious");
    }

    @Test
    void aFolderThatCannotBeIsToldOf() throws IOException {
        Files.writeString(home.resolve("file"), "");
        assertThatThrownBy(() -> new TestDaemon(home.resolve("file/home")))
                .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3013");
    }

    @Test
    void longPathsFallBackOrAreRefused() {
        Path fits = Path.of("/" + "h".repeat(AlmePath.LONGEST - 6));
        assertThat(AlmePath.of(fits, null)).hasToString(fits + "/alme");
        Path tooLong = Path.of("/" + "h".repeat(AlmePath.LONGEST - 5));
        assertThat(AlmePath.of(tooLong, "/run/user/1000").toString())
                .matches("/run/user/1000/arcella-[0-9a-f]{16}/alme");
        assertThat(AlmePath.of(tooLong, "/run/user/1000")).isNotEqualTo(AlmePath.of(Path.of(tooLong + "x"), "/run/user/1000"));
        for (String runtime : new String[] {"", "relative", "/" + "r".repeat(100)}) {
            assertThatThrownBy(() -> AlmePath.of(tooLong, runtime))
                    .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3011").hasMessageContaining("107 bytes");
        }
        assertThat(AlmePath.of(Path.of("/" + "ü".repeat(60)), "/run/user/1000").toString()).startsWith("/run/user/1000/");
    }

    @Test
    void theFallbackFolderIsMadeForTheOwnerAlone() throws IOException {
        Path runtime = home.resolve("run/arcella-0123456789abcdef");
        Files.createDirectory(home.resolve("run"));
        try (TestDaemon daemon = new TestDaemon(runtime)) {
            RawClient.greeted(daemon.socket).close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime))).isEqualTo("rwx------");
        }
        assertThat(runtime).as("it was made for the socket alone").doesNotExist();
        try (TestDaemon _ = new TestDaemon(runtime)) {
            Files.writeString(runtime.resolve("note"), "somebody's");
        }
        assertThat(runtime.resolve("note")).hasContent("somebody's");
        assertThat(runtime.resolve("alme")).doesNotExist();
        Path ordinary = home.resolve("run/ordinary");
        new TestDaemon(ordinary).close();
        assertThat(ordinary).as("a home stays").isEmptyDirectory();
    }

    @Test
    void workersAndTheirDescendantsAreRefused() throws IOException {
        try (TestDaemon daemon = new TestDaemon(home)) {
            WorkerProcesses self = () -> Set.of(ProcessHandle.current().pid());
            daemon.server.add(self);
            try (RawClient client = new RawClient(daemon.socket)) {
                assertThat(client.answer(-1)).containsEntry("code", "ARC-3006");
                assertThat(client.ended()).isTrue();
            }
            daemon.server.remove(self);
            RawClient.greeted(daemon.socket).close();
            // This process descends from its parent, whichever that is.
            long parent = ProcessHandle.current().parent().orElseThrow().pid();
            daemon.server.add(() -> Set.of(parent));
            try (RawClient client = new RawClient(daemon.socket)) {
                assertThat(client.answer(-1)).containsEntry("code", "ARC-3006");
            }
        }
    }

    @Test
    void otherUsersAreRefusedAndRootIsNot() {
        PeerGuard guard = new PeerGuard(1000, "ada", new PeerRoles(new TestAccounts()));
        assertThat(guard.admit(new Peer(1000, 1), RoleSettings.NONE).user()).isEqualTo("ada");
        assertThat(guard.admit(new Peer(0, 1), RoleSettings.NONE).user()).isEqualTo("root");
        assertThat(guard.admit(new Peer(1000, 0), RoleSettings.NONE).pid()).isEqualTo(-1);
        for (long uid : new long[] {1001, -1, 65_534}) {
            assertThatThrownBy(() -> guard.admit(new Peer(uid, 1), RoleSettings.NONE))
                    .isInstanceOf(ArcellaException.class).hasMessageStartingWith("ARC-3006").hasMessageContaining("run the command as ada");
        }
    }
}
