package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;
import arcella.wasi.WasiError;

/** Things with names that are neither files nor folders, the kernel's own files, and names that are no text. */
@Timeout(60)
class KindsTest {

    @TempDir
    Path around;

    private static void shell(Path folder, String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void assertOpenFails(Directory folder, String path, FsError... expected) {
        for (OpenRequest request : List.of(Jail.reading(), Jail.creating(),
                new OpenRequest(false, true, false, false, true, false, true))) {
            assertThatThrownBy(() -> folder.open(GuestPath.of(path), request)).as(path + " " + request)
                    .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.error()).isIn((Object[]) expected));
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void fifosAndSocketsAreRefusedWithoutWaiting(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way);
                ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            shell(jail.host, "mkfifo fifo");
            socket.bind(UnixDomainSocketAddress.of(jail.host.resolve("socket")));

            assertOpenFails(jail.folder, "fifo", FsError.REFUSED_KIND);
            assertOpenFails(jail.folder, "socket", FsError.REFUSED_KIND);
            assertThat(jail.folder.stat(GuestPath.of("fifo"), false).kind()).isEqualTo(FileKind.FIFO);
            assertThat(jail.folder.stat(GuestPath.of("socket"), false).kind()).isEqualTo(FileKind.SOCKET);
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void devicesAreRefused(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Directory devices = jail.sandbox.preopen(new Preopen(Path.of("/dev"), "/dev", Access.READ_WRITE));
            for (String device : List.of("null", "zero", "random")) {
                assertOpenFails(devices, device, FsError.REFUSED_KIND, FsError.ACCESS);
            }
            assertThat(devices.stat(GuestPath.of("null"), true).kind()).isEqualTo(FileKind.CHARACTER_DEVICE);
            devices.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void theKernelsProcessFilesAreRefusedEvenToAGuestThatMayReadEverything(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Directory root = jail.sandbox.preopen(new Preopen(Path.of("/"), "/", Access.READ_WRITE));
            for (String path : List.of("proc/self/mem", "proc/self/environ", "proc/self/maps", "proc/self/fd/0",
                    "proc/self/root/etc/passwd", "proc/self/cwd", "proc/1/environ", "proc", "proc/self", "proc/version",
                    "dev/fd/0", "dev/stdin")) {
                assertThatThrownBy(() -> root.open(GuestPath.of(path), Jail.reading()).close()).as(path)
                        .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.error()).isIn(
                                FsError.REFUSED_KIND, FsError.ESCAPE, FsError.LOOP, FsError.ACCESS, FsError.NO_ENTRY));
            }
            assertThatThrownBy(() -> root.open(GuestPath.of("proc/self/mem"),
                    new OpenRequest(true, true, false, false, false, false, true)).close())
                    .isInstanceOfSatisfying(FsException.class,
                            e -> assertThat(e.error()).isEqualTo(FsError.REFUSED_KIND));
            assertThatThrownBy(() -> root.readLink(GuestPath.of("proc/self/exe"))).isInstanceOf(FsException.class);
            assertThatThrownBy(() -> root.stat(GuestPath.of("proc/self/environ"), true))
                    .isInstanceOf(FsException.class);
            assertThat(root.stat(GuestPath.of("tmp"), true).kind()).isEqualTo(FileKind.DIRECTORY);
            root.close();

            assertThatThrownBy(() -> jail.sandbox.preopen(new Preopen(Path.of("/proc"), "/p", Access.READ_ONLY)))
                    .isInstanceOfSatisfying(ArcellaException.class,
                            e -> assertThat(e.code().number()).isEqualTo(WasiError.BAD_PREOPEN.number()))
                    .hasMessageContaining("process file system");
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void foldersThatCannotBePreopenedAreNamed(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            assertThatThrownBy(() -> jail.sandbox.preopen(
                    new Preopen(around.resolve("absent"), "/a", Access.READ_ONLY)))
                    .hasMessageContaining("absent").hasMessageContaining("does not exist");
            assertThatThrownBy(() -> jail.sandbox.preopen(
                    new Preopen(around.resolve("secret.txt"), "/a", Access.READ_ONLY)))
                    .hasMessageContaining("not a folder");
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void namesThatAreNotUtf8AreNeitherShownNorTaken(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            shell(jail.host, "touch \"$(printf 'bad\\377')\" && touch \"$(printf 'g\\303\\266\\303\\266d')\" "
                    + "&& ln -s \"$(printf 'to\\377')\" link");
            List<String> names = new ArrayList<>();
            jail.folder.list(0, (next, inode, kind, name) -> names.add(new String(name, StandardCharsets.UTF_8)));
            assertThat(names).containsExactlyInAnyOrder(".", "..", "inside.txt", "sub", "g\u00f6\u00f6d", "link");
            assertThat(jail.folder.stat(GuestPath.of("g\u00f6\u00f6d"), false).kind())
                    .isEqualTo(FileKind.REGULAR_FILE);

            byte[] bad = {'b', 'a', 'd', (byte) 0xff};
            assertThatThrownBy(() -> GuestPath.of(bad, 0, 4)).isInstanceOfSatisfying(FsException.class,
                    e -> assertThat(e.error()).isEqualTo(FsError.NOT_UTF8));
            assertThatThrownBy(() -> jail.folder.readLink(GuestPath.of("link"))).isInstanceOfSatisfying(
                    FsException.class, e -> assertThat(e.error()).isEqualTo(FsError.NOT_UTF8));
        }
    }

    @Test
    void pathsThatNoKernelTakesAreRefused() {
        assertThatThrownBy(() -> GuestPath.of("a\0b")).isInstanceOfSatisfying(FsException.class,
                e -> assertThat(e.error()).isEqualTo(FsError.INVALID));
        assertThatThrownBy(() -> GuestPath.of("")).isInstanceOfSatisfying(FsException.class,
                e -> assertThat(e.error()).isEqualTo(FsError.NO_ENTRY));
        assertThatThrownBy(() -> GuestPath.of("x/".repeat(2048))).isInstanceOfSatisfying(FsException.class,
                e -> assertThat(e.error()).isEqualTo(FsError.NAME_TOO_LONG));
        // Surrogates alone, overlong forms and numbers beyond Unicode are no UTF-8.
        for (byte[] bytes : new byte[][] {{(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xc0, (byte) 0xaf},
                {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}}) {
            assertThatThrownBy(() -> GuestPath.of(bytes, 0, bytes.length)).isInstanceOfSatisfying(FsException.class,
                    e -> assertThat(e.error()).isEqualTo(FsError.NOT_UTF8));
        }
    }
}
