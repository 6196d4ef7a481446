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
        if (line.bundle().isPresent()) {
            return pace(bundles, line.bundle().get()).take(length);
        }
        return !PRINTS.contains(line.source()) || pace(bundles, "java").take(length);
    }

    private <K> LinePace pace(Map<K, LinePace> paces, K key) {
        return paces.computeIfAbsent(key, same -> new LinePace(clock, () -> rate));
    }

    /** Writes how many lines were dropped, where it is time to; forgets those who have not written for a while. */
    void tell(Journal journal) {
        for (Map.Entry<ModuleId, LinePace> module : modules.entrySet()) {
            Optional<String> text = module.getValue().dropped();
            if (text.isPresent()) {
                journal.add(new JournalLine(clock.instant(), JournalLine.Level.WARN, JournalLine.ABOUT,
                        Optional.of(module.getKey()), text.get()));
            }
        }
        for (Map.Entry<String, LinePace> bundle : bundles.entrySet()) {
            Optional<String> text = bundle.getValue().dropped();
            if (text.isPresent()) {
                journal.add(new JournalLine(clock.instant(), JournalLine.Level.WARN, JournalLine.ABOUT_BUNDLE, Optional.empty(),
                        Optional.of(bundle.getKey()), text.get()));
            }
        }
        modules.values().removeIf(LinePace::rested);
        bundles.values().removeIf(LinePace::rested);
    }
}
