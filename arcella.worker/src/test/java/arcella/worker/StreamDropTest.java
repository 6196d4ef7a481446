package arcella.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import arcella.wit.value.WitValue;

/** A drop waits for the stream's owner, and nobody for ever: not where the owner does not answer, dies, or drops in turn. */
class StreamDropTest extends DeskAndMill {

    private void signal(String name) throws IOException, InterruptedException {
        for (WorkerStatistics worker : supervisor.workers()) {
            if (worker.group().equals("a")) {
                Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(worker.pid())).inheritIO().start();
                assertThat(kill.waitFor()).isZero();
            }
        }
    }

    /** The mill has an output of a desk whose process does nothing any more. */
    private void freezeTheOwner(Place place) throws Exception {
        start(place, new Recorder(), new Recorder());
        call("give-output", 0);
        signal("STOP");
    }

    private void thaw() throws Exception {
        assertThat(desk.ending()).as("the end of whoever did not answer").isEqualTo(Optional.empty());
        signal("CONT");
        mill = host("b").instantiate(spec("mill"), new Recorder());
        mill.start();
        assertThat(call("lend-write", 0, 1, "still here")).isEqualTo("done");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_TWO_WORKERS", "FROM_A_WORKER_TO_MAIN"})
    void anEndWaitsForNoOwner(Place place) throws Exception {
        freezeTheOwner(place);
        assertThat(mill.stop(Duration.ZERO).get(1, TimeUnit.MINUTES)).isEqualTo(new Ending.Stopped());
        thaw();
    }

    @Test
    void aDropThatWaitsIsCalledOff() throws Exception {
        freezeTheOwner(Place.IN_TWO_WORKERS);
        long calls = mill.statistics().calls();
        CompletableFuture<List<WitValue>> drops = mill.call(MILL + "#drop-kept", values());
        HostFixture.awaitCalls(mill, calls + 1);
        assertThat(drops).isNotDone();
        assertThat(drops.cancel(true)).isTrue();
        try {
            assertThat(atMill("drop-kept").get(1, TimeUnit.MINUTES)).as("the mill is free").isEmpty();
        } catch (ExecutionException e) {
            // It was called off before it came to the drop, as any call is.
            HostFixture.assertTrapped(millHears.ending(), WorkerError.CANCELLED);
        }
        thaw();
    }

    @Test
    void aDropThatWaitsHearsOfTheOwnersDeath() throws Exception {
        freezeTheOwner(Place.IN_TWO_WORKERS);
        long calls = mill.statistics().calls();
        CompletableFuture<String> drops = atMill("drop-kept");
        HostFixture.awaitCalls(mill, calls + 1);
        assertThat(drops).isNotDone();
        signal("KILL");
        assertThat(drops.get(1, TimeUnit.MINUTES)).isEmpty();
        assertThat(mill.ending()).isEqualTo(Optional.empty());
    }

    /** Each waits for the other, who does not need to be free for that; and at last both end with what they have. */
    @Test
    void twoDropTheStreamsOfEachOther() throws Exception {
        start(Place.IN_TWO_WORKERS, new Recorder(), new Recorder());
        for (int i = 0; i < 20; i++) {
            call("give-output", 0);
            call("take-output", 0);
            CompletableFuture<String> kept = atMill("drop-kept");
            assertThat(call("drop-taken")).isEmpty();
            assertThat(kept.get(1, TimeUnit.MINUTES)).isEmpty();
        }
        call("give-output", 0);
        call("take-output", 0);
        CompletableFuture<Ending> deskEnds = desk.stop(Duration.ZERO);
        assertThat(mill.stop(Duration.ZERO).get(1, TimeUnit.MINUTES)).isEqualTo(new Ending.Stopped());
        assertThat(deskEnds.get(1, TimeUnit.MINUTES)).isEqualTo(new Ending.Stopped());
    }
}
