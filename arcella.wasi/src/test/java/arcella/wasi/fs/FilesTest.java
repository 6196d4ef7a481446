package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.fs.FileStat.FileTime;

/** What files and folders do where nobody means harm. */
class FilesTest {

    @TempDir
    Path around;

    private static Spans spans(byte[] bytes) {
        return Spans.of(bytes, 0, bytes.length);
    }

    @Test
    void largeReadsAndWritesPassInPortions() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(3).nextBytes(content);
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = jail.create("big", "");
            assertThat(file.write(spans(content), 5)).isEqualTo(content.length);
            assertThat(file.size()).isEqualTo(content.length + 5);
            byte[] back = new byte[content.length + 100];
            assertThat(file.read(Spans.of(back, 10, content.length + 50), 5)).isEqualTo(content.length);
            assertThat(back).startsWith(new byte[10]).endsWith(new byte[90]);
            assertThat(java.util.Arrays.copyOfRange(back, 10, content.length + 10)).isEqualTo(content);
            file.close();
        }
    }

    /** Many pieces of odd lengths, empty ones among them, across the borders of portions. */
    @Test
    void piecesAreGatheredAndScattered() throws Exception {
        int[] lengths = {0, 1, 8191, 0, 0, 8192, 300_000, 7, 0};
        byte[] content = new byte[400_000];
        new Random(4).nextBytes(content);
        Spans pieces = new Spans() {
            @Override
            public byte[] bytes() {
                return content;
            }

            @Override
            public int count() {
                return lengths.length;
            }

            @Override
            public int address(int index) {
                // Back to front, with gaps.
                int address = content.length;
                for (int i = 0; i <= index; i++) {
                    address -= lengths[i] + 3;
                }
                return address;
            }

            @Override
            public int length(int index) {
                return lengths[index];
            }

            @Override
            public int total() {
                return java.util.Arrays.stream(lengths).sum();
            }
        };
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = jail.create("pieces", "");
            byte[] before = content.clone();
            assertThat(file.write(pieces, 0)).isEqualTo(pieces.total());
            byte[] written = Files.readAllBytes(jail.host.resolve("pieces"));
            int at = 0;
            for (int i = 0; i < lengths.length; i++) {
                for (int j = 0; j < lengths[i]; j++) {
                    assertThat(written[at++]).isEqualTo(before[pieces.address(i) + j]);
                }
            }
            for (int i = 0; i < lengths.length; i++) {
                java.util.Arrays.fill(content, pieces.address(i), pieces.address(i) + lengths[i], (byte) 0);
            }
            assertThat(file.read(pieces, 0)).isEqualTo(pieces.total());
            assertThat(content).isEqualTo(before);
            file.close();
        }
    }

    @Test
    void appendingGoesToTheEndWhereverItIs() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile one = jail.create("log", "a");
            OpenFile two = (OpenFile) jail.folder.open(GuestPath.of("log"), Jail.creating());
            two.append(spans("b".getBytes()));
            one.append(spans("c".getBytes()));
            one.write(spans("A".getBytes()), 0);
            assertThat(jail.read("log")).isEqualTo("Abc");
            one.close();
            two.close();
        }
    }

    @Test
    void sizesAndTimesAreSet() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = jail.create("f", "content");
            file.setSize(3);
            file.allocate(0, 10);
            assertThat(file.stat().size()).isEqualTo(10);
            FileTime old = new FileTime(1_000_000_000, 123_456_789);
            file.setTimes(new TimeChange.Keep(), new TimeChange.At(old));
            assertThat(file.stat().modified()).isEqualTo(old);
            assertThat(Files.getLastModifiedTime(jail.host.resolve("f")).toInstant().getNano()).isEqualTo(123_456_789);
            jail.folder.symlink(GuestPath.of("f"), GuestPath.of("l"));
            FileTime before1970 = new FileTime(-5, 1);
            jail.folder.setTimes(GuestPath.of("l"), false, new TimeChange.Now(), new TimeChange.At(before1970));
            assertThat(jail.folder.stat(GuestPath.of("l"), false).modified()).isEqualTo(before1970);
            assertThat(jail.folder.stat(GuestPath.of("l"), true).modified()).isEqualTo(old);
            jail.folder.setTimes(GuestPath.of("l"), true, new TimeChange.Keep(), new TimeChange.At(before1970));
            assertThat(file.stat().modified()).isEqualTo(before1970);
            file.sync(false);
            file.sync(true);
            file.advise(0, 0, 3);
            file.close();
        }
    }

    @Test
    void nanosecondsBefore1970RoundDown() {
        assertThat(FileTime.ofNanos(-1)).isEqualTo(new FileTime(-1, 999_999_999));
        assertThat(FileTime.ofNanos(-1).inNanos()).isEqualTo(-1);
    }

    @Test
    void closedHandlesStayClosed() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = jail.create("f", "");
            file.close();
            assertThatThrownBy(file::size).isInstanceOf(FsException.class).hasMessage("CLOSED");
            assertThatThrownBy(file::close).isInstanceOf(FsException.class);
            Directory sub = (Directory) jail.folder.open(GuestPath.of("sub"), Jail.reading());
            sub.close();
            assertThatThrownBy(() -> sub.open(GuestPath.of("deep.txt"), Jail.reading()))
                    .isInstanceOf(FsException.class).hasMessage("CLOSED");
        }
    }

    @Test
    void listingGoesOnFromAnyCookie() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            for (int i = 0; i < 500; i++) {
                Files.createFile(jail.host.resolve("file-with-a-longer-name-" + i));
            }
            Set<String> seen = new HashSet<>();
            long[] cookie = {0};
            int[] found = {1};
            while (found[0] > 0) {
                found[0] = 0;
                jail.folder.list(cookie[0], (next, inode, kind, name) -> {
                    assertThat(seen.add(new String(name))).as("twice: " + new String(name)).isTrue();
                    cookie[0] = next;
                    return ++found[0] < 7;
                });
            }
            assertThat(seen).hasSize(504);
            long own = jail.folder.stat().inode();
            jail.folder.list(0, (next, inode, kind, name) -> {
                if (name[0] == '.') {
                    assertThat(inode).isEqualTo(own);
                }
                return true;
            });
            assertThatThrownBy(() -> jail.folder.list(-1, (next, inode, kind, name) -> true))
                    .isInstanceOf(FsException.class).hasMessage("INVALID");
        }
    }

    @Test
    void slashesAtTheEndMeanAFolder() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            Directory folder = jail.folder;
            GuestPath inside = GuestPath.of("inside.txt/");
            assertThatThrownBy(() -> folder.open(inside, Jail.reading())).hasMessage("NOT_DIRECTORY");
            assertThatThrownBy(() -> folder.stat(inside, false)).hasMessage("NOT_DIRECTORY");
            assertThatThrownBy(() -> folder.unlink(inside)).hasMessage("NOT_DIRECTORY");
            assertThatThrownBy(() -> folder.unlink(GuestPath.of("sub/"))).hasMessage("IS_DIRECTORY");
            assertThatThrownBy(() -> folder.rename(inside, folder, GuestPath.of("x"))).hasMessage("NOT_DIRECTORY");
            assertThatThrownBy(() -> folder.link(GuestPath.of("inside.txt"), folder, GuestPath.of("x/")))
                    .hasMessage("NO_ENTRY");
            folder.rename(GuestPath.of("sub//"), folder, GuestPath.of("renamed/"));
            folder.makeDirectory(GuestPath.of("made/"));
            folder.removeDirectory(GuestPath.of("made/"));
            assertThat(jail.read("renamed//deep.txt")).isEqualTo("deep");
        }
    }
}
