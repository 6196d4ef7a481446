package arcella.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import arcella.runtime.ModuleId;
import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.manifest.ByteSize;

class LogWriterTest {

    @TempDir
    Path home;

    private final List<JournalLine> complaints = new CopyOnWriteArrayList<>();

    private static LogSettings settings(LineFormat format, String file, int maxSize, int maxFiles) {
        return new LogSettings(LogLevel.INFO, format, file, new ByteSize(maxSize), maxFiles, 100);
    }

    private LogWriter writer(LogSettings settings) {
        return new LogWriter(home, settings, InstantSource.system(), complaints::add);
    }

    private static JournalLine line(String text) {
        return new JournalLine(
                Instant.parse("2026-01-02T03:04:05.678Z"), Level.INFO, "stdout", Optional.of(ModuleId.of("m@1.0.0")), text);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(home.resolve("log"))) {
            return found.sorted().toList();
        }
    }

    @Test
    void linesStandInTheOwnersFile() throws IOException {
        Files.createDirectories(home.resolve("log"));
        Path file = Files.writeString(home.resolve("log/arcella.log"), "of the last time\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (LogWriter writer = writer(LogSettings.STANDARD)) {
            writer.accept(line("hello"));
        }
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("of the last time");
        assertThat(Files.readAllLines(file).getLast())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:05\\.678 INFO  m@1\\.0\\.0 stdout: hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(complaints).isEmpty();
    }

    @Test
    void allFilesTogetherAreBounded() throws IOException {
        try (LogWriter writer = writer(settings(LineFormat.TEXT, "x.log", 1000, 3))) {
            for (int i = 0; i < 200; i++) {
                writer.accept(line("line " + i));
            }
        }
        assertThat(files()).extracting(path -> path.getFileName().toString()).containsExactly("x.log", "x.log.1", "x.log.2");
        for (Path file : files()) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(1000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
        assertThat(Files.readString(home.resolve("log/x.log"))).endsWith("line 199\n");
        try (LogWriter writer = writer(settings(LineFormat.TEXT, "x.log", 1000, 1))) {
            for (int i = 0; i < 50; i++) {
                writer.accept(line("again " + i));
            }
        }
        assertThat(files()).extracting(path -> path.getFileName().toString()).as("fewer from now on").containsExactly("x.log");
    }

    @Test
    void noGuestCanFakeALine() throws IOException {
        String evil = "a\n2026-01-01 00:00:00.000 ERROR arcella: fake\rb\u001b[2Jc\u202ed\u2028e\u0085f\"\\";
        for (LineFormat format : LineFormat.values()) {
            try (LogWriter writer = writer(settings(format, format + ".log", 100_000, 1))) {
                writer.accept(line(evil));
            }
        }
        String text = Files.readString(home.resolve("log/TEXT.log"));
        assertThat(text).hasLineCount(1).contains("a\\n2026-01-01 00:00:00.000 ERROR arcella: fake\\rb\\x1b[2Jc\\u{202e}d");
        assertThat(text.codePoints().filter(c -> c < ' ' || c >= 0x7f)).as("but for its end").containsExactly((int) '\n');
        String json = Files.readString(home.resolve("log/JSON.log"));
        assertThat(json).hasLineCount(1).isEqualTo("{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\","
                + "\"logger\":\"arcella.module.m.stdout\",\"module\":\"m@1.0.0\",\"text\":"
                + "\"a\\n2026-01-01 00:00:00.000 ERROR arcella: fake\\rb\\u001b[2Jc\\u202ed\\u2028e\\u0085f\\\"\\\\\"}\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOfOnceAndItsLinesAreCounted() throws Exception {
        Path log = home.resolve("log");
        Files.writeString(log, "in the way");
        LogWriter writer = writer(LogSettings.STANDARD);
        writer.accept(line("one"));
        until(() -> !complaints.isEmpty());
        writer.accept(line("two"));
        Thread.sleep(50);
        Files.delete(log);
        writer.accept(line("three"));
        // What waits to be told is told without a further line.
        until(() -> Files.exists(log.resolve("arcella.log")) && Files.size(log.resolve("arcella.log")) > 0);
        writer.accept(line("four"));
        writer.close();
        assertThat(complaints).singleElement().extracting(JournalLine::text).asString().contains("cannot be written");
        assertThat(Files.readString(log.resolve("arcella.log"))).contains("3 lines are missing here: ").contains("four")
                .doesNotContain("one", "two", "three");
    }

    @Test
    void aFileThatWasTakenAwayIsMadeAnew() throws Exception {
        Path file = home.resolve("log/arcella.log");
        LogWriter writer = writer(LogSettings.STANDARD);
        writer.accept(line("one"));
        until(() -> Files.exists(file) && Files.size(file) > 0);
        Files.move(file, file.resolveSibling("kept"));
        Thread.sleep(2_100);
        writer.accept(line("two"));
        writer.close();
        assertThat(Files.readString(file)).contains("two").doesNotContain("one");
        assertThat(Files.readString(file.resolveSibling("kept"))).contains("one");
    }

    @Test
    void otherSettingsHoldFromTheNextLineOn() throws Exception {
        LogWriter writer = writer(LogSettings.STANDARD);
        writer.accept(line("one"));
        until(() -> Files.exists(home.resolve("log/arcella.log")) && Files.size(home.resolve("log/arcella.log")) > 0);
        writer.settings(settings(LineFormat.JSON, "other.log", 100_000, 1));
        writer.accept(line("two"));
        until(() -> Files.exists(home.resolve("log/other.log")) && Files.size(home.resolve("log/other.log")) > 0);
        writer.settings(settings(LineFormat.JSON, "", 100_000, 1));
        writer.accept(line("three"));
        writer.close();
        assertThat(Files.readString(home.resolve("log/arcella.log"))).contains("one").doesNotContain("two");
        assertThat(Files.readString(home.resolve("log/other.log"))).startsWith("{").contains("two").doesNotContain("three");
    }

    /** A writer that is held on its way to the disk for as long as the gate is closed. */
    private LogWriter held(LogSettings settings, CountDownLatch gate) {
        InstantSource clock = () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return Instant.now();
        };
        return new LogWriter(home, settings, clock, complaints::add);
    }

    private static JournalLine ofContainer(String text) {
        return new JournalLine(line("").time(), Level.INFO, JournalLine.ABOUT, Optional.of(ModuleId.of("m@1.0.0")), text);
    }

    @Test
    void missingLinesAreToldOfWhereTheyAreMissing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Path file = home.resolve("log/x.log");
        try (LogWriter writer = held(settings(LineFormat.TEXT, "x.log", 1 << 24, 1), gate)) {
            for (int i = 0; i < 2 * LogWriter.MOST_WAITING; i++) {
                writer.accept(line("line " + i));
            }
            writer.accept(ofContainer("Completed"));
            writer.accept(line("too late"));
            gate.countDown();
            until(() -> Files.exists(file) && Files.readString(file).contains("1 lines are missing"));
            writer.accept(line("later"));
        }
        List<String> lines = Files.readAllLines(file).stream().map(text -> text.substring(text.indexOf(": ") + 2)).toList();
        // The thread may have taken a batch out of the queue before it was held.
        int written = lines.size() - 4;
        assertThat(written).isBetween(LogWriter.MOST_WAITING, LogWriter.MOST_WAITING + 512);
        for (int i = 0; i < written; i++) {
            assertThat(lines.get(i)).isEqualTo("line " + i);
        }
        assertThat(lines.subList(written, lines.size())).containsExactly(
                "(" + (2 * LogWriter.MOST_WAITING - written) + " lines are missing here: they came faster than the disk)",
                "Completed", "(1 lines are missing here: they came faster than the disk)", "later");
    }

    @Test
    void smallFilesKeepTheNoteAndTheLinesOfTheContainer() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Path file = home.resolve("log/x.log");
        try (LogWriter writer = held(settings(LineFormat.TEXT, "x.log", 16_000, 3), gate)) {
            for (int i = 0; i < 100_000; i++) {
                writer.accept(line("line " + i));
            }
            writer.accept(ofContainer("Completed"));
            gate.countDown();
            until(() -> Files.exists(file) && Files.readString(file).contains("Completed"));
        }
        // Where the one file ends and the next begins is not of interest.
        List<String> lines = new ArrayList<>(Files.readAllLines(home.resolve("log/x.log.1")));
        lines.addAll(Files.readAllLines(file));
        assertThat(lines).last().asString().endsWith(" m@1.0.0 module: Completed");
        assertThat(lines.reversed().get(1)).contains("lines are missing here: they came faster");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
