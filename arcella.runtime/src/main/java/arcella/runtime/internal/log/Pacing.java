package arcella.runtime.internal.log;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import arcella.runtime.ModuleId;

/**
 * The pace of every module and bundle, and what there is to tell of lines that were dropped. A module has one pace, whatever it
 * writes to and however often it is restarted. Thread-safe.
 */
public final class Pacing {

    private static final Set<String> PRINTS = Set.of("stdout", "stderr");

    private final InstantSource clock;
    private final Map<ModuleId, LinePace> modules = new ConcurrentHashMap<>();
    private final Map<String, LinePace> bundles = new ConcurrentHashMap<>();
    private volatile int rate = LinePace.STANDARD_RATE;

    /** Everybody at the standard rate. */
    public Pacing(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on so many lines a second. */
    void rate(int linesPerSecond) {
        rate = linesPerSecond;
    }

    /** Whether a line of a module or bundle may be written, or a print of nobody knows whom; the container itself always may. */
    boolean take(JournalLine line) {
        int length = line.text().length();
        if (line.module().isPresent()) {
            return pace(modules, line.module().get()).take(length);
        }
        Optional<String> bundle = line.bundle().or(() -> Optional.of("java").filter(java -> PRINTS.contains(line.source())));
        return bundle.isEmpty() || pace(bundles, bundle.get()).take(length);
    }

    private <K> LinePace pace(Map<K, LinePace> paces, K key) {
        return paces.computeIfAbsent(key, same -> new LinePace(clock, () -> rate));
    }

    /** Writes how many lines were dropped, where it is time to; forgets those who have not written for a while. */
    void tell(Journal journal) {
        modules.forEach((module, pace) -> pace.dropped().ifPresent(text -> journal.add(
                new JournalLine(clock.instant(), JournalLine.Level.WARN, JournalLine.ABOUT, Optional.of(module), text))));
        bundles.forEach((bundle, pace) -> pace.dropped().ifPresent(text -> journal.add(
                new JournalLine(clock.instant(), JournalLine.Level.WARN, JournalLine.ABOUT_BUNDLE,
                Optional.empty(), Optional.of(bundle), text))));
        modules.values().removeIf(LinePace::rested);
        bundles.values().removeIf(LinePace::rested);
    }
}
