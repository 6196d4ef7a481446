package arcella.wasi.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.error.ArcellaException;
import arcella.wasi.WasiError;
import arcella.wasi.keyvalue.KeyValueException.Reason;

class FileKeyValuesTest {

    @TempDir
    Path folder;

    private FileKeyValues open() {
        return open(KeyValueLimits.defaults());
    }

    private FileKeyValues open(KeyValueLimits limits) {
        return FileKeyValues.open(folder.resolve("kv.mv"), Set.of("b", "c"), limits);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(Versioned found) {
        return found.value().map(value -> new String(value, StandardCharsets.UTF_8));
    }

    @Test
    void keepsValuesOverACloseEachBucketItsOwn() throws Exception {
        try (FileKeyValues values = open()) {
            values.setAll("b", Map.of("k", bytes("one"), "empty", bytes("")));
            values.setAll("c", Map.of("k", bytes("other")));
            values.deleteAll("c", List.of("missing"));
        }
        try (FileKeyValues values = open()) {
            assertThat(text(values.get("b", "k"))).contains("one");
            assertThat(text(values.get("b", "empty"))).contains("");
            assertThat(text(values.get("c", "k"))).contains("other");
            assertThat(values.get("c", "empty").value()).isEmpty();
            values.deleteAll("b", List.of("k", "empty"));
            assertThat(values.get("b", "k")).isEqualTo(Versioned.ABSENT);
        }
    }

    @Test
    void knowsItsBucketsOnly() throws Exception {
        try (FileKeyValues values = open()) {
            values.require("b");
            assertThatThrownBy(() -> values.require("d")).isInstanceOfSatisfying(KeyValueException.class,
                    e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_STORE));
            assertThatThrownBy(() -> values.get("d", "k")).isInstanceOf(KeyValueException.class);
        }
    }

    @Test
    void listsKeysByPages() throws Exception {
        try (FileKeyValues values = open(new KeyValueLimits(100, 100, 100_000, 7))) {
            Set<String> expected = new TreeSet<>();
            assertThat(values.keys("b", Optional.empty())).isEqualTo(new KeyPage(List.of(), Optional.empty()));
            for (int i = 0; i < 21; i++) {
                values.setAll("b", Map.of("key" + i, bytes("v")));
                expected.add("key" + i);
            }
            List<String> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            int pages = 0;
            do {
                KeyPage page = values.keys("b", cursor);
                assertThat(page.keys()).hasSize(7);
                seen.addAll(page.keys());
                cursor = page.cursor();
                pages++;
            } while (cursor.isPresent());
            assertThat(pages).isEqualTo(3);
            assertThat(seen).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void swapsOnlyWhatNobodyWroteMeanwhileNotEvenTheSameAgain() throws Exception {
        try (FileKeyValues values = open()) {
            assertThat(values.swap("b", "k", 0, bytes("a"))).isTrue();
            assertThat(values.swap("b", "k", 0, bytes("x"))).isFalse();
            long version = values.get("b", "k").version();
            values.setAll("b", Map.of("k", bytes("a")));
            assertThat(values.swap("b", "k", version, bytes("x"))).isFalse();
            values.deleteAll("b", List.of("k"));
            values.setAll("b", Map.of("k", bytes("a")));
            assertThat(values.swap("b", "k", version, bytes("x"))).isFalse();
            assertThat(values.swap("b", "k", values.get("b", "k").version(), bytes("c"))).isTrue();
            assertThat(text(values.get("b", "k"))).contains("c");
        }
    }

    @Test
    void countsExactlyWithManyThreads() throws Exception {
        int threads = 8;
        int each = 100;
        try (FileKeyValues values = open(); ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                work.add(() -> {
                    long last = 0;
                    for (int j = 0; j < each; j++) {
                        last = values.increment("b", "n", 3);
                    }
                    return last;
                });
            }
            for (var done : pool.invokeAll(work)) {
                assertThat(done.get()).isPositive();
            }
            assertThat(text(values.get("b", "n"))).contains(String.valueOf(3L * threads * each));
        }
    }

    @Test
    void incrementRefusesWhatIsNoNumberOrOverflows() throws Exception {
        try (FileKeyValues values = open()) {
            values.setAll("b", Map.of("text", bytes("abc"), "most", bytes(String.valueOf(Long.MAX_VALUE))));
            assertThat(values.increment("b", "fresh", -5)).isEqualTo(-5);
            assertThatThrownBy(() -> values.increment("b", "text", 1)).isInstanceOf(KeyValueException.class)
                    .hasMessageContaining("decimal");
            assertThatThrownBy(() -> values.increment("b", "most", 1)).isInstanceOf(KeyValueException.class)
                    .hasMessageContaining("overflow");
            assertThat(text(values.get("b", "most"))).contains(String.valueOf(Long.MAX_VALUE));
        }
    }

    @Test
    void holdsItsLimitsAndWritesAllOrNothing() throws Exception {
        long entry = KeyValueLimits.ENTRY_BYTES + 1 + 10;
        KeyValueLimits limits = new KeyValueLimits(4, 10, 3 * entry, 10);
        try (FileKeyValues values = open(limits)) {
            values.setAll("b", Map.of("äö", new byte[10]));
            assertThatThrownBy(() -> values.setAll("b", Map.of("äöü", bytes("")))).hasMessageContaining("key of 6");
            assertThatThrownBy(() -> values.setAll("b", Map.of("k", new byte[11]))).hasMessageContaining("value of 11");
            values.deleteAll("b", List.of("äö"));

            values.setAll("b", Map.of("1", new byte[10], "2", new byte[10], "3", new byte[10]));
            assertThatThrownBy(() -> values.setAll("c", Map.of("4", bytes("")))).hasMessageContaining("full");
            values.setAll("b", Map.of("1", bytes("small")));
            values.setAll("b", Map.of("1", new byte[10]));
            assertThatThrownBy(() -> values.setAll("c", Map.of("7", bytes(""), "8", bytes(""))))
                    .hasMessageContaining("full");
            assertThat(values.keys("c", Optional.empty()).keys()).isEmpty();
        }
        try (FileKeyValues values = open(limits)) {
            assertThatThrownBy(() -> values.setAll("c", Map.of("4", bytes("")))).hasMessageContaining("full");
            values.deleteAll("b", List.of("3"));
            values.setAll("c", Map.of("4", new byte[10]));
        }
    }

    @Test
    void interruptedCallersLeaveTheStoreWhole() throws Exception {
        try (FileKeyValues values = open()) {
            values.setAll("b", Map.of("k", bytes("v")));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> values.setAll("b", Map.of("x", bytes("y"))))
                    .isInstanceOf(InterruptedException.class);

            Thread writer = new Thread(() -> {
                int interrupted = 0;
                while (interrupted < 20) {
                    try {
                        values.setAll("b", Map.of("left", bytes("" + interrupted), "right", bytes("" + interrupted)));
                    } catch (InterruptedException e) {
                        interrupted++;
                    } catch (KeyValueException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            writer.start();
            while (writer.isAlive()) {
                writer.interrupt();
                values.get("b", "k");
            }
            assertThat(text(values.get("b", "x"))).isEmpty();
        }
        try (FileKeyValues values = open()) {
            assertThat(text(values.get("b", "k"))).contains("v");
            assertThat(text(values.get("b", "left"))).isEqualTo(text(values.get("b", "right"))).isPresent();
        }
    }

    @Test
    void isOpenedOnceAtATime() {
        try (FileKeyValues values = open()) {
            assertThat(values).isNotNull();
            assertThatThrownBy(this::open).isInstanceOfSatisfying(ArcellaException.class,
                    e -> assertThat(e.code().number()).isEqualTo(WasiError.BAD_STORE.number()));
        }
    }

    @Test
    void saysThatItIsClosed() {
        FileKeyValues values = open();
        values.close();
        values.close();
        assertThatThrownBy(() -> values.get("b", "k")).isInstanceOf(KeyValueException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void refusesAFileThatIsNone() throws IOException {
        Path file = folder.resolve("kv.mv");
        Files.writeString(file, "this is no store ".repeat(2000));
        assertThatThrownBy(this::open).isInstanceOfSatisfying(ArcellaException.class,
                e -> assertThat(e.code().number()).isEqualTo(WasiError.BAD_STORE.number()));
    }

    /** The file of a store that is written to all the time stays in proportion to what it holds. */
    @Test
    void reusesTheRoomOfWhatWasOverwritten() throws Exception {
        Path file = folder.resolve("kv.mv");
        try (FileKeyValues values = open()) {
            byte[] value = new byte[256 << 10];
            for (int i = 0; i < 600; i++) {
                values.setAll("b", Map.of("k" + i % 4, value));
            }
        }
        // 150 MiB were written; what is held is 1 MiB.
        assertThat(Files.size(file)).isLessThan(100L << 20);
    }

    @Test
    void aTornTailCostsNothingThatWasAnswered() throws Exception {
        Path file = folder.resolve("kv.mv");
        try (FileKeyValues values = open()) {
            values.setAll("b", Map.of("k", bytes("v")));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes("half a chunk".repeat(1000))), channel.size());
        }
        try (FileKeyValues values = open()) {
            assertThat(text(values.get("b", "k"))).contains("v");
        }
    }

    @Test
    void aKilledProcessLosesNothingThatItAnswered() throws Exception {
        int next = 1;
        for (int round = 0; round < 4; round++) {
            next = killedAfter(next, next + 60 + 37 * round) + 1;
            try (FileKeyValues values = open()) {
                String left = text(values.get("b", "left")).orElseThrow();
                assertThat(text(values.get("b", "right"))).contains(left);
                int written = Integer.parseInt(left.replace("x", ""));
                // One more may have been written and not yet said.
                assertThat(written).isGreaterThanOrEqualTo(next - 1);
                for (int number = Math.max(1, next - 400); number < next; number++) {
                    assertThat(text(values.get("b", "n" + number % 500)).orElseThrow()).startsWith(number + "x");
                }
                next = written + 1;
            }
        }
    }

    /** Runs the writer until it has said a number, kills it, and answers the last number it said. */
    private int killedAfter(int first, int enough) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KillMain.class.getName(), folder.resolve("kv.mv").toString(), String.valueOf(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            int last = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = Integer.parseInt(line);
                if (last >= enough) {
                    // Not by the process itself: that would close what it said.
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(last).isGreaterThanOrEqualTo(enough);
            return last;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
