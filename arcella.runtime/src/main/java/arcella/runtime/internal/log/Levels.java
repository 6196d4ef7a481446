package arcella.runtime.internal.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.osgi.service.log.Logger;
import org.osgi.service.log.admin.LoggerAdmin;

/**
 * How much of each logger is wanted: what the configuration {@value #PID} says, whose name is the Log Service specification's,
 * and for the root logger {@code [log] level} where that says nothing. It holds for the loggers of OSGi's Log
 * Service as for modules. Thread-safe.
 */
public final class Levels implements Predicate<JournalLine> {

    /** The configuration that keeps levels: loggers' names with their levels, {@code ROOT} for all others. */
    public static final String PID = "org.osgi.service.log.admin";

    /** The logger that all others are below. */
    public static final String ROOT = Logger.ROOT_LOGGER_NAME;

    private static final int MOST_REMEMBERED = 2_000;

    private final LoggerAdmin admin;
    private LogLevel standard = LogSettings.STANDARD.level();
    private Map<String, LogLevel> configured = Map.of();
    private volatile State state = new State(Map.of(), new HashMap<>());

    /** The levels of loggers, and what was found for those that were asked for. */
    private record State(Map<String, LogLevel> levels, Map<String, LogLevel> found) {}

    /** The standard for all. */
    public Levels(LoggerAdmin admin) {
        this.admin = admin;
        apply();
    }

    /** What the root logger's level is unless it is configured. */
    synchronized void standard(LogLevel level) {
        standard = level;
        apply();
    }

    /**
     * What the configuration says now.
     *
     * @return the loggers for which it says what is no level: that says nothing
     */
    synchronized List<String> configured(Map<String, String> texts) {
        Map<String, LogLevel> levels = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        // No stream here, nor elsewhere on the way of a start: each costs a class that is made while the container starts.
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            Optional<LogLevel> level = LogLevel.of(text.getValue());
            if (level.isPresent()) {
                levels.put(text.getKey(), level.get());
            } else {
                wrong.add(text.getKey());
            }
        }
        configured = levels;
        apply();
        return wrong;
    }

    /**
     * Tells the Log Service. Its implementation reads the configuration, too, on a thread of its own, and then knows nothing of
     * the standard: so this is said again whenever it may have.
     */
    synchronized void apply() {
        Map<String, LogLevel> levels = new TreeMap<>(configured);
        levels.putIfAbsent(ROOT, standard);
        if (!levels.equals(state.levels())) {
            state = new State(Collections.unmodifiableMap(levels), new HashMap<>());
        }
        Map<String, org.osgi.service.log.LogLevel> said = new HashMap<>();
        for (Map.Entry<String, LogLevel> level : levels.entrySet()) {
            said.put(level.getKey(), level.getValue().osgi());
        }
        if (!admin.getLoggerContext(null).getLogLevels().equals(said)) {
            admin.getLoggerContext(null).setLogLevels(said);
        }
    }

    /** The loggers that have levels of their own, the root logger among them. */
    public Map<String, LogLevel> all() {
        return state.levels();
    }

    /** The logger whose level holds for one: itself, or the next above it that has one. */
    public String owner(String logger) {
        return owner(state.levels(), logger);
    }

    private static String owner(Map<String, LogLevel> levels, String logger) {
        String name = logger;
        while (!levels.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            name = dot < 0 ? ROOT : name.substring(0, dot);
        }
        return name;
    }

    /** The level that holds for a logger: its own, or that of the next above it. */
    public LogLevel of(String logger) {
        State now = state;
        synchronized (now.found()) {
            LogLevel known = now.found().get(logger);
            if (known == null) {
                known = now.levels().get(owner(now.levels(), logger));
                if (now.found().size() >= MOST_REMEMBERED) {
                    now.found().clear();
                }
                now.found().put(logger, known);
            }
            return known;
        }
    }

    @Override
    public boolean test(JournalLine line) {
        return of(line.logger()).admits(line.level());
    }
}
