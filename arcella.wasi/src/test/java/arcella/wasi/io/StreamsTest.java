package arcella.wasi.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.engine.core.Trap;
import arcella.wasi.WasiClocks;

/** The contracts of {@code wasi:io}: permits, flushes, ends, failures, waiting. */
@Timeout(30)
class StreamsTest {

    private static final Executor VIRTUAL = Thread::startVirtualThread;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Runs tasks when the test says so. */
    private static final class Later implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void run() {
            tasks.remove().run();
        }
    }

    private QueuedOutput output(Executor executor, int bytes) {
        return new QueuedOutput(OutputSink.of(written, false), executor, bytes);
    }

    @Test
    void writesUseUpTheirPermitAndTrapBeyondIt() throws Exception {
        QueuedOutput output = output(new Later(), 10);
        assertThatThrownBy(() -> output.write(new byte[1], 0, 1)).isInstanceOf(Trap.class);
        assertThat(output.checkWrite()).isEqualTo(10);
        output.write("abcd".getBytes(), 0, 4);
        output.write("efg".getBytes(), 0, 3);
        assertThatThrownBy(() -> output.write(new byte[4], 0, 4)).isInstanceOf(Trap.class)
                .hasMessageContaining("4 bytes").hasMessageContaining("permitted 3");
        assertThat(output.checkWrite()).isEqualTo(3);
        assertThatThrownBy(() -> output.writeZeroes(4)).isInstanceOf(Trap.class);
        assertThatThrownBy(() -> output.writeZeroes(-1)).isInstanceOf(Trap.class);
    }

    @Test
    void aFullQueueBecomesWritableAgain() throws Exception {
        Later later = new Later();
        QueuedOutput output = output(later, 4);
        output.checkWrite();
        output.write("full".getBytes(), 0, 4);
        assertThat(output.checkWrite()).isZero();
        assertThat(output.ready()).isFalse();
        boolean[] woken = {false};
        try (Pollable.Subscription _ = output.subscribe(() -> woken[0] = true)) {
            later.run();
        }
        assertThat(woken[0]).isTrue();
        assertThat(output.checkWrite()).isEqualTo(4);
        assertThat(written).hasToString("full");
    }

    @Test
    void nothingIsPermittedWhileAFlushIsUnderWay() throws Exception {
        Later later = new Later();
        QueuedOutput output = output(later, 10);
        output.flush();
        assertThat(output.checkWrite()).as("there was nothing to flush").isEqualTo(10);
        output.write("x".getBytes(), 0, 1);
        output.flush();
        assertThat(output.checkWrite()).isZero();
        assertThat(output.ready()).isFalse();
        later.run();
        assertThat(output.checkWrite()).isEqualTo(10);
    }

    @Test
    void blockingWritesPassEverythingOnThroughASmallQueue() throws Exception {
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        QueuedOutput output = output(VIRTUAL, 7);
        output.blockingWriteAndFlush(bytes, 0, 4096);
        assertThat(written.toByteArray()).isEqualTo(bytes);
        output.blockingWriteZeroesAndFlush(10);
        assertThat(written.size()).isEqualTo(4106);
        assertThatThrownBy(() -> output.blockingWriteAndFlush(new byte[4097], 0, 4097)).isInstanceOf(Trap.class);
    }

    @Test
    void aFailureIsToldOnceAndThenTheStreamIsClosed() throws Exception {
        Later later = new Later();
        QueuedOutput output = new QueuedOutput((source, offset, length) -> {
            throw new IOException("disk full");
        }, later, 10);
        output.checkWrite();
        output.write(new byte[1], 0, 1);
        later.run();
        assertThat(output.ready()).isTrue();
        assertThatThrownBy(output::checkWrite).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).get().isInstanceOf(IOException.class));
        assertThatThrownBy(output::checkWrite).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
        assertThatThrownBy(output::blockingFlush).isInstanceOf(StreamException.class);
    }

    @Test
    void aReaderThatWentAwayClosesTheStream() throws Exception {
        Later later = new Later();
        QueuedOutput output = new QueuedOutput((source, offset, length) -> {
            throw new OutputSink.ClosedSinkException(new IOException("Broken pipe"));
        }, later, 10);
        output.checkWrite();
        output.write(new byte[1], 0, 1);
        later.run();
        assertThatThrownBy(output::checkWrite).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
    }

    @Test
    void waitingForASinkThatDoesNotTakeCanBeInterrupted() throws Exception {
        QueuedOutput output = output(task -> {}, 4);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread guest = Thread.ofPlatform().start(() -> {
            try {
                output.blockingWriteAndFlush(new byte[100], 0, 100);
            } catch (InterruptedException | StreamException e) {
                ended.complete(e);
            }
        });
        while (guest.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        guest.interrupt();
        assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void readsNeverWaitAndTellTheEndAsClosed() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        GuestInput input = GuestInput.of(InputSource.ofBlocking(new PipedInputStream(writer), false));
        byte[] bytes = new byte[10];
        assertThat(input.read(bytes, 0, 10)).isZero();
        assertThat(input.skip(5)).isZero();
        writer.write("abcdef".getBytes());
        writer.flush();
        assertThat(input.blockingRead(bytes, 2, 3)).isEqualTo(3);
        assertThat(new String(bytes, 2, 3)).isEqualTo("abc");
        assertThat(input.blockingSkip(2)).isEqualTo(2);
        assertThat(input.read(bytes, 0, 10)).isEqualTo(1);
        writer.close();
        assertThatThrownBy(() -> input.blockingRead(bytes, 0, 10)).isInstanceOf(StreamException.class)
                .hasMessage("closed");
        assertThatThrownBy(() -> input.skip(1)).isInstanceOf(StreamException.class);
        assertThat(input.read(bytes, 0, 0)).isZero();
    }

    @Test
    void aFailingInputTellsWhy() {
        GuestInput input = GuestInput.of(InputSource.ofBlocking(new java.io.InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cable pulled");
            }
        }, false));
        assertThatThrownBy(() -> input.blockingRead(new byte[1], 0, 1)).isInstanceOf(StreamException.class)
                .hasMessageContaining("cable pulled");
    }

    @Test
    void splicesMoveWhatBothSidesCan() throws Exception {
        Later later = new Later();
        QueuedOutput output = output(later, 6);
        GuestInput input = GuestInput.of(InputSource.of("0123456789".getBytes()));
        assertThat(output.splice(input, 4)).isEqualTo(4);
        assertThat(output.splice(input, 100)).as("as much as there is room for").isEqualTo(2);
        assertThat(output.splice(input, 100)).isZero();
        later.run();
        assertThat(output.blockingSplice(input, 100)).isEqualTo(4);
        later.run();
        assertThat(written).hasToString("0123456789");
        assertThatThrownBy(() -> output.splice(input, 1)).isInstanceOf(StreamException.class).hasMessage("closed");
        assertThat(output.splice(input, 0)).isZero();
    }

    @Test
    void theFirstOfManyEndsTheWait() throws Exception {
        WasiClocks clocks = WasiClocks.system();
        Pollable never = Timer.after(clocks, Long.MAX_VALUE);
        Pollable soon = Timer.after(clocks, 20_000_000);
        Pollable silent = InputSource.ofBlocking(new PipedInputStream(new PipedOutputStream()), false).readable();
        Pollable.awaitAny(List.of(never, silent, soon));
        assertThat(soon.ready()).isTrue();
        assertThat(never.ready()).isFalse();
        assertThat(silent.ready()).isFalse();
    }

    @Test
    void anInterruptedThreadDoesNotBeginToWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Pollable.awaitAny(List.of(Timer.after(WasiClocks.system(), Long.MAX_VALUE))))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void readAheadTakesNoMoreThanOneBufferUnasked() throws Exception {
        int[] taken = {0};
        ByteArrayInputStream endless = new ByteArrayInputStream(new byte[1 << 20]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int count = super.read(target, offset, length);
                taken[0] += count;
                return count;
            }
        };
        InputSource source = InputSource.ofBlocking(endless, false);
        assertThat(taken[0]).as("nothing before somebody asks").isZero();
        assertThat(source.read(new byte[1], 0, 1)).isEqualTo(1);
        Thread.sleep(50);
        assertThat(taken[0]).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void aFailureOfAnInputIsToldOnceAndClosesIt() throws Exception {
        GuestInput input = GuestInput.of(new InputSource() {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
            }

            @Override
            public Pollable readable() {
                return Pollable.always();
            }
        });
        assertThatThrownBy(() -> input.read(new byte[1], 0, 1)).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isPresent());
        assertThatThrownBy(() -> input.blockingRead(new byte[1], 0, 1)).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
        assertThatThrownBy(() -> input.skip(1)).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
    }

    @Test
    void anOutputOverASinkThatNobodyReadsIsClosed() throws Exception {
        GuestOutput output = GuestOutput.of((source, offset, length) -> {
            throw new OutputSink.ClosedSinkException(new IOException("Broken pipe"));
        });
        assertThat(output.checkWrite()).isPositive();
        assertThatThrownBy(() -> output.write(new byte[1], 0, 1)).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
        assertThatThrownBy(output::checkWrite).isInstanceOfSatisfying(StreamException.class,
                e -> assertThat(e.failure()).isEmpty());
        assertThat(output.writable().ready()).isTrue();
    }
}
