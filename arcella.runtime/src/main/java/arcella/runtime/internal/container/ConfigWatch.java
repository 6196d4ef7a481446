package arcella.runtime.internal.container;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.config.ConfigDifference;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.ConfigSource.Change;
import arcella.runtime.config.Configuration;

/** Follows the container's own configuration, and takes what has changed to the modules. Thread-safe. */
public final class ConfigWatch {

    private final ConfigSource source;
    private final Reconfiguration modules;
    private final Consumer<String> news;
    private final Consumer<String> warnings;
    private final Consumer<ArcellaException> problems;

    /**
     * @param news hears of what was taken on, a line each
     * @param warnings hears of what is no mistake and should be seen to, a line each
     * @param problems hears of mistakes
     */
    ConfigWatch(ConfigSource source, Reconfiguration modules, Consumer<String> news, Consumer<String> warnings,
            Consumer<ArcellaException> problems) {
        this.source = source;
        this.modules = modules;
        this.news = news;
        this.warnings = warnings;
        this.problems = problems;
    }

    /** Looks once whether files have changed; to be called now and then. */
    void look() {
        Optional<Change> seen = source.look();
        if (seen.isEmpty()) {
            return;
        }
        Change change = seen.get();
        if (!change.holds()) {
            problems.accept(refused(change.configuration()));
            return;
        }
        List<String> lines = ConfigDifference.between(change.before(), change.configuration());
        (lines.isEmpty() ? Stream.of("it says what it said before") : lines.stream()).forEach(line -> news.accept("configuration: " + line));
        change.configuration().warnings().stream().filter(line -> !change.before().warnings().contains(line)).forEach(warnings);
        modules.all();
    }

    /**
     * Reads everything now, and takes it on.
     *
     * @return what has changed since it was last taken on, a line each
     * @throws ArcellaException {@code BAD_CONFIGURATION} if there are mistakes; nothing has changed then
     */
    public List<String> reload() {
        Configuration before = source.told();
        Configuration now = source.reload();
        if (!now.mistakes().isEmpty()) {
            throw refused(now);
        }
        look();
        return ConfigDifference.between(before, now);
    }

    private ArcellaException refused(Configuration configuration) {
        return new ArcellaException(RuntimeError.BAD_CONFIGURATION,
                (source.everHeld() ? "nothing was changed, and what held before goes on to hold: " : "nothing was changed: ")
                        + configuration.shown(), "");
    }
}
