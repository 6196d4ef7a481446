package arcella.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import org.junit.jupiter.api.Test;

class DaemonLogTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    private final DaemonLog log = new DaemonLog(stream, stream);
    private final List<String> taken = new ArrayList<>();

    private void connect() {
        log.connect(line -> taken.add(line.get("level") + " " + line.get("logger") + " " + line.get("text"))).accept("to the terminal");
    }

    @Test
    void whatIsSaidBeforehandWaits() {
        log.add("INFO", "a", "first", null);
        log.console("ERROR", "it gives up");
        connect();
        log.add("WARN", "b", "later", new IllegalStateException("why"));
        assertThat(taken).containsExactly("INFO a first", "ERROR arcella.launcher it gives up",
                "WARN b later (java.lang.IllegalStateException: why)");
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("arcella: it gives up%nto the terminal%n".formatted());
    }

    @Test
    void onlySoMuchWaits() {
        for (int i = 0; i < 1_500; i++) {
            log.add("INFO", "a", "line " + i, null);
        }
        connect();
        assertThat(taken).hasSize(1_000).first().isEqualTo("INFO a line 500");
    }

    @Test
    void whatIsPrintedAndLoggedInJavasOwnWayIsTaken() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        String configured = System.getProperty("java.util.logging.config.class", "");
        PrintStream before = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        DaemonLog installed = new DaemonLog(out, err);
        try {
            installed.install();
            installed.connect(line -> taken.add(line.get("level") + " " + line.get("logger") + " " + line.get("text")));
            System.out.print("half ");
            System.out.println("a line\r");
            System.err.println("an error");
            LogRecord record = new LogRecord(Level.WARNING, "{0} of {1}");
            record.setLoggerName("x.Y");
            record.setParameters(new Object[] {"one", "two"});
            new JavaLogging.ToDaemonLog().publish(record);
            LogRecord fine = new LogRecord(Level.FINE, "set {0");
            fine.setParameters(new Object[] {"one"});
            new JavaLogging.ToDaemonLog().publish(fine);
        } finally {
            installed.uninstall();
            if (configured.isEmpty()) {
                System.clearProperty("java.util.logging.config.class");
            }
        }
        assertThat(System.out).isSameAs(out).isNotSameAs(before);
        assertThat(taken).containsExactly("INFO stdout half a line", "INFO stderr an error", "WARN x.Y one of two", "DEBUG java set {0");
    }

    @Test
    void longLinesAreCutBetweenCharacters() {
        List<String> lines = new ArrayList<>();
        try (PrintStream print = new PrintStream(new LineStream(lines::add), true, StandardCharsets.UTF_8)) {
            print.print("x".repeat(4095) + "äöü\n");
            print.print("y".repeat(10_000) + "\n");
        }
        assertThat(String.join("|", lines)).isEqualTo("x".repeat(4095) + "ä|öü|" + "y".repeat(4096) + "|" + "y".repeat(4096) + "|" + "y".repeat(1808));
    }
}
