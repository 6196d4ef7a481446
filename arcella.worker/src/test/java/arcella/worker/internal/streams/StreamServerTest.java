package arcella.worker.internal.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.error.ArcellaException;
import arcella.wasi.io.GuestInput;
import arcella.wasi.io.GuestOutput;
import arcella.wasi.io.LocalPort;
import arcella.wasi.io.OutputSink;
import arcella.wasi.io.Pollable;
import arcella.wasi.io.QueuedOutput;
import arcella.wasi.io.StreamException;
import arcella.wasi.io.StreamPort;
import arcella.worker.WorkerError;
import arcella.worker.internal.wire.StreamAnswer;
import arcella.worker.internal.wire.StreamOp;

/** A stream on one side of a connection, and what stands for it on the other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamServerTest {

    private final StreamServer server = new StreamServer();
    private final StreamServer further = new StreamServer();

    /** Nobody is left waiting: tests of the same process count threads. */
    @AfterEach
    void close() {
        server.close();
        further.close();
    }

    /** The other side, without a wire between. */
    private AskedPort asking(boolean lent) {
        return new AskedPort(lent) {
            @Override
            protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
                server.serve(1, op, most, bytes, answer);
            }
        };
    }

    /** An input that has what it is told, when it is told. */
    private static final class Slow extends GuestInput implements Pollable {
        private final java.util.Set<Runnable> wakers = java.util.concurrent.ConcurrentHashMap.newKeySet();
        private volatile byte[] there = {};

        void arrive(String words) {
            there = words.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            wakers.forEach(Runnable::run);
        }

        @Override
        protected int take(byte[] target, int offset, int length) {
            int count = Math.min(length, there.length);
            System.arraycopy(there, 0, target, offset, count);
            there = Arrays.copyOfRange(there, count, there.length);
            return count;
        }

        @Override
        public Pollable readable() {
            return this;
        }

        @Override
        public boolean ready() {
            return there.length > 0;
        }

        @Override
        public Subscription subscribe(Runnable waker) {
            wakers.add(waker);
            return () -> wakers.remove(waker);
        }
    }

    private static CompletableFuture<String> reading(GuestInput input) {
        return CompletableFuture.supplyAsync(() -> {
            byte[] bytes = new byte[100];
            try {
                int count = input.blockingRead(bytes, 0, bytes.length);
                return new String(bytes, 0, count, java.nio.charset.StandardCharsets.UTF_8);
            } catch (StreamException e) {
                return e.getMessage();
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
    }

    @Test
    void whoWaitsIsWokenByWhatArrives() throws Exception {
        Slow source = new Slow();
        server.add(1, LocalPort.of(source, () -> { }), false);
        GuestInput input = GuestInput.of(asking(false));
        for (int i = 0; i < 200; i++) {
            CompletableFuture<String> read = reading(input);
            if (i % 3 > 0) {
                Thread.sleep(i % 3);
            }
            source.arrive("words " + i);
            assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("words " + i);
        }
    }

    /** Two streams at once: asking the one must not lose the call of the other. */
    @Test
    void whoWaitsForSeveralIsWokenByEach() throws Exception {
        Slow one = new Slow();
        Slow other = new Slow();
        server.add(1, LocalPort.of(one, () -> { }), false);
        further.add(1, LocalPort.of(other, () -> { }), false);
        AskedPort far = new AskedPort(false) {
            @Override
            protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
                further.serve(1, op, most, bytes, answer);
            }
        };
        AskedPort near = asking(false);
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Boolean> woken = CompletableFuture.supplyAsync(() -> {
                try {
                    Pollable.awaitAny(List.of(near, far));
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            });
            Slow which = i % 2 == 0 ? one : other;
            which.arrive("x");
            assertThat(woken.get(30, TimeUnit.SECONDS)).isTrue();
            which.there = new byte[0];
        }
    }

    @Test
    void whatWasLentIsClosedAfterwardsAndStaysItsOwners() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Slow source = new Slow();
        server.add(1, LocalPort.of(source, () -> ended.set(true)), true);
        AskedPort port = asking(true);
        CompletableFuture<String> read = reading(GuestInput.of(port));
        Thread.sleep(50);
        assertThat(read).isNotDone();
        server.over(1);
        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(port.ready()).isTrue();
        assertThatThrownBy(() -> port.read(1)).isInstanceOf(StreamException.class).hasMessage("closed");
        source.arrive("still here");
        assertThat(source.read(new byte[5], 0, 5)).isEqualTo(5);
    }

    @Test
    void whatWasGivenIsDroppedOnce() throws Exception {
        AtomicInteger drops = new AtomicInteger();
        server.add(1, LocalPort.of(new Slow(), drops::incrementAndGet), false);
        AskedPort port = asking(false);
        server.over(1);
        assertThat(drops).hasValue(0);
        port.drop();
        port.drop();
        await(drops, 1);
        server.close();
        assertThat(drops).hasValue(1);
        assertThat(server.size()).isZero();
    }

    /** Whoever is told that the other is done with a stream has it back: a body, for one, ends after its stream only. */
    @Test
    void whenADropReturnsTheOwnerKnows() {
        Thread dropping = Thread.currentThread();
        AtomicBoolean known = new AtomicBoolean();
        server.add(1, LocalPort.of(new Slow(), () -> {
            while (dropping.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            known.set(true);
        }), false);
        asking(false).drop();
        assertThat(known).isTrue();
    }

    /** An owner far away that answers nothing. */
    private static AskedPort silent(List<StreamOp> asked) {
        return new AskedPort(false) {
            @Override
            protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
                asked.add(op);
            }
        };
    }

    /** What several owners have is dropped at the end even if none of them answers. */
    @Test
    void anEndWaitsForNoOwner() {
        List<StreamOp> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        server.add(1, silent(asked), false);
        server.add(2, silent(asked), false);
        server.close();
        assertThat(asked).containsExactly(StreamOp.DROP, StreamOp.DROP);
    }

    /** Whoever is called off while it drops has dropped all the same, and knows that it was called off. */
    @Test
    void aDropThatWaitsIsInterrupted() throws Exception {
        List<StreamOp> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread dropping = Thread.ofPlatform().start(() -> {
            silent(asked).drop();
            boolean before = Thread.currentThread().isInterrupted();
            silent(asked).drop();
            interrupted.complete(before && Thread.currentThread().isInterrupted());
        });
        while (dropping.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        dropping.interrupt();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).containsExactly(StreamOp.DROP, StreamOp.DROP);
    }

    /** A flush is over when all that was taken before it is passed on, however many processes are between. */
    @Test
    void aFlushWaitsForWhatWasTaken() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        AtomicInteger passedOn = new AtomicInteger();
        server.add(1, LocalPort.of(new QueuedOutput((bytes, from, count) -> {
            gate.join();
            passedOn.addAndGet(count);
        }, Thread::startVirtualThread, 1000), () -> { }), false);
        further.add(1, asking(false), false);
        GuestOutput output = GuestOutput.of(new AskedPort(false) {
            @Override
            protected void ask(StreamOp op, int most, byte[] bytes, Consumer<StreamAnswer> answer) {
                further.serve(1, op, most, bytes, answer);
            }
        });
        assertThat(output.checkWrite()).isEqualTo(1000);
        output.write(new byte[400], 0, 400);
        assertThat(output.checkWrite()).isEqualTo(600);
        output.flush();
        assertThat(output.checkWrite()).as("room while a flush is under way").isZero();
        CompletableFuture<Integer> flushed = CompletableFuture.supplyAsync(() -> {
            try {
                output.blockingFlush();
                return passedOn.get();
            } catch (StreamException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(50);
        assertThat(flushed).isNotDone();
        gate.complete(null);
        assertThat(flushed.get(30, TimeUnit.SECONDS)).isEqualTo(400);
        assertThat(output.checkWrite()).isEqualTo(1000);
    }

    @Test
    void whatIsLeftIsDroppedAtTheEnd() throws Exception {
        AtomicInteger drops = new AtomicInteger();
        server.add(1, LocalPort.of(new Slow(), drops::incrementAndGet), false);
        CompletableFuture<String> read = reading(GuestInput.of(asking(false)));
        Thread.sleep(50);
        server.close();
        assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(drops).hasValue(1);
        server.add(1, LocalPort.of(new Slow(), drops::incrementAndGet), false);
        assertThat(drops).as("one that comes too late").hasValue(2);
    }

    private static void await(AtomicInteger number, int wanted) throws InterruptedException {
        for (int i = 0; i < 3000 && number.get() != wanted; i++) {
            Thread.sleep(10);
        }
        assertThat(number).hasValue(wanted);
    }

    @Test
    void moreThanOnePieceAtATimeIsAgainstTheProtocol() {
        server.add(1, LocalPort.of(GuestOutput.of((OutputSink) (bytes, from, count) -> Thread.sleep(60_000)), () -> { }), false);
        List<StreamAnswer> answers = new java.util.concurrent.CopyOnWriteArrayList<>();
        server.serve(1, StreamOp.ROOM, 0, new byte[0], answers::add);
        while (answers.isEmpty()) {
            Thread.onSpinWait();
        }
        server.serve(1, StreamOp.WRITE, 0, new byte[1], answers::add);
        assertViolation(() -> server.serve(1, StreamOp.WRITE, 0, new byte[1], answers::add));
        assertViolation(() -> server.serve(1, StreamOp.WRITE, 0, new byte[StreamPort.PIECE + 1], answers::add));
        server.serve(1, StreamOp.AWAIT, 0, new byte[0], answers::add);
        server.close();
    }

    private static void assertViolation(org.assertj.core.api.ThrowableAssert.ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().text()).isEqualTo(WorkerError.PROTOCOL.text()));
    }

    /** An interrupted question is still under way; the next waits for it. */
    @Test
    void whoGivesUpWaitingAsksNoTwoThingsAtOnce() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        server.add(1, LocalPort.of(GuestOutput.of((OutputSink) (bytes, from, count) -> gate.join()), () -> { }), false);
        AskedPort port = asking(false);
        assertThat(port.room()).isPositive();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                port.write(new byte[] {1});
            } catch (StreamException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.sleep(50);
        writer.interrupt();
        writer.join();
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(port::ready);
        Thread.sleep(50);
        assertThat(ready).isNotDone();
        port.drop();
        assertThat(ready).as("a drop does not wait for what was given up").isNotDone();
        gate.complete(null);
        assertThat(ready.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failuresCrossAsTheirWords() throws Exception {
        server.add(1, LocalPort.of(GuestOutput.of((OutputSink) (bytes, from, count) -> {
            throw new IOException("the disk is full");
        }), () -> { }), false);
        GuestOutput output = GuestOutput.of(asking(false));
        assertThat(output.checkWrite()).isPositive();
        assertThatThrownBy(() -> output.write(new byte[3], 0, 3)).isInstanceOf(StreamException.class)
                .hasMessage("last operation failed: the disk is full");
        assertThatThrownBy(output::checkWrite).hasMessage("closed");
        assertThat(output.writable().ready()).isTrue();
    }

    @Test
    void aWorkOfTheWrongKindIsAFailure() {
        server.add(1, LocalPort.of(new Slow(), () -> { }), false);
        assertThatThrownBy(() -> asking(false).room()).isInstanceOf(StreamException.class)
                .hasMessageContaining("an input-stream is not to be written");
    }

    /** Of a stream that nobody has there is nothing to be had, and nothing to wait for. */
    @Test
    void whatIsNotThereIsClosed() {
        AskedPort port = asking(false);
        assertThat(port.ready()).isTrue();
        assertThatThrownBy(() -> port.read(1)).hasMessage("closed");
    }
}
