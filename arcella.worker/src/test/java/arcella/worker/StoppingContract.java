package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/** How every {@link ModuleHost} ends what runs in it: deadlines, cancellation, stops. */
abstract class StoppingContract extends HostFixture {

    @Test
    void aCommandStartsOnce() {
        Recorder recorder = new Recorder();
        ModuleInstance loop = started(Guests.spec("loop"), recorder);
        assertCode(loop::start, WorkerError.ALREADY_STARTED);
        loop.stop(Duration.ZERO).join();
        assertCode(loop::start, WorkerError.ENDED);
    }

    @Test
    void aDeadlineStopsAnEndlessCommand() {
        Recorder recorder = new Recorder();
        long begin = System.nanoTime();
        started(Guests.spec("loop").withLimits(limits().withCommandDeadline(Optional.of(Duration.ofMillis(300)))),
                recorder);
        assertTrapped(recorder.ending(), WorkerError.DEADLINE);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aDeadlineStopsACallAndThoseThatWaitBehindIt() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = started(
                Guests.spec("probe").withLimits(limits().withDeadline(Optional.of(Duration.ofSeconds(2)))), recorder);
        CompletableFuture<List<WitValue>> spinning = probe.call("spin", List.of());
        CompletableFuture<List<WitValue>> behind = probe.call("add", numbers(1, 2));
        assertCode(() -> join(spinning), WorkerError.DEADLINE, "spin", "2 s");
        assertThatThrownBy(() -> join(behind)).isInstanceOf(ArcellaException.class);
        assertTrapped(recorder.ending(), WorkerError.DEADLINE);
    }

    @Test
    void aDeadlineStopsACallThatSleepsInTheHost() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = started(
                Guests.spec("probe").withLimits(limits().withDeadline(Optional.of(Duration.ofSeconds(2)))), recorder);
        assertCode(() -> probe.invoke("nap", numbers(60_000)), WorkerError.DEADLINE, "nap");
        assertTrapped(recorder.ending(), WorkerError.DEADLINE);
    }

    @Test
    void aDeadlineThatPassedInOneCallDoesNotTouchTheNext() throws InterruptedException {
        ModuleInstance probe = started(
                Guests.spec("probe").withLimits(limits().withDeadline(Optional.of(Duration.ofSeconds(2)))),
                new Recorder());
        for (int i = 1; i <= 6; i++) {
            assertThat(probe.invoke("count", List.of())).isEqualTo(numbers(i));
            Thread.sleep(500);
        }
    }

    @Test
    void aRunningCallIsCancelled() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = probe(recorder);
        CompletableFuture<List<WitValue>> spinning = probe.call("spin", List.of());
        awaitCalls(probe, 1);
        assertThat(spinning.cancel(true)).isTrue();
        assertTrapped(recorder.ending(), WorkerError.CANCELLED);
    }

    @Test
    void aWaitingCallIsWithdrawnWithoutHarm() {
        ModuleInstance probe = probe(new Recorder());
        CompletableFuture<List<WitValue>> first = probe.call("nap", numbers(3_000));
        CompletableFuture<List<WitValue>> second = probe.call("count", List.of());
        CompletableFuture<List<WitValue>> third = probe.call("count", List.of());
        assertThat(second.cancel(true)).isTrue();
        assertThat(join(third)).isEqualTo(numbers(1));
        assertThat(join(first)).isEmpty();
    }

    @Test
    void anInterruptOfTheCallerCancels() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = probe(recorder);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                outcome.complete("gave " + probe.invoke("spin", List.of()));
            } catch (ArcellaException e) {
                outcome.complete(e.code().text() + " " + Thread.currentThread().isInterrupted());
            }
        });
        awaitCalls(probe, 1);
        caller.interrupt();
        assertThat(outcome.join()).isEqualTo(WorkerError.CANCELLED.text() + " true");
        assertTrapped(recorder.ending(), WorkerError.CANCELLED);
    }

    @Test
    void aStopEndsAnIdleInstanceAtOnce() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = probe(recorder);
        // Did it wait for the grace, the test would not end in time.
        assertThat(probe.stop(Duration.ofHours(1)).join()).isEqualTo(new Ending.Stopped());
        assertThat(recorder.ending()).isEqualTo(new Ending.Stopped());
        assertCode(() -> probe.invoke("count", List.of()), WorkerError.ENDED, "stopped");
        assertThat(probe.stop(Duration.ZERO).join()).isEqualTo(new Ending.Stopped());
    }

    @Test
    void aStopEndsAnInstanceThatNeverStarted() {
        Recorder recorder = new Recorder();
        ModuleInstance probe = host().instantiate(Guests.spec("probe"), recorder);
        assertThat(probe.stop(Duration.ZERO).join()).isEqualTo(new Ending.Stopped());
        assertThat(recorder.ending()).isEqualTo(new Ending.Stopped());
    }

    @Test
    void aStopGivesWhatRunsItsGraceAndThenInterrupts() {
        Recorder patient = new Recorder();
        ModuleInstance first = probe(patient);
        CompletableFuture<List<WitValue>> nap = first.call("nap", numbers(300));
        awaitCalls(first, 1);
        assertThat(first.stop(Duration.ofMinutes(5)).join()).isEqualTo(new Ending.Stopped());
        assertThat(join(nap)).isEmpty();

        Recorder loop = new Recorder();
        ModuleInstance second = started(Guests.spec("loop"), loop);
        assertThat(second.stop(Duration.ofMillis(200)).join()).isEqualTo(new Ending.Stopped());
        assertThat(loop.ending()).isEqualTo(new Ending.Stopped());
    }

    @Test
    void aStopBringsStandardInputToItsEnd() throws IOException, InterruptedException {
        PipedOutputStream feed = new PipedOutputStream();
        Recorder recorder = new Recorder(new PipedInputStream(feed));
        ModuleInstance cat = started(Guests.spec("cat"), recorder);
        feed.write("typed".getBytes(StandardCharsets.UTF_8));
        feed.flush();
        recorder.awaitText("typed");
        assertThat(cat.stop(Duration.ofMinutes(5)).join()).isEqualTo(new Ending.Exited(0));
    }

    @Test
    void aGuestHeldUpByItsReaderCanBeStopped() {
        CountDownLatch never = new CountDownLatch(1);
        Recorder recorder = new Recorder() {
            @Override
            public void output(StandardStream stream, byte[] piece) {
                try {
                    never.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ModuleInstance probe = probe(recorder);
        CompletableFuture<List<WitValue>> saying = probe.call("say", numbers(4 << 20));
        sleep(100);
        CompletableFuture<Ending> stopping = probe.stop(Duration.ZERO);
        sleep(200);
        never.countDown();
        assertThat(stopping.join()).isEqualTo(new Ending.Stopped());
        assertThatThrownBy(() -> join(saying)).isInstanceOf(ArcellaException.class);
    }

    @Test
    void anEndlessStartSectionMeetsTheLoadDeadline() {
        // (module (func (loop (br 0))) (start 0))
        byte[] wasm = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 8, 1, 0,
            10, 9, 1, 7, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x0b};
        Recorder recorder = new Recorder();
        // The worker is there already: its start counts, too.
        probe(new Recorder());
        assertCode(() -> host().instantiate(InstanceSpec.of("endless@0.0.1", ModuleContent.of(wasm))
                .withLimits(limits().withLoadDeadline(Duration.ofSeconds(2))), recorder), WorkerError.DEADLINE);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void closingTheHostEndsEverything() {
        Recorder loop = new Recorder();
        Recorder idle = new Recorder();
        started(Guests.spec("loop"), loop);
        ModuleInstance probe = probe(idle);
        host().close();
        assertThat(loop.hasEnded()).isTrue();
        assertThat(loop.ending()).isEqualTo(new Ending.Stopped());
        assertThat(idle.hasEnded()).isTrue();
        assertCode(() -> probe.invoke("count", List.of()), WorkerError.ENDED);
        assertCode(() -> host().instantiate(Guests.spec("hello"), new Recorder()), WorkerError.HOST_CLOSED);
        host().close();
    }
}
