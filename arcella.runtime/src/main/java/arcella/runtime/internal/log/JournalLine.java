package arcella.runtime.internal.log;

import java.time.Instant;
import java.util.Optional;

import arcella.runtime.ModuleId;

/**
 * One line of the journal. Immutable.
 *
 * @param time when
 * @param level how grave
 * @param source the logger's name, {@code stdout}, {@code stderr} or {@code module}
 * @param module the module that it is about
 * @param text the line as it came: control characters and all
 */
public record JournalLine(Instant time, Level level, String source, Optional<ModuleId> module, String text) {

    /** How grave a line is. */
    public enum Level { TRACE, DEBUG, INFO, WARN, ERROR }
}
