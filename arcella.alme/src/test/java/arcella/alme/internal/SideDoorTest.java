package arcella.alme.internal;

import static arcella.alme.internal.RawClient.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import arcella.command.Role;
import arcella.command.RoleSettings;
import arcella.command.VerbName;

/** The second socket: where it may be, who may enter, and that it comes and goes with the settings. */
@Timeout(120)
class SideDoorTest {

    @TempDir
    private Path folder;
    private Path home;
    private long group;
    private volatile RoleSettings settings = RoleSettings.NONE;

    @BeforeEach
    void look() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        group = ((Number) Files.getAttribute(home, "unix:gid")).longValue();
    }

    private RoleSettings door(Path place) {
        return new RoleSettings(
                List.of(), List.of(), Map.of(), Optional.of(new RoleSettings.Door(place.toString(), "gid:" + group)));
    }

    private static void await(BooleanSupplier fits) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!fits.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private TestDaemon daemon() {
        TestDaemon daemon = new TestDaemon(home);
        daemon.verbs.roles().add(() -> settings);
        return daemon;
    }

    private static void ping(Path socket) throws IOException {
        try (RawClient client = RawClient.greeted(socket)) {
            client.send(map("id", 1, "cmd", "ping"));
            assertThat(client.answer(1)).containsEntry("success", true);
        }
    }

    @Test
    void itComesAndGoesWithTheSettings() throws Exception {
        Path place = folder.resolve("run");
        Path socket = place.resolve("alme");
        settings = door(place);
        try (TestDaemon daemon = daemon()) {
            await(() -> Files.exists(socket));
            await(() -> permissions(socket).equals("rw-rw----"));
            assertThat(permissions(place)).isEqualTo("rwxr-x---");
            assertThat(permissions(daemon.socket)).as("the home's own").isEqualTo("rw-------");
            ping(socket);

            settings = door(folder.resolve("other"));
            await(() -> Files.exists(folder.resolve("other").resolve("alme")));
            assertThat(place).doesNotExist();
            settings = RoleSettings.NONE;
            await(() -> !Files.exists(folder.resolve("other")));
            ping(daemon.socket);
            settings = door(place);
            await(() -> Files.exists(socket));
            ping(daemon.socket);
        }
        await(() -> !Files.exists(place));
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aFolderThatOthersMayChangeIsRefusedAndTheHomesSocketGoesOn() throws Exception {
        Path place = Files.createDirectory(folder.resolve("run"));
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        settings = door(place);
        try (TestDaemon daemon = daemon()) {
            await(() -> daemon.log.stream().anyMatch(line -> line.contains("there is no second socket") && line.contains("ARC-3013")
                    && line.contains("can be changed by other users")));
            ping(daemon.socket);
            assertThat(place.resolve("alme")).doesNotExist();
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
            settings = door(place.resolve("..").resolve("run"));
            await(() -> daemon.log.stream().anyMatch(line -> line.contains("may not enter")));
            settings = new RoleSettings(List.of(), List.of(), Map.of(), Optional.of(new RoleSettings.Door("run", "gid:" + group)));
            await(() -> daemon.log.stream().anyMatch(line -> line.contains("no absolute path")));
            settings = new RoleSettings(
                    List.of(), List.of(), Map.of(), Optional.of(new RoleSettings.Door(place.toString(), "no-such-group")));
            await(() -> daemon.log.stream().anyMatch(line -> line.contains("there is no group 'no-such-group'")));
            ping(daemon.socket);
        }
        assertThat(place).as("what was there before").exists();
    }

    @Test
    void rolesOfCommandsThatAreNoneAreToldOfInTheLog() throws Exception {
        try (TestDaemon daemon = daemon()) {
            settings = new RoleSettings(List.of(), List.of(),
                    Map.of(VerbName.of("test:ecko"), Role.ADMIN, VerbName.of("ping"), Role.ADMIN), Optional.empty());
            await(() -> daemon.log.stream().anyMatch(line -> line.contains("'test:ecko'") && line.contains("did you mean 'test:echo'?")));
            assertThat(daemon.log).noneMatch(line -> line.contains("'ping'"));
        }
    }

    @Test
    void theSecondSocketLeavesHalfOfTheConnectionsToTheOwner() throws Exception {
        Path place = folder.resolve("run");
        settings = door(place);
        ServerOptions few = new ServerOptions(4, 32, 256, 1 << 16, ServerOptions.DEFAULT.hello(), ServerOptions.DEFAULT.frame(),
                ServerOptions.DEFAULT.idle(), ServerOptions.DEFAULT.stall(), ServerOptions.DEFAULT.startup());
        try (TestDaemon daemon = new TestDaemon(home, few)) {
            daemon.verbs.roles().add(() -> settings);
            await(() -> permissions(place.resolve("alme")).equals("rw-rw----"));
            try (RawClient first = RawClient.greeted(place.resolve("alme")); RawClient second = RawClient.greeted(place.resolve("alme"));
                    RawClient third = new RawClient(place.resolve("alme"))) {
                assertThat(List.of(first, second)).doesNotContain(third);
                assertThat(third.receive()).containsEntry("code", "ARC-3005");
                ping(daemon.socket);
            }
        }
    }
}
