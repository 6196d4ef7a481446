package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;
import arcella.worker.internal.wire.Codec;

/** A passed stream slows down whoever is faster: of what one side wants and the other does not, little is under way. */
class StreamPressureTest extends DeskAndMill {

    /** What the wire holds of an output, the pieces that are read, moved and written, and one to spare. */
    private static final long UNDER_WAY = Codec.OUTPUT_WINDOW + 4L * Codec.PIECE;

    /** How often two workers answer, at least, while nothing moves before a stream counts as one that stands still. */
    private static final int STILL = 20;

    private ModuleInstance nearDesk;
    private ModuleInstance nearMill;
    private int counted;

    /** A listener that deals with no output until it is told to. */
    private static final class Slow extends Recorder {
        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicLong heard = new AtomicLong();

        Slow() {}

        Slow(InputStream input) {
            super(input);
        }

        @Override
        public void output(StandardStream stream, byte[] bytes) {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.output(stream, bytes);
            heard.addAndGet(bytes.length);
        }
    }

    /** Has so many bytes, all at once, and counts those that were taken. */
    private static final class Plenty extends InputStream {
        private final long size;
        private final AtomicLong taken = new AtomicLong();

        Plenty(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            long from = taken.get();
            int count = (int) Math.min(length, size - from);
            for (int i = 0; i < count; i++) {
                target[offset + i] = at(from + i);
            }
            taken.addAndGet(count);
            return count == 0 && length > 0 ? -1 : count;
        }

        /** Differs from its neighbours, and from what is a piece or a window further on. */
        static byte at(long place) {
            return (byte) (place * 31 + (place >> 8) * 7 + (place >> 16));
        }
    }

    /** Another instance beside each of the two. */
    private void neighbours(Place place) {
        nearDesk = host(place.desk).instantiate(Guests.spec("probe"), new Recorder());
        nearDesk.start();
        nearMill = host(place.mill).instantiate(Guests.spec("probe"), new Recorder());
        nearMill.start();
    }

    /** Both workers have other things to do, and do them. */
    private void otherCallsGoOn() {
        counted++;
        assertThat(nearDesk.invoke("count", List.of())).isEqualTo(HostFixture.numbers(counted));
        assertThat(nearMill.invoke("count", List.of())).isEqualTo(HostFixture.numbers(counted));
        assertThat(desk.statistics().calls()).isPositive();
    }

    /** Waits until that number stands still for as long as both workers take to do a few other things. */
    private void standsStill(AtomicLong number) {
        long before = 0;
        for (int still = 0; still < STILL;) {
            otherCallsGoOn();
            long now = number.get();
            still = now == before && now > 0 ? still + 1 : 0;
            before = now;
        }
    }

    /** The mill writes to the desk's output until there is no room for a single byte; answers what was taken. */
    private StringBuilder fill() throws Exception {
        StringBuilder taken = new StringBuilder();
        for (int length : new int[] {4096, 1}) {
            String words = " ".repeat(length - 1) + taken.length() % 10;
            while (atMill("write-kept", 0, words).get(1, TimeUnit.MINUTES).equals("done")) {
                taken.append(words);
                assertThat((long) taken.length()).as("what was taken and not dealt with").isLessThanOrEqualTo(UNDER_WAY);
                words = " ".repeat(length - 1) + taken.length() / length % 10;
            }
        }
        return taken;
    }

    private CompletableFuture<String> writing(String words) {
        long calls = mill.statistics().calls();
        CompletableFuture<String> writes = atMill("write-kept", 1, words);
        HostFixture.awaitCalls(mill, calls + 1);
        return writes;
    }

    private static void assertText(Slow hears, CharSequence wanted) {
        await("all of it is heard", () -> hears.heard.get() >= wanted.length());
        assertThat(hears.text()).isEqualTo(wanted.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_TWO_WORKERS", "FROM_A_WORKER_TO_MAIN"})
    void whoeverWritesWaitsForWhoeverReads(Place place) throws Exception {
        Slow slow = new Slow();
        start(place, slow, new Recorder());
        neighbours(place);
        call("give-output", 0);
        StringBuilder taken = fill();
        String more = "x".repeat(4096);
        CompletableFuture<String> writes = writing(more);
        for (int i = 0; i < STILL; i++) {
            otherCallsGoOn();
            assertThat(writes).isNotDone();
        }
        slow.open.countDown();
        assertThat(writes.get(1, TimeUnit.MINUTES)).isEqualTo("done");
        assertText(slow, taken.append(more));
    }

    /** However much the mill has to move: on the way from one worker to another and back. */
    @Test
    void littleIsUnderWayHoweverMuchThereIs() throws Exception {
        int size = 2 << 20;
        Plenty plenty = new Plenty(size);
        Slow slow = new Slow(plenty);
        start(Place.IN_TWO_WORKERS, slow, new Recorder());
        neighbours(Place.IN_TWO_WORKERS);
        CompletableFuture<String> moves = desk.call(DESK + "lend-splice", values(0, 0, 2, -1L)).thenApply(DeskAndMill::told);
        standsStill(plenty.taken);
        assertThat(plenty.taken.get()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(moves).isNotDone();
        slow.open.countDown();
        assertThat(moves.get(1, TimeUnit.MINUTES)).isEqualTo("moved " + size + ", closed");
        await("all of it is heard", () -> slow.heard.get() >= size);
        byte[] all = new byte[size];
        assertThat(new Plenty(size).read(all, 0, size)).isEqualTo(size);
        assertThat(Arrays.mismatch(slow.bytes(), all)).as("the first byte that is wrong").isEqualTo(-1);
    }

    /** What nobody reads is not fetched. */
    @ParameterizedTest
    @EnumSource(names = {"IN_TWO_WORKERS", "FROM_MAIN_TO_A_WORKER"})
    void whatNobodyReadsStaysWhereItIs(Place place) throws Exception {
        int size = 1 << 20;
        Plenty plenty = new Plenty(size);
        start(place, new Recorder(plenty), new Recorder());
        neighbours(place);
        call("give-input", 0);
        assertThat(atMill("read-kept", 4, 0L).get(1, TimeUnit.MINUTES)).isEqualTo("ready 1");
        standsStill(plenty.taken);
        assertThat(plenty.taken.get()).isLessThanOrEqualTo(2L * Codec.PIECE);
        // Some of it: what comes then is a piece or two, again.
        assertThat(atMill("read-kept", 3, 50_000L).get(1, TimeUnit.MINUTES)).isEqualTo("skipped 50000");
        standsStill(plenty.taken);
        assertThat(plenty.taken.get()).isLessThanOrEqualTo(50_000 + 2L * Codec.PIECE);
        int sum = 0;
        for (int i = 50_000; i < size; i++) {
            sum = sum * 31 + (Plenty.at(i) & 0xff);
        }
        assertThat(atMill("read-kept", 6, (long) Codec.PIECE).get(1, TimeUnit.MINUTES))
                .isEqualTo(size - 50_000 + " bytes, " + Integer.toUnsignedString(sum) + ", closed");
    }

    /** A writer that is called off while it waits ends; what had been taken from it arrives, and nothing else. */
    @Test
    void aWriterThatWaitsIsCancelled() throws Exception {
        Slow slow = new Slow();
        start(Place.IN_TWO_WORKERS, slow, new Recorder());
        neighbours(Place.IN_TWO_WORKERS);
        call("give-output", 0);
        StringBuilder taken = fill();
        long calls = mill.statistics().calls();
        CompletableFuture<List<WitValue>> writes = mill.call(MILL + "#write-kept", values(1, "never"));
        HostFixture.awaitCalls(mill, calls + 1);
        assertThat(writes.cancel(true)).isTrue();
        HostFixture.assertTrapped(millHears.ending(), WorkerError.CANCELLED);
        otherCallsGoOn();
        aNewMillWritesOn(slow, taken);
    }

    /** What a mill that is no more had left is heard, and the next one's words after it. */
    private void aNewMillWritesOn(Slow slow, StringBuilder taken) throws Exception {
        mill = host("b").instantiate(spec("mill"), new Recorder());
        mill.start();
        long calls = mill.statistics().calls();
        CompletableFuture<String> lends = desk.call(DESK + "lend-write", values(0, 1, "the next")).thenApply(DeskAndMill::told);
        HostFixture.awaitCalls(mill, calls + 1);
        assertThat(lends).isNotDone();
        slow.open.countDown();
        assertThat(lends.get(1, TimeUnit.MINUTES)).isEqualTo("done");
        assertText(slow, taken.append("the next"));
    }

    /** The call ends for which it was lent: whoever waits for the stream is told that it is closed, and lives on. */
    @Test
    void whoeverLentItIsCancelled() throws Exception {
        Slow slow = new Slow();
        start(Place.IN_TWO_WORKERS, slow, new Recorder());
        neighbours(Place.IN_TWO_WORKERS);
        call("give-output", 0);
        StringBuilder taken = fill();
        atMill("drop-kept").get(1, TimeUnit.MINUTES);
        long calls = mill.statistics().calls();
        CompletableFuture<List<WitValue>> lends = desk.call(DESK + "lend-write", values(0, 1, "never"));
        HostFixture.awaitCalls(mill, calls + 1);
        assertThat(lends.cancel(true)).isTrue();
        assertThat(atMill("drop-kept").get(1, TimeUnit.MINUTES)).as("the mill has heard it and is free again").isEmpty();
        assertThat(mill.ending()).isEqualTo(Optional.empty());
        otherCallsGoOnBut(desk);
        slow.open.countDown();
        HostFixture.assertTrapped(slow.ending(), WorkerError.CANCELLED);
        assertThat(slow.text()).isEqualTo(taken.toString());
    }

    private void otherCallsGoOnBut(ModuleInstance ended) {
        await("it has ended", () -> ended.statistics().calls() > 0);
        counted++;
        assertThat(nearDesk.invoke("count", List.of())).isEqualTo(HostFixture.numbers(counted));
        assertThat(nearMill.invoke("count", List.of())).isEqualTo(HostFixture.numbers(counted));
    }

    @Test
    void whoWaitsToWriteIsToldThatTheReadersWorkerDied() throws Exception {
        Slow slow = new Slow();
        start(Place.IN_TWO_WORKERS, slow, new Recorder());
        call("give-output", 0);
        fill();
        CompletableFuture<String> writes = writing("never");
        assertThat(writes).isNotDone();
        kill("a");
        assertThat(writes.get(1, TimeUnit.MINUTES)).isEqualTo("closed");
        assertThat(atMill("write-kept", 0, "x").get(1, TimeUnit.MINUTES)).isEqualTo("closed");
        assertThat(atMill("write-kept", 4, "").get(1, TimeUnit.MINUTES)).isEqualTo("ready");
        slow.open.countDown();
    }

    /** It lets go of the stream, which another may write. */
    @Test
    void aWritersWorkerDiesWhileItWaits() throws Exception {
        Slow slow = new Slow();
        start(Place.IN_TWO_WORKERS, slow, new Recorder());
        call("give-output", 0);
        StringBuilder taken = fill();
        CompletableFuture<String> writes = writing("never");
        kill("b");
        assertDied(writes);
        aNewMillWritesOn(slow, taken);
    }

    private void assertDied(CompletableFuture<String> call) {
        assertThat(call).failsWithin(Duration.ofMinutes(1)).withThrowableThat().havingCause()
                .isInstanceOfSatisfying(ArcellaException.class,
                        e -> assertThat(e.code().text()).isEqualTo(WorkerError.WORKER_LOST.text()));
        assertThat(millHears.ending()).isInstanceOf(Ending.Lost.class);
    }

    /** The mirror: it had not been given what it waited for, so another is. */
    @Test
    void aReadersWorkerDiesWhileItWaits() throws Exception {
        try (PipedOutputStream typing = new PipedOutputStream()) {
            start(Place.IN_TWO_WORKERS, new Recorder(new PipedInputStream(typing)), new Recorder());
            call("give-input", 0);
            long calls = mill.statistics().calls();
            CompletableFuture<String> reads = atMill("read-kept", 1, 100L);
            HostFixture.awaitCalls(mill, calls + 1);
            kill("b");
            assertDied(reads);
            mill = host("b").instantiate(spec("mill"), new Recorder());
            mill.start();
            typing.write("typed".getBytes(StandardCharsets.UTF_8));
            typing.flush();
            assertThat(call("lend-read", 0, 1, 100L)).isEqualTo("read typed");
        }
    }

    private void kill(String group) {
        supervisor.workers().stream().filter(worker -> worker.group().equals(group)).forEach(worker ->
                ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly());
    }
}
