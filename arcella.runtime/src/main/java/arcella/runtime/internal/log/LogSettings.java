package arcella.runtime.internal.log;

import java.nio.file.Path;
import java.util.Optional;

import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.Configuration;
import arcella.runtime.manifest.ByteSize;

/**
 * What the container's configuration says in {@code [log]}. Immutable.
 *
 * @param level of all loggers that have none of their own
 * @param format of the file
 * @param file the file, from the home's {@code log/} folder on; empty for no file
 * @param maxSize after how much a file is set aside
 * @param maxFiles how many files there are at most, the current one among them
 * @param rate how many lines a second one module may write for long
 */
public record LogSettings(LogLevel level, LineFormat format, String file, ByteSize maxSize, int maxFiles, int rate) {

    /** What holds unless something else is said. */
    public static final LogSettings STANDARD =
            new LogSettings(LogLevel.INFO, LineFormat.TEXT, "arcella.log", new ByteSize(10 << 20), 5, LinePace.STANDARD_RATE);

    /** What the container's configuration says. */
    public static LogSettings of(Configuration configuration) {
        return new LogSettings(
                LogLevel.of(configuration.get(ConfigKeys.LOG_LEVEL)).orElse(STANDARD.level()),
                configuration.get(ConfigKeys.LOG_FORMAT).equals("json") ? LineFormat.JSON : LineFormat.TEXT,
                configuration.get(ConfigKeys.LOG_FILE),
                new ByteSize(configuration.get(ConfigKeys.LOG_MAX_SIZE)),
                Math.toIntExact(configuration.get(ConfigKeys.LOG_MAX_FILES)),
                Math.toIntExact(configuration.get(ConfigKeys.LOG_RATE)));
    }

    /** The file in a home; empty if there is to be none. */
    Optional<Path> file(Path home) {
        return file.isEmpty() ? Optional.empty() : Optional.of(home.resolve("log").resolve(file).normalize());
    }
}
