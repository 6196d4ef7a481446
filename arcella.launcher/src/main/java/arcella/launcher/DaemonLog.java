package arcella.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import arcella.command.SystemBundles;

/**
 * What is said in the daemon's process by other ways than OSGi's Log Service: by the launcher, by {@code java.util.logging} and
 * {@code System.Logger}, which ends up there, and by {@code System.out} and {@code System.err}. It waits here until the runtime's
 * bundle takes it into the container's log; what comes later goes there at once. Thread-safe.
 *
 * <p>Only what whoever started the daemon has to see is written to its terminal, with {@link #console}: a bundle that prints for
 * ever fills no file that nobody bounds.
 */
final class DaemonLog {

    /** By which {@code java.util.logging}, which makes its handlers itself, finds the daemon's. */
    private static volatile @Nullable DaemonLog current;

    private static final int MOST_WAITING = 1_000;
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final PrintStream out;
    private final PrintStream terminal;
    private final Deque<Map<String, Object>> waiting = new ArrayDeque<>();
    private @Nullable Consumer<Map<String, Object>> taker;

    DaemonLog(PrintStream out, PrintStream terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Takes over what is printed and logged in this process. */
    void install() {
        current = this;
        System.setOut(lines("stdout"));
        System.setErr(lines("stderr"));
        // Read when somebody logs that way first, and not before.
        System.setProperty("java.util.logging.config.class", JavaLogging.class.getName());
    }

    private PrintStream lines(String logger) {
        return new PrintStream(new LineStream(line -> add("INFO", logger, line, null)), true, StandardCharsets.UTF_8);
    }

    static Optional<DaemonLog> current() {
        return Optional.ofNullable(current);
    }

    /** Says something to whoever started the daemon, and to the log. */
    void console(String level, String text) {
        terminal.println("arcella: " + text);
        add(level, "arcella.launcher", text, null);
    }

    /** Says that the daemon runs to whoever started it, on standard output. */
    void ready(String text) {
        out.println(text);
        add("INFO", "arcella.launcher", text, null);
    }

    /** Gives the process its standard output and error back. */
    void uninstall() {
        System.setOut(out);
        System.setErr(terminal);
    }

    /**
     * Says something to the log.
     *
     * @param level a level of OSGi's Log Service
     */
    void add(String level, String logger, String text, @Nullable Throwable failure) {
        Map<String, Object> line = new HashMap<>(
                Map.of("time", Instant.now(), "level", level, "logger", logger, "text", failure == null ? text : text + " (" + failure + ")"));
        caller().ifPresent(bundle -> line.put("bundle", bundle));
        Consumer<Map<String, Object>> known;
        synchronized (waiting) {
            known = taker;
            if (known == null) {
                if (waiting.size() == MOST_WAITING) {
                    waiting.removeFirst();
                }
                waiting.addLast(line);
            }
        }
        if (known != null) {
            known.accept(line);
        }
    }

    /** The bundle that is at work on this thread; those of the container only pass on what it says. */
    private static Optional<Bundle> caller() {
        return STACK.walk(frames -> frames.map(frame -> Optional.ofNullable(FrameworkUtil.getBundle(frame.getDeclaringClass())))
                .flatMap(Optional::stream).filter(bundle -> !SystemBundles.contains(bundle.getLocation())).findFirst());
    }

    /** Has wait again what is said: the runtime's bundle that took it has gone. */
    void disconnect() {
        synchronized (waiting) {
            taker = null;
        }
    }

    /**
     * Hands over what waits, and all that comes.
     *
     * @param newTaker takes lines, each with {@code time}, {@code level}, {@code logger}, {@code text} and, if it is known, the
     *     {@code bundle}
     * @return writes to the terminal of whoever started the daemon
     */
    Consumer<String> connect(Consumer<Map<String, Object>> newTaker) {
        synchronized (waiting) {
            waiting.forEach(newTaker);
            waiting.clear();
            taker = newTaker;
        }
        return terminal::println;
    }
}
