package arcella.wasi.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.error.ArcellaException;
import arcella.wasi.RandomSource;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiError;
import arcella.wasi.WasiExit;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.OutputSink;

/** WASI 0.1 without files: streams, clocks, random bytes, waiting, and everything a guest can get wrong. */
@Timeout(30)
class StreamsTest {

    private static final int OUTSIDE = 0x10000;

    private static Probe probe(WasiConfig.Builder config) {
        return new Probe(config.build());
    }

    @Test
    void allFunctionsOfTheSpecificationAreThere() {
        assertThat(Preview1.functions()).hasSize(46);
    }

    @Test
    void writesGatherTheirPieces() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Probe probe = probe(WasiConfig.builder().stdout(OutputSink.of(out, false)))) {
            probe.text(1000, "Hello, there");
            probe.vector(0, 1000, 7);
            probe.vector(8, 0, 0);
            probe.vector(16, 1007, 5);
            assertThat(probe.call("fd_write", 1, 0, 3, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readInt(100)).isEqualTo(12);
            assertThat(out).hasToString("Hello, there");
        }
    }

    @Test
    void readsScatterAndEndWithZero() {
        try (Probe probe = probe(WasiConfig.builder().stdin(InputSource.of("abcdef".getBytes())))) {
            probe.vector(0, 1000, 2);
            probe.vector(8, 2000, 100);
            assertThat(probe.call("fd_read", 0, 0, 2, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readInt(100)).isEqualTo(6);
            assertThat(probe.string(1000, 2) + probe.string(2000, 4)).isEqualTo("abcdef");
            assertThat(probe.call("fd_read", 0, 0, 2, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readInt(100)).isZero();
        }
    }

    @Test
    void pointersOutsideMemoryAnswerFault() {
        try (Probe probe = probe(WasiConfig.builder().stdin(InputSource.of("kept".getBytes())))) {
            probe.vector(0, 1000, 4);
            assertThat(probe.call("fd_read", 0, 0, 1, OUTSIDE - 3)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("fd_read", 0, OUTSIDE - 4, 1, 100)).isEqualTo(Errno.FAULT);
            probe.vector(8, OUTSIDE - 2, 4);
            assertThat(probe.call("fd_read", 0, 8, 1, 100)).isEqualTo(Errno.FAULT);
            probe.vector(8, -16, 4);
            assertThat(probe.call("fd_write", 1, 8, 1, 100)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("fd_write", 1, 0, -1, 100)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("args_sizes_get", OUTSIDE, 0)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("clock_time_get", 1, 0, OUTSIDE - 7)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("random_get", OUTSIDE - 1, 2)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("fd_fdstat_get", 1, OUTSIDE - 23)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("fd_filestat_get", 1, OUTSIDE - 63)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("poll_oneoff", OUTSIDE - 47, 0, 1, 200)).isEqualTo(Errno.FAULT);
            assertThat(probe.call("fd_read", 0, 0, 1, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.string(1000, 4)).as("nothing was lost to the bad pointers").isEqualTo("kept");
        }
    }

    @Test
    void piecesMayOverlap() {
        long[] written = {0};
        try (Probe probe = probe(WasiConfig.builder().stdout((bytes, offset, length) -> written[0] += length))) {
            for (int i = 0; i < 8000; i++) {
                probe.vector(i * 8, 0, OUTSIDE);
            }
            assertThat(probe.call("fd_write", 1, 0, 8000, 0xfff0)).isEqualTo(Errno.SUCCESS);
            assertThat(written[0]).isEqualTo(8000L * OUTSIDE).isEqualTo(probe.readInt(0xfff0));
        }
    }

    @Test
    void descriptorsThatAreNotOpenAnswerBadf() {
        try (Probe probe = probe(WasiConfig.builder())) {
            for (long number : new long[] {3, 100, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                assertThat(probe.call("fd_read", number, 0, 0, 0)).isEqualTo(Errno.BADF);
                assertThat(probe.call("fd_close", number)).isEqualTo(Errno.BADF);
                assertThat(probe.call("fd_prestat_get", number, 0)).isEqualTo(Errno.BADF);
                assertThat(probe.call("path_open", number, 0, 0, 1, 0, 0, 0, 0, 0)).isEqualTo(Errno.BADF);
                assertThat(probe.call("fd_renumber", number, 1)).isEqualTo(Errno.BADF);
                assertThat(probe.call("fd_renumber", 1, number)).isEqualTo(Errno.BADF);
                assertThat(probe.call("sock_shutdown", number, 1)).isEqualTo(Errno.BADF);
            }
        }
    }

    @Test
    void streamsAreNoFilesFoldersOrSockets() {
        try (Probe probe = probe(WasiConfig.builder())) {
            assertThat(probe.call("fd_seek", 0, 0, 0, 0)).isEqualTo(Errno.SPIPE);
            assertThat(probe.call("fd_tell", 1, 0)).isEqualTo(Errno.SPIPE);
            assertThat(probe.call("fd_pread", 0, 0, 0, 0, 0)).isEqualTo(Errno.SPIPE);
            assertThat(probe.call("fd_pwrite", 1, 0, 0, 0, 0)).isEqualTo(Errno.SPIPE);
            assertThat(probe.call("fd_pwrite", 1, 0, 0, -1, 0)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("fd_allocate", 1, 0, 1)).isEqualTo(Errno.SPIPE);
            assertThat(probe.call("fd_readdir", 1, 0, 0, 0, 0)).isEqualTo(Errno.NOTDIR);
            assertThat(probe.call("path_unlink_file", 1, 0, 1)).isEqualTo(Errno.NOTDIR);
            assertThat(probe.call("sock_shutdown", 1, 1)).isEqualTo(Errno.NOTSOCK);
            assertThat(probe.call("fd_read", 1, 0, 0, 0)).isEqualTo(Errno.BADF);
            assertThat(probe.call("fd_write", 0, 0, 0, 0)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void onlyTerminalsLookLikeTerminals() {
        InputSource typed = InputSource.ofBlocking(new java.io.ByteArrayInputStream(new byte[0]), true);
        try (Probe probe = probe(WasiConfig.builder().stdin(typed))) {
            probe.call("fd_fdstat_get", 0, 0);
            probe.call("fd_fdstat_get", 1, 24);
            assertThat(probe.memory().readByte(0)).isEqualTo(FileType.CHARACTER_DEVICE.number());
            assertThat(probe.memory().readByte(24)).isEqualTo(FileType.UNKNOWN.number());
        }
    }

    @Test
    void rightsGivenUpDoNotComeBack() {
        try (Probe probe = probe(WasiConfig.builder())) {
            probe.call("fd_fdstat_get", 1, 0);
            long rights = probe.readLong(8);
            assertThat(probe.call("fd_fdstat_set_rights", 1, rights & ~Rights.FD_WRITE, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.call("fd_write", 1, 0, 0, 100)).isEqualTo(Errno.NOTCAPABLE);
            assertThat(probe.call("fd_fdstat_set_rights", 1, rights, 0)).isEqualTo(Errno.NOTCAPABLE);
        }
    }

    @Test
    void closedAndRenumberedStreamsMove() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Probe probe = probe(WasiConfig.builder().stderr(OutputSink.of(err, false)))) {
            probe.text(1000, "moved");
            probe.vector(0, 1000, 5);
            assertThat(probe.call("fd_renumber", 2, 1)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.call("fd_write", 2, 0, 1, 100)).isEqualTo(Errno.BADF);
            assertThat(probe.call("fd_write", 1, 0, 1, 100)).isEqualTo(Errno.SUCCESS);
            assertThat(err).hasToString("moved");
            assertThat(probe.call("fd_close", 1)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.call("fd_write", 1, 0, 1, 100)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void aReaderThatWentAwayAnswersPipeAndAFailingOneIo() {
        OutputSink gone = OutputSink.of(failing("Broken pipe"), false);
        OutputSink full = OutputSink.of(failing("No space left on device"), false);
        try (Probe probe = probe(WasiConfig.builder().stdout(gone).stderr(full))) {
            probe.vector(0, 1000, 5);
            assertThat(probe.call("fd_write", 1, 0, 1, 100)).isEqualTo(Errno.PIPE);
            assertThat(probe.call("fd_write", 2, 0, 1, 100)).isEqualTo(Errno.IO);
        }
    }

    private static java.io.OutputStream failing(String message) {
        return new java.io.OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(message);
            }
        };
    }

    @Test
    void clocksTellTimeAndTheirErrors() {
        try (Probe probe = probe(WasiConfig.builder())) {
            assertThat(probe.call("clock_time_get", 0, 0, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readLong(0) / 1_000_000).isCloseTo(System.currentTimeMillis(),
                    org.assertj.core.data.Offset.offset(10_000L));
            probe.call("clock_time_get", 1, 0, 0);
            probe.call("clock_time_get", 1, 0, 8);
            assertThat(probe.readLong(0)).isPositive().isLessThanOrEqualTo(probe.readLong(8));
            assertThat(probe.call("clock_res_get", 1, 0)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readLong(0)).isPositive();
            assertThat(probe.call("clock_time_get", 2, 0, 0)).isEqualTo(Errno.NOTSUP);
            assertThat(probe.call("clock_time_get", 9, 0, 0)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void randomBytesAreBoundedPerCall() {
        RandomSource seeded = RandomSource.of(new Random(5));
        try (Probe probe = probe(WasiConfig.builder().random(seeded).limits(
                new arcella.wasi.WasiLimits(10, 0, 1024, 0)))) {
            assertThat(probe.call("random_get", 0, 1024)).isEqualTo(Errno.SUCCESS);
            byte[] expected = new byte[1024];
            new Random(5).nextBytes(expected);
            assertThat(probe.memory().read(0, 1024)).isEqualTo(expected);
            assertThat(probe.memory().read(1024, 16)).containsOnly(0);
            assertThat(probe.call("random_get", 0, 1025)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("random_get", 0, 1 << 30)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("random_get", 0, -1)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("random_get", 0, 0)).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void pollWaitsForTheClockWhenNothingElseComes() throws IOException {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(writer);
                Probe probe = probe(WasiConfig.builder().stdin(InputSource.ofBlocking(silent, false)))) {
            clock(probe, 0, 1, 30_000_000L, 0);
            stream(probe, 48, 1, 0);
            long before = System.nanoTime();
            assertThat(probe.call("poll_oneoff", 0, 1000, 2, 900)).isEqualTo(Errno.SUCCESS);
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000L);
            assertThat(probe.readInt(900)).isEqualTo(1);
            assertThat(probe.readLong(1000)).isEqualTo(100);
            assertThat(probe.memory().readByte(1010)).isZero();
        }
    }

    @Test
    void pollTellsOfInputAsItComes() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream reader = new PipedInputStream(writer);
                Probe probe = probe(WasiConfig.builder().stdin(InputSource.ofBlocking(reader, false)))) {
            clock(probe, 0, 1, 20_000_000_000L, 0);
            stream(probe, 48, 1, 0);
            Thread typing = new Thread(() -> {
                try {
                    Thread.sleep(50);
                    writer.write("typed".getBytes());
                    writer.flush();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            typing.start();
            assertThat(probe.call("poll_oneoff", 0, 1000, 2, 900)).isEqualTo(Errno.SUCCESS);
            typing.join();
            assertThat(probe.readInt(900)).isEqualTo(1);
            assertThat(probe.readLong(1000)).isEqualTo(148);
            assertThat(probe.memory().readByte(1010)).isEqualTo((byte) 1);
            assertThat(probe.readLong(1016)).isPositive();
        }
    }

    @Test
    void pollReportsWhatIsWrongWithASubscriptionAtOnce() {
        try (Probe probe = probe(WasiConfig.builder())) {
            stream(probe, 0, 2, 77);
            clock(probe, 48, 9, 1, 0);
            clock(probe, 96, 1, 20_000_000_000L, 0);
            assertThat(probe.call("poll_oneoff", 0, 1000, 3, 900)).isEqualTo(Errno.SUCCESS);
            assertThat(probe.readInt(900)).isEqualTo(2);
            assertThat(probe.memory().readShort(1008)).isEqualTo((short) Errno.BADF.ordinal());
            assertThat(probe.memory().readShort(1040)).isEqualTo((short) Errno.INVAL.ordinal());
            assertThat(probe.call("poll_oneoff", 0, 1000, 0, 900)).isEqualTo(Errno.INVAL);
            probe.memory().writeByte(8, (byte) 7);
            assertThat(probe.call("poll_oneoff", 0, 1000, 1, 900)).isEqualTo(Errno.INVAL);
        }
    }

    @Test
    void pollTakesAbsoluteMomentsOfBothClocks() {
        try (Probe probe = probe(WasiConfig.builder())) {
            probe.call("clock_time_get", 0, 0, 800);
            clock(probe, 0, 0, probe.readLong(800) + 5_000_000, 1);
            assertThat(probe.call("poll_oneoff", 0, 1000, 1, 900)).isEqualTo(Errno.SUCCESS);
            probe.call("clock_time_get", 1, 0, 800);
            clock(probe, 0, 1, probe.readLong(800) + 5_000_000, 1);
            assertThat(probe.call("poll_oneoff", 0, 1000, 1, 900)).isEqualTo(Errno.SUCCESS);
            probe.call("clock_time_get", 1, 0, 808);
            assertThat(probe.readLong(808) - probe.readLong(800)).isGreaterThanOrEqualTo(5_000_000);
        }
    }

    @Test
    void nonBlockingInputAnswersAgain() throws IOException {
        try (PipedOutputStream writer = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(writer);
                Probe probe = probe(WasiConfig.builder().stdin(InputSource.ofBlocking(silent, false)))) {
            assertThat(probe.call("fd_fdstat_set_flags", 0, Descriptor.NONBLOCK)).isEqualTo(Errno.SUCCESS);
            probe.vector(0, 1000, 5);
            assertThat(probe.call("fd_read", 0, 0, 1, 100)).isEqualTo(Errno.AGAIN);
        }
    }

    @Test
    void exitCarriesItsCodeAndSignalsDoNotExist() {
        try (Probe probe = probe(WasiConfig.builder())) {
            assertThatThrownBy(() -> probe.exit(77)).isInstanceOfSatisfying(WasiExit.class,
                    e -> assertThat(e.code()).isEqualTo(77));
            assertThat(probe.call("proc_raise", 6)).isEqualTo(Errno.NOTSUP);
            assertThat(probe.call("proc_raise", 99)).isEqualTo(Errno.INVAL);
            assertThat(probe.call("sched_yield")).isEqualTo(Errno.SUCCESS);
        }
    }

    @Test
    void configurationRefusesWhatCannotBeACString() {
        assertThatThrownBy(() -> WasiConfig.builder().arguments(Arrays.asList("a\0b")).build())
                .isInstanceOfSatisfying(ArcellaException.class,
                        e -> assertThat(e.code().number()).isEqualTo(WasiError.BAD_ARGUMENT.number()));
        assertThatThrownBy(() -> WasiConfig.builder().environment("A=B", "c").build())
                .hasMessageContaining("'A=B' is no name");
        assertThatThrownBy(() -> WasiConfig.builder().environment("", "c").build())
                .isInstanceOf(ArcellaException.class);
    }

    private static void clock(Probe probe, int address, int clock, long timeout, int flags) {
        probe.memory().fill(address, (byte) 0, 48);
        probe.memory().writeLong(address, 100 + address);
        probe.memory().writeInt(address + 16, clock);
        probe.memory().writeLong(address + 24, timeout);
        probe.memory().writeShort(address + 40, (short) flags);
    }

    private static void stream(Probe probe, int address, int kind, int descriptor) {
        probe.memory().fill(address, (byte) 0, 48);
        probe.memory().writeLong(address, 100 + address);
        probe.memory().writeByte(address + 8, (byte) kind);
        probe.memory().writeInt(address + 16, descriptor);
    }
}
