package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;

class HomeTest {

    @TempDir
    private Path folder;

    @Test
    void isForItsOwnerAlone() throws Exception {
        Home home = Home.of(Optional.of(folder.resolve("a/home").toString()));
        home.create();
        home.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path()))).isEqualTo("rwx------");
        assertThat(home.path().resolve("modules")).isDirectory();
    }

    @Test
    void whatFeaturesKeepIsForItsOwnerAlone() throws Exception {
        Home home = new Home(folder.resolve("home"));
        home.create();
        Path features = home.path().resolve("features");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(features))).isEqualTo("rwx------");
        Files.setPosixFilePermissions(features, PosixFilePermissions.fromString("rwxr-xr-x"));
        home.create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(features))).isEqualTo("rwx------");
    }

    @Test
    void oneDaemonAtATime() throws Exception {
        Home home = new Home(folder);
        home.create();
        assertThat(home.taken()).isFalse();
        FileLock lock = home.lock();
        assertThat(home.taken()).isTrue();
        assertThat(home.holder()).contains(ProcessHandle.current().pid());
        assertThatThrownBy(home::lock)
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-5012")
                .hasMessageContaining("already runs");
        lock.acquiredBy().close();
        assertThat(home.taken()).isFalse();
    }

    @Test
    void aLockFileLeftByACrashHindersNobody() throws Exception {
        Home home = new Home(folder);
        home.create();
        Files.writeString(home.lockFile(), "999999\n");
        assertThat(home.taken()).isFalse();
        FileLock lock = home.lock();
        assertThat(home.holder()).contains(ProcessHandle.current().pid());
        lock.acquiredBy().close();
    }

    @Test
    void whatCannotBeAHomeIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new Home(file.resolve("home")).create())
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-5011")
                .hasMessageContaining(file.toString());
    }
}
