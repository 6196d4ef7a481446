package arcella.wasi.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiLimits;

/** WASI 0.1's functions on folders and files, as a guest calls them. */
class FoldersTest {

    private static final int PATH = 1000;
    private static final int OUT = 500;
    private static final int VECTOR = 600;
    private static final int DATA = 2000;
    private static final int WRITABLE = 3;
    private static final int READ_ONLY = 4;
    private static final long ALL = Rights.FILE | Rights.DIRECTORY;

    @TempDir
    Path host;

    private Probe probe;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(host.resolve("rw"));
        Files.createDirectories(host.resolve("ro/sub"));
        Files.writeString(host.resolve("ro/file"), "fixed");
        probe = new Probe(WasiConfig.builder()
                .preopen(new Preopen(host.resolve("rw"), "/data", Access.READ_WRITE))
                .preopen(new Preopen(host.resolve("ro"), "fixed", Access.READ_ONLY))
                .limits(new WasiLimits(10, 0, 0, 0))
                .build());
    }

    @AfterEach
    void close() {
        probe.close();
    }

    private Errno open(int folder, String path, int how, long rights, int flags) {
        int length = probe.text(PATH, path);
        return probe.call("path_open", folder, 1, PATH, length, how, rights, ALL, flags, OUT);
    }

    private int opened(int folder, String path, int how, long rights, int flags) {
        assertThat(open(folder, path, how, rights, flags)).isEqualTo(Errno.SUCCESS);
        return probe.readInt(OUT);
    }

    private Errno write(int file, String text) {
        probe.vector(VECTOR, DATA, probe.text(DATA, text));
        return probe.call("fd_write", file, VECTOR, 1, OUT);
    }

    private String read(int file, int length) {
        probe.vector(VECTOR, DATA, length);
        assertThat(probe.call("fd_read", file, VECTOR, 1, OUT)).isEqualTo(Errno.SUCCESS);
        return probe.string(DATA, probe.readInt(OUT));
    }

    @Test
    void preopensTellTheirNames() {
        assertThat(probe.call("fd_prestat_get", WRITABLE, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.readInt(4)).isEqualTo(5);
        assertThat(probe.call("fd_prestat_dir_name", WRITABLE, 100, 5)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.string(100, 5)).isEqualTo("/data");
        assertThat(probe.call("fd_prestat_dir_name", WRITABLE, 100, 4)).isEqualTo(Errno.NAMETOOLONG);
        assertThat(probe.call("fd_prestat_dir_name", WRITABLE, 100, -1)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.call("fd_prestat_get", 5, 0)).isEqualTo(Errno.BADF);
        assertThat(probe.call("fd_prestat_get", 1, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void filesAreWrittenReadAndSought() {
        int file = opened(WRITABLE, "f", 1, ALL, 0);
        assertThat(write(file, "hello world")).isEqualTo(Errno.SUCCESS);
        assertThat(probe.call("fd_seek", file, -5, 2, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.readLong(0)).isEqualTo(6);
        assertThat(read(file, 100)).isEqualTo("world");
        assertThat(probe.call("fd_tell", file, 0)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.readLong(0)).isEqualTo(11);
        assertThat(probe.call("fd_seek", file, -12, 1, 0)).isEqualTo(Errno.INVAL);
        assertThat(probe.call("fd_seek", file, Long.MAX_VALUE, 1, 0)).isEqualTo(Errno.OVERFLOW);
        assertThat(probe.call("fd_seek", file, 0, 3, 0)).isEqualTo(Errno.INVAL);
        probe.vector(VECTOR, DATA, 5);
        assertThat(probe.call("fd_pread", file, VECTOR, 1, 0, OUT)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.string(DATA, 5)).isEqualTo("hello");
        assertThat(probe.call("fd_pread", file, VECTOR, 1, -1, OUT)).isEqualTo(Errno.INVAL);
        assertThat(probe.call("fd_close", file)).isEqualTo(Errno.SUCCESS);
        assertThat(host.resolve("rw/f")).hasContent("hello world");
    }

    @Test
    void appendCanBeSetAndClearedAndKeepsPositionedWritesInPlace() {
        int file = opened(WRITABLE, "f", 1, ALL, Descriptor.APPEND | Descriptor.SYNC);
        write(file, "one");
        probe.call("fd_seek", file, 0, 0, 0);
        write(file, "two");
        probe.call("fd_tell", file, 0);
        assertThat(probe.readLong(0)).isEqualTo(6);
        probe.vector(VECTOR, DATA, probe.text(DATA, "O"));
        assertThat(probe.call("fd_pwrite", file, VECTOR, 1, 0, OUT)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.call("fd_fdstat_set_flags", file, Descriptor.DSYNC)).isEqualTo(Errno.SUCCESS);
        probe.call("fd_seek", file, 3, 0, 0);
        write(file, "T");
        assertThat(host.resolve("rw/f")).hasContent("OneTwo");
        assertThat(probe.call("fd_fdstat_set_flags", file, 32)).isEqualTo(Errno.INVAL);
    }

    @Test
    void pathsOutAreNotCapableAndMistakesHaveTheirNames() throws IOException {
        Files.createSymbolicLink(host.resolve("rw/out"), Path.of("../ro"));
        assertThat(open(WRITABLE, "../ro/file", 0, Rights.FD_READ, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(open(WRITABLE, "/etc/passwd", 0, Rights.FD_READ, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(open(WRITABLE, "out/file", 0, Rights.FD_READ, 0)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(open(WRITABLE, "absent", 0, Rights.FD_READ, 0)).isEqualTo(Errno.NOENT);
        assertThat(open(WRITABLE, "a\0b", 0, Rights.FD_READ, 0)).isEqualTo(Errno.INVAL);
        assertThat(open(WRITABLE, "", 0, Rights.FD_READ, 0)).isEqualTo(Errno.NOENT);
        assertThat(open(WRITABLE, ".", 0, Rights.FD_READ | Rights.FD_WRITE, 0)).isEqualTo(Errno.ISDIR);
        assertThat(open(WRITABLE, "x", 16, Rights.FD_READ, 0)).isEqualTo(Errno.INVAL);
        probe.memory().writeByte(PATH, (byte) 0xff);
        assertThat(probe.call("path_open", WRITABLE, 1, PATH, 1, 1, 0, 0, 0, OUT)).isEqualTo(Errno.ILSEQ);
        assertThat(probe.call("path_open", WRITABLE, 1, 0xfffe, 3, 1, 0, 0, 0, OUT)).isEqualTo(Errno.FAULT);
        assertThat(probe.call("path_open", WRITABLE, 1, PATH, -1, 1, 0, 0, 0, OUT)).isEqualTo(Errno.FAULT);
        int length = probe.text(PATH, "new");
        assertThat(probe.call("path_open", WRITABLE, 1, PATH, length, 1, 0, 0, 0, -4)).isEqualTo(Errno.FAULT);
        assertThat(host.resolve("rw/new")).as("nothing is made for an answer that has no place").doesNotExist();
    }

    @Test
    void readOnlyFoldersAnswerRofs() {
        assertThat(open(READ_ONLY, "file", 0, Rights.FD_WRITE, 0)).isEqualTo(Errno.ROFS);
        assertThat(open(READ_ONLY, "file", 8, Rights.FD_READ, 0)).isEqualTo(Errno.ROFS);
        assertThat(open(READ_ONLY, "new", 1, Rights.FD_READ, 0)).isEqualTo(Errno.ROFS);
        int sub = opened(READ_ONLY, "sub", 2, ALL & ~Rights.FD_WRITE, 0);
        assertThat(open(sub, "new", 1, Rights.FD_READ, 0)).isEqualTo(Errno.ROFS);
        int length = probe.text(PATH, "file");
        assertThat(probe.call("path_unlink_file", READ_ONLY, PATH, length)).isEqualTo(Errno.ROFS);
        assertThat(probe.call("path_link", READ_ONLY, 0, PATH, length, WRITABLE, PATH, length))
                .isEqualTo(Errno.ROFS);
        assertThat(probe.call("path_rename", READ_ONLY, PATH, length, WRITABLE, PATH, length)).isEqualTo(Errno.ROFS);
        int file = opened(READ_ONLY, "file", 0, ALL & ~Rights.FD_WRITE, 0);
        assertThat(read(file, 100)).isEqualTo("fixed");
        assertThat(probe.call("fd_filestat_set_size", file, 0)).isEqualTo(Errno.ROFS);
        assertThat(probe.call("fd_filestat_set_times", file, 0, 0, 10)).isEqualTo(Errno.ROFS);
    }

    @Test
    void rightsAreInheritedAndHold() {
        int folder = opened(WRITABLE, ".", 2, Rights.PATH_OPEN | Rights.PATH_CREATE_FILE, 0);
        int length = probe.text(PATH, "sub");
        assertThat(probe.call("path_create_directory", folder, PATH, length)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(probe.call("fd_readdir", folder, 0, 100, 0, OUT)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(probe.call("fd_fdstat_set_rights", folder, Rights.PATH_OPEN | Rights.PATH_CREATE_FILE,
                Rights.FD_READ)).isEqualTo(Errno.SUCCESS);
        assertThat(open(folder, "f", 1, Rights.FD_WRITE, 0)).isEqualTo(Errno.NOTCAPABLE);
        int file = opened(folder, "f", 1, ALL & ~Rights.FD_WRITE, 0);
        probe.call("fd_fdstat_get", file, 0);
        assertThat(probe.readLong(8)).isEqualTo(Rights.FD_READ);
        assertThat(probe.call("fd_seek", file, 1, 0, 0)).isEqualTo(Errno.NOTCAPABLE);
    }

    @Test
    void openFilesAreCountedAndTheHostsAreClosedInTheEnd() throws IOException {
        List<Integer> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(opened(WRITABLE, "f" + i, 1, ALL, 0));
        }
        assertThat(open(WRITABLE, "one-more", 1, ALL, 0)).isEqualTo(Errno.MFILE);
        assertThat(host.resolve("rw/one-more")).doesNotExist();
        assertThat(probe.call("fd_close", files.get(2))).isEqualTo(Errno.SUCCESS);
        assertThat(opened(WRITABLE, "again", 1, ALL, 0)).isEqualTo(files.get(2));
        assertThat(openHere()).isEqualTo(7);
        probe.close();
        assertThat(openHere()).isZero();
    }

    /** How many of this process's descriptors lead below the test's folder. */
    private long openHere() throws IOException {
        try (Stream<Path> own = Files.list(Path.of("/proc/self/fd"))) {
            return own.filter(fd -> {
                try {
                    return Files.readSymbolicLink(fd).startsWith(host);
                } catch (IOException e) {
                    // The listing's own descriptor is gone by now.
                    return false;
                }
            }).count();
        }
    }

    @Test
    void listingsAreCutWhereTheBufferEndsAndGoOn() throws IOException {
        for (int i = 0; i < 20; i++) {
            Files.createFile(host.resolve("rw/file-" + i));
        }
        List<String> names = new ArrayList<>();
        long cookie = 0;
        int used;
        do {
            assertThat(probe.call("fd_readdir", WRITABLE, DATA, 100, cookie, OUT)).isEqualTo(Errno.SUCCESS);
            used = probe.readInt(OUT);
            int at = 0;
            while (at + 24 <= used && at + 24 + probe.readInt(DATA + at + 16) <= used) {
                names.add(probe.string(DATA + at + 24, probe.readInt(DATA + at + 16)));
                cookie = probe.readLong(DATA + at);
                at += 24 + probe.readInt(DATA + at + 16);
            }
        } while (used == 100);
        assertThat(names).hasSize(22).doesNotHaveDuplicates().contains(".", "..", "file-0", "file-19");
    }

    @Test
    void preopensCanBeReplacedAndClosed() {
        int sub = opened(WRITABLE, ".", 2, ALL & ~(Rights.FD_READ | Rights.FD_WRITE), 0);
        assertThat(probe.call("fd_renumber", sub, WRITABLE)).isEqualTo(Errno.SUCCESS);
        assertThat(probe.call("fd_prestat_get", WRITABLE, 0)).isEqualTo(Errno.BADF);
        opened(WRITABLE, "f", 1, ALL, 0);
        assertThat(probe.call("fd_close", READ_ONLY)).isEqualTo(Errno.SUCCESS);
        assertThat(open(READ_ONLY, "file", 0, Rights.FD_READ, 0)).isEqualTo(Errno.BADF);
    }

    @Test
    void aFolderThatIsMissingStopsTheInstanceBeforeItBegins() {
        WasiConfig config = WasiConfig.builder()
                .preopen(new Preopen(host.resolve("rw"), "/a", Access.READ_WRITE))
                .preopen(new Preopen(host.resolve("absent"), "/b", Access.READ_WRITE)).build();
        assertThatThrownBy(() -> Preview1.create(config)).isInstanceOf(ArcellaException.class)
                .hasMessageContaining("ARC-7003").hasMessageContaining("absent");
    }
}
