package arcella.wasi.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.Trap;
import arcella.wasi.WasiConfig;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.OutputSink;

@Timeout(60)
class ExamplesTest {

    @Test
    void helloPrintsItsLine() {
        Guests.Outcome outcome = Guests.run(Guests.example("hello"), WasiConfig.builder());

        assertThat(outcome.out()).isEqualTo("Hello from WebAssembly!\n");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void catCopiesEveryByteInTheFaceOfShortReads() {
        byte[] input = new byte[300_000];
        new Random(7).nextBytes(input);

        Guests.Outcome outcome = Guests.run(Guests.example("cat"), WasiConfig.builder().stdin(InputSource.of(input)));

        assertThat(outcome.stdout()).isEqualTo(input);
        assertThat(outcome.code()).isZero();
    }

    @Test
    void argsSeesItsArgumentsAndItsEnvironmentAndNothingOfTheHosts() {
        Guests.Outcome outcome = Guests.run(Guests.example("args"), WasiConfig.builder()
                .arguments(List.of("args", "", "zwei Wörter", "\uD83D\uDE00"))
                .environment("NAME", "a=b")
                .environment("EMPTY", ""));

        assertThat(outcome.out()).isEqualTo("""
                arg 0 args
                arg 1\s
                arg 2 zwei Wörter
                arg 3 \uD83D\uDE00
                env NAME=a=b
                env EMPTY=
                """);
    }

    @Test
    void exitEndsWithTheCodeItWasGiven() {
        assertThat(Guests.run(Guests.example("exit"), WasiConfig.builder().arguments(List.of("exit", "42"))).code())
                .isEqualTo(42);
        assertThat(Guests.run(Guests.example("exit"), WasiConfig.builder()).code()).isZero();
    }

    @Test
    void trapTrapsAfterItsOutput() {
        assertThatThrownBy(() -> Guests.run(Guests.example("trap"), WasiConfig.builder()))
                .isInstanceOfSatisfying(Trap.class, t -> assertThat(t.kind()).isEqualTo(Trap.Kind.UNREACHABLE));
    }

    @Test
    void adderKeepsItsStateBetweenCalls() {
        try (Preview1 wasi = Preview1.create(WasiConfig.builder().build());
                CoreInstance adder = Guests.example("adder").instantiate(wasi.imports(), CoreLimits.defaults())) {
            adder.function("_initialize").orElseThrow().call();
            assertThat((int) adder.function("add").orElseThrow().call(40, 2)[0]).isEqualTo(42);
            assertThat((int) adder.function("add").orElseThrow().call(1, -2)[0]).isEqualTo(-1);
            assertThat((int) adder.function("calls").orElseThrow().call()[0]).isEqualTo(2);
        }
    }

    @Test
    void interruptingStopsALoop() throws Exception {
        CompletableFuture<Void> said = new CompletableFuture<>();
        Trap trap = interrupted("loop", WasiConfig.builder().stdout((bytes, offset, length) -> said.complete(null)),
                said, false);

        assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED);
    }

    @Test
    void interruptingStopsAReadThatWaits() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream(); PipedInputStream reader =
                new PipedInputStream(writer)) {
            CompletableFuture<Void> echoed = new CompletableFuture<>();
            OutputSink echo = (bytes, offset, length) -> echoed.complete(null);
            writer.write("x".getBytes());
            writer.flush();

            Trap trap = interrupted("cat", WasiConfig.builder().stdin(InputSource.ofBlocking(reader, false))
                    .stdout(echo), echoed, true);

            assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED);
            assertThat(trap.reason()).contains("fd_read");
        }
    }

    /** Runs an example on a thread of its own, interrupts it once {@code running} completes, and answers its trap. */
    private static Trap interrupted(String example, WasiConfig.Builder config, CompletableFuture<Void> running,
            boolean waits) throws Exception {
        CompletableFuture<Trap> trap = new CompletableFuture<>();
        Thread guest = new Thread(() -> {
            try (Preview1 wasi = Preview1.create(config.build());
                    CoreInstance instance =
                            Guests.example(example).instantiate(wasi.imports(), CoreLimits.defaults())) {
                instance.function("_start").orElseThrow().call();
                trap.completeExceptionally(new AssertionError("ended by itself"));
            } catch (Trap t) {
                trap.complete(t);
            } catch (RuntimeException | Error e) {
                trap.completeExceptionally(e);
            }
        });
        guest.start();
        running.get(30, TimeUnit.SECONDS);
        // A guest that reads is to be met waiting, not on its way there.
        while (waits && guest.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        guest.interrupt();
        return trap.get(30, TimeUnit.SECONDS);
    }
}
