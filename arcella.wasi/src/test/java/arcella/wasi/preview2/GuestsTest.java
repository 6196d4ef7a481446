package arcella.wasi.preview2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.Preopen.Access;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiLimits;
import arcella.wasi.io.InputSource;
import arcella.wasi.io.Pollable;
import arcella.wasi.preview2.Commands.Outcome;

/** The guests of {@code examples/wasi02}, which check every function from the inside and say what failed. */
class GuestsTest {

    private static final String PASSED = "all as specified\n";

    private static void assertPassed(Outcome outcome) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo(PASSED);
        assertThat(outcome.code()).isZero();
    }

    private static WasiConfig.Builder process(String how) {
        return WasiConfig.builder().arguments(List.of("process", how)).environment("NAME", "value")
                .environment("EMPTY", "");
    }

    @Test
    void streamsPollablesAndErrors(@TempDir Path folder) {
        assertPassed(Commands.run(Commands.bytes("io"), WasiConfig.builder()
                .stdin(InputSource.of("0123456789".getBytes(StandardCharsets.UTF_8)))
                .preopen(new Preopen(folder, "/", Access.READ_WRITE))));
        assertThat(folder.resolve("file")).hasContent("abcdefghij\0\0\0\0klm\0\0end");
        assertThat(folder.resolve("copy")).hasContent("123456789");
    }

    @Test
    void clocksRandomAndCli() {
        assertPassed(Commands.run(Commands.bytes("process"), process("return")));
    }

    @ParameterizedTest
    @CsvSource({"ok, 0", "err, 1", "code, 42"})
    void exit(String how, int code) {
        Outcome outcome = Commands.run(Commands.bytes("process"), process(how));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.code()).isEqualTo(code);
    }

    @Test
    void filesystem(@TempDir Path around) throws IOException {
        Path data = Files.createDirectory(around.resolve("data"));
        Path only = Files.createDirectory(around.resolve("only"));
        Files.writeString(data.resolve("given"), "given");
        Files.writeString(only.resolve("given"), "given");
        assertPassed(Commands.run(Commands.bytes("filesystem"), WasiConfig.builder()
                .preopen(new Preopen(data, "/data", Access.READ_WRITE))
                .preopen(new Preopen(only, "/only", Access.READ_ONLY))));
        assertThat(only).isDirectoryContaining("glob:**/given");
        assertThat(only.resolve("given")).hasContent("given");
        try (var names = Files.list(data)) {
            assertThat(names.map(name -> name.getFileName().toString())).containsExactlyInAnyOrder("given", "file");
        }
    }

    /** Files, folders, time, environment and streams of Rust's library, through the adapter for WASI 0.1. */
    @Test
    void rustThroughTheAdapter(@TempDir Path folder) {
        Outcome outcome = Commands.run(Commands.bytes("rust"), WasiConfig.builder()
                .arguments(List.of("rust", "one", "two words")).environment("NAME", "value").environment("WHO", "Zoë, 你好")
                .stdin(InputSource.of("hello".getBytes(StandardCharsets.UTF_8)))
                .preopen(new Preopen(folder, "/data", Access.READ_WRITE)));
        assertThat(outcome).isEqualTo(new Outcome(0, "HELLO\n", "done\n"));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void cThroughTheAdapter(@TempDir Path folder) {
        for (String seen : new String[] {"was here\n", "was here\nwas here\n"}) {
            Outcome outcome = Commands.run(Commands.bytes("files"),
                    WasiConfig.builder().arguments(List.of("files"))
                            .preopen(new Preopen(folder, "/data", Access.READ_WRITE)));
            assertThat(outcome).isEqualTo(new Outcome(0, seen + "found note.txt\n", ""));
        }
    }

    @Test
    void noMoreFilesThanTheLimit(@TempDir Path folder) {
        // The preopen is one, the guest opens a file beside it.
        Outcome outcome = Commands.run(Commands.bytes("files"), WasiConfig.builder().arguments(List.of("files"))
                .limits(new WasiLimits(1, 0, 100, 0)).preopen(new Preopen(folder, "/data", Access.READ_WRITE)));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    /** A guest that waits for input which never comes is stopped by an interruption, and only by it. */
    @Test
    void interruptionEndsAWait(@TempDir Path folder) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread guest = Thread.ofPlatform().start(() -> {
            try {
                Commands.run(Commands.bytes("io"), WasiConfig.builder().stdin(never(waiting))
                        .preopen(new Preopen(folder, "/", Access.READ_WRITE)));
                ended.completeExceptionally(new AssertionError("it ended by itself"));
            } catch (Trap e) {
                ended.complete(e);
            } catch (Throwable e) {
                ended.completeExceptionally(e);
            }
        });
        waiting.await();
        guest.interrupt();
        assertThat(ended.get(5, TimeUnit.MINUTES)).isInstanceOfSatisfying(Trap.class,
                trap -> assertThat(trap.kind()).isEqualTo(Trap.Kind.INTERRUPTED));
        guest.join();
    }

    /** Input that never comes; tells when somebody waits for it. */
    private static InputSource never(CountDownLatch waiting) {
        Pollable pollable = new Pollable() {
            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public Subscription subscribe(Runnable waker) {
                waiting.countDown();
                return () -> {};
            }
        };
        return new InputSource() {
            @Override
            public int read(byte[] target, int offset, int length) {
                throw new AssertionError("read without being ready");
            }

            @Override
            public Pollable readable() {
                return pollable;
            }
        };
    }

    @Test
    void randomBytesBeyondTheLimitTrap() {
        assertThatThrownBy(() -> Commands.run(Commands.bytes("process"),
                process("return").limits(new WasiLimits(128, 64, 4095, 0))))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("4096 random bytes in one call; its limit random-bytes is 4095");
    }

    /** At the default, one past it, and a gigabyte. */
    @Test
    void aGuestGetsAsManyRandomBytesAsItMayAndNoMore() {
        assertPassed(Commands.run(Commands.bytes("process"), process("65536")));
        for (String more : new String[] {"65537", "1073741824"}) {
            assertThatThrownBy(() -> Commands.run(Commands.bytes("process"), process(more)))
                    .isInstanceOf(ArcellaException.class)
                    .hasMessageContaining(more + " random bytes in one call; its limit random-bytes is 65536");
        }
    }

    /** Toolchains mix versions: each import is replaced alone, in a binary whose names all have one length. */
    @ParameterizedTest
    @ValueSource(strings = {"wasi:io/poll@0.2.12", "wasi:io/streams@0.2.12", "wasi:clocks/wall-clock@0.2.12",
            "wasi:cli/stdout@0.2.12", "@0.2.12"})
    void importsOfOneTrackMix(String name) {
        for (String version : new String[] {"@0.2.10", "@0.2.13", "@0.2.99"}) {
            byte[] mixed = replaced(Commands.bytes("process"), name, name.replace("@0.2.12", version));
            assertPassed(Commands.run(mixed, process("return")));
        }
    }

    @Test
    void anotherTrackIsAnotherInterface() {
        byte[] other = replaced(Commands.bytes("process"), "wasi:io/poll@0.2.12", "wasi:io/poll@0.9.12");
        assertThatThrownBy(() -> Commands.run(other, process("return")))
                .isInstanceOf(ArcellaException.class)
                .hasMessageContaining("imports what nobody offers")
                .hasMessageContaining("wasi:io/poll@0.9.12")
                .hasMessageNotContaining("wasi:cli/environment");
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        assertThat(to).hasSameSizeAs(from);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
