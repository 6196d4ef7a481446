package arcella.runtime.internal.container;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;
import arcella.runtime.manifest.LimitBounds;

/**
 * The operator's defaults and caps, as the configuration has them at each moment; understood when it is another than before.
 * Thread-safe.
 */
final class LimitRules {

    private static final String[] TABLES = {"defaults", "caps"};

    private final ConfigSource source;
    private @Nullable Configuration read;
    private LimitPolicy policy = LimitPolicy.NONE;

    LimitRules(ConfigSource source) {
        this.source = source;
    }

    /**
     * What holds for the modules of a name now.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if nobody can say, since there have been mistakes in these tables
     *     from the container's start on: whatever depends on it waits until they are mended
     */
    LimitBounds of(String name) {
        return of(source.holding(TABLES), name);
    }

    /** What holds as far as that can be said: for what only shows it. */
    LimitBounds known(String name) {
        return of(source.known(), name);
    }

    private synchronized LimitBounds of(Configuration configuration, String name) {
        if (configuration != read) {
            policy = LimitPolicy.of(configuration);
            read = configuration;
        }
        return policy.of(name);
    }
}
