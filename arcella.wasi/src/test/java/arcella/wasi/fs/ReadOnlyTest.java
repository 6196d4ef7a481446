package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;

class ReadOnlyTest {

    @TempDir
    Path around;

    private static GuestPath path(String text) throws FsException {
        return GuestPath.of(text);
    }

    private static OpenRequest writing(boolean read, boolean create, boolean exclusive, boolean truncate) {
        return new OpenRequest(read, !read, create, exclusive, truncate, false, true);
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void everyChangeIsRefused(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way, Access.READ_ONLY)) {
            Directory folder = jail.folder;
            Directory writable = jail.sandbox.preopen(new Preopen(
                    Files.createDirectory(jail.host.resolveSibling("writable")), "/w", Access.READ_WRITE));
            Files.writeString(jail.host.resolveSibling("writable/file"), "w");
            Directory sub = (Directory) folder.open(path("sub"),
                    new OpenRequest(true, false, false, false, false, true, true));
            OpenFile file = (OpenFile) folder.open(path("inside.txt"), Jail.reading());
            TimeChange now = new TimeChange.Now();
            GuestPath inside = path("inside.txt");

            Map<String, ThrowingCallable> changes = new LinkedHashMap<>();
            changes.put("open to write", () -> folder.open(inside, writing(false, false, false, false)));
            changes.put("open to cut", () -> folder.open(inside, writing(true, false, false, true)));
            changes.put("make a file", () -> folder.open(path("new"), writing(true, true, false, false)));
            changes.put("make a file anew", () -> folder.open(path("new"), writing(true, true, true, false)));
            changes.put("open to write below", () -> sub.open(path("deep.txt"), writing(false, false, false, false)));
            changes.put("open to write above", () -> sub.open(path("deep.txt"), Jail.creating()));
            changes.put("make a folder", () -> folder.makeDirectory(path("new")));
            changes.put("remove a folder", () -> folder.removeDirectory(path("sub")));
            changes.put("unlink", () -> folder.unlink(inside));
            changes.put("unlink below", () -> sub.unlink(path("deep.txt")));
            changes.put("symlink", () -> folder.symlink(inside, path("new")));
            changes.put("rename within", () -> folder.rename(inside, folder, path("new")));
            changes.put("rename out", () -> folder.rename(inside, writable, path("new")));
            changes.put("rename in", () -> writable.rename(path("file"), folder, path("new")));
            changes.put("rename over", () -> writable.rename(path("file"), folder, inside));
            changes.put("link within", () -> folder.link(inside, folder, path("new")));
            changes.put("link out", () -> folder.link(inside, writable, path("new")));
            changes.put("link in", () -> writable.link(path("file"), folder, path("new")));
            changes.put("times of a path", () -> folder.setTimes(inside, true, now, now));
            changes.put("times of a file", () -> file.setTimes(now, now));
            changes.put("times of the folder", () -> folder.setTimes(now, now));
            changes.put("write", () -> file.write(Spans.of(new byte[1], 0, 1), 0));
            changes.put("append", () -> file.append(Spans.of(new byte[1], 0, 1)));
            changes.put("cut", () -> file.setSize(0));
            changes.put("allocate", () -> file.allocate(0, 10_000));
            changes.forEach((what, change) -> assertThatThrownBy(change).as(what)
                    .isInstanceOfSatisfying(FsException.class,
                            e -> assertThat(e.error()).isEqualTo(FsError.READ_ONLY)));

            assertThat(Files.readString(jail.host.resolve("inside.txt"))).isEqualTo("inside");
            assertThat(Files.readString(jail.host.resolveSibling("writable/file"))).isEqualTo("w");
            try (var names = Files.list(jail.host)) {
                assertThat(names.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("inside.txt", "sub");
            }
            file.close();
            sub.close();
            writable.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void whatExistsCanBeReadEvenWhenItMayBeMade(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way, Access.READ_ONLY)) {
            jail.folder.open(path("inside.txt"), writing(true, true, false, false)).close();
            assertThatThrownBy(() -> jail.folder.open(path("inside.txt"), writing(true, true, true, false)))
                    .isInstanceOfSatisfying(FsException.class, e -> assertThat(e.error()).isEqualTo(FsError.EXIST));
            assertThat(jail.read("sub/deep.txt")).isEqualTo("deep");
        }
    }

    @ParameterizedTest
    @EnumSource(Jail.Way.class)
    void hardLinksAndRenamesBetweenWritableFoldersWork(Jail.Way way) throws Exception {
        try (Jail jail = new Jail(around, way)) {
            Directory other = jail.sandbox.preopen(new Preopen(
                    Files.createDirectory(jail.host.resolve("other")), "/o", Access.READ_WRITE));
            jail.folder.link(path("inside.txt"), other, path("linked"));
            jail.folder.rename(path("sub/deep.txt"), other, path("moved"));
            assertThat(jail.read("other/linked")).isEqualTo("inside");
            assertThat(jail.read("other/moved")).isEqualTo("deep");
            other.close();
        }
    }
}
