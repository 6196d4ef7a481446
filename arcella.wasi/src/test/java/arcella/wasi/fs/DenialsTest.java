package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.wasi.Denial;
import arcella.wasi.Denial.Remedy;
import arcella.wasi.Preopen.Access;

/** An operator is told once of what the sandbox refused, and what would allow it. */
class DenialsTest {

    @TempDir
    Path around;

    private static GuestPath path(String text) throws FsException {
        return GuestPath.of(text);
    }

    private static void refused(ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOf(FsException.class);
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void changesInAFolderForReadingAreToldOnce(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way, Access.READ_ONLY)) {
            Directory sub = (Directory) jail.folder.open(path("sub"), Jail.reading());
            refused(() -> sub.open(path("deep.txt"), Jail.creating()));
            refused(() -> jail.folder.unlink(path("inside.txt")));
            refused(() -> sub.makeDirectory(path("new")));
            assertThat(jail.denials).containsExactly(new Denial("to change /sub/deep.txt in /, which is for reading only",
                    new Remedy.Writing(jail.host, "/")));
            sub.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void waysOutAreToldOnceEach(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            jail.hostLink("out", "../secret.txt");
            for (int i = 0; i < 3; i++) {
                refused(() -> jail.read("../secret.txt"));
                refused(() -> jail.read("/etc/passwd"));
                refused(() -> jail.folder.stat(path("out"), true));
                refused(() -> jail.folder.unlink(path("sub/../../secret.txt")));
                refused(() -> jail.folder.symlink(path("/etc/shadow"), path("link")));
            }
            assertThat(jail.denials).extracting(Denial::attempt).containsExactly(
                    "to go to /../secret.txt, which leads out of /", "to go to /etc/passwd, which leads out of /",
                    "to go to /out, which leads out of /", "to go to /sub/../../secret.txt, which leads out of /",
                    "to go to /etc/shadow, which leads out of /");
            assertThat(jail.denials).extracting(Denial::remedy).containsOnly(new Remedy.Folder());
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void whatNoGuestMayOpenIsTold(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            assertThat(new ProcessBuilder("mkfifo", jail.host.resolve("fifo").toString()).start().waitFor()).isZero();
            refused(() -> jail.read("fifo"));
            assertThat(jail.denials).containsExactly(new Denial(
                    "to use /fifo, which is no file and no folder, or the kernel's", new Remedy.Nothing()));
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void whatIsNotThereOrForbiddenByTheSystemIsNobodysDenial(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            refused(() -> jail.read("absent"));
            refused(() -> jail.read("inside.txt/below"));
            refused(() -> jail.folder.makeDirectory(path("sub")));
            assertThat(jail.denials).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void aGuestNeitherForgesALineNorFillsTheLog(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            refused(() -> jail.read("../a\nb\u001b[31m\u202e"));
            for (int i = 0; i < 1000; i++) {
                String name = "../" + i + "x".repeat(1000);
                refused(() -> jail.read(name));
            }
            assertThat(jail.denials).hasSize(100).allSatisfy(denial ->
                    assertThat(denial.attempt()).hasSizeLessThan(500).doesNotContainPattern("\\p{Cntrl}"));
            assertThat(jail.denials.getFirst().attempt())
                    .isEqualTo("to go to /../a\\u{a}b\\u{1b}[31m\\u{202e}, which leads out of /");
        }
    }
}
