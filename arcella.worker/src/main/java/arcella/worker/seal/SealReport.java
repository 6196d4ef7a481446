package arcella.worker.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * What was sealed. Immutable.
 *
 * @param done the parts that hold, a line each
 * @param missing the parts that this system lacks or refused, and why, a line each
 */
public record SealReport(List<String> done, List<String> missing) {

    private static final String MISSING = "missing: ";

    /** Copies the lists. */
    public SealReport {
        done = List.copyOf(done);
        missing = List.copyOf(missing);
    }

    /** Whether nothing is missing. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** All lines, those of missing parts marked. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(done);
        missing.forEach(line -> lines.add(MISSING + line));
        return List.copyOf(lines);
    }

    /** Those of such {@link #lines} that tell of missing parts, without the mark. */
    public static List<String> missing(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(MISSING)).map(line -> line.substring(MISSING.length())).toList();
    }
}
