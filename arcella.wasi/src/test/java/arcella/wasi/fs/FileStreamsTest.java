package arcella.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.StreamException;

class FileStreamsTest {

    @TempDir
    Path around;

    @Test
    void streamsKeepPositionsOfTheirOwn() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = jail.create("f", "0123456789");
            GuestInput one = FileStreams.reading(file, 2);
            GuestInput two = FileStreams.reading(file, 8);
            byte[] bytes = new byte[4];
            assertThat(one.read(bytes, 0, 4)).isEqualTo(4);
            assertThat(new String(bytes)).isEqualTo("2345");
            assertThat(two.read(bytes, 0, 4)).isEqualTo(2);
            assertThatThrownBy(() -> two.read(bytes, 0, 4)).isInstanceOf(StreamException.class).hasMessage("closed");
            assertThat(one.skip(2)).isEqualTo(2);

            GuestOutput writing = FileStreams.writing(file, 5);
            GuestOutput appending = FileStreams.appending(file);
            appending.blockingWriteAndFlush("end".getBytes(), 0, 3);
            assertThat(writing.checkWrite()).isPositive();
            writing.write("ab".getBytes(), 0, 2);
            writing.write("c".getBytes(), 0, 1);
            assertThat(appending.splice(one, 2)).isEqualTo(2);
            assertThat(Files.readString(jail.host.resolve("f"))).isEqualTo("01234abc89end89");
            file.close();
        }
    }

    @Test
    void failuresKeepTheirReasonAndCloseTheStream() throws Exception {
        try (Jail jail = new Jail(around, Jail.Way.OPENAT2)) {
            OpenFile file = (OpenFile) jail.folder.open(GuestPath.of("inside.txt"), Jail.reading());
            GuestOutput output = FileStreams.writing(file, 0);
            assertThat(output.checkWrite()).isPositive();
            assertThatThrownBy(() -> output.write(new byte[1], 0, 1)).isInstanceOfSatisfying(StreamException.class,
                    e -> assertThat(e.failure()).get().isInstanceOf(FsException.class));
            assertThatThrownBy(output::checkWrite).hasMessage("closed");
            file.close();
            GuestInput input = FileStreams.reading(file, 0);
            assertThatThrownBy(() -> input.read(new byte[1], 0, 1)).isInstanceOf(StreamException.class)
                    .hasMessageContaining("CLOSED");
        }
    }
}
