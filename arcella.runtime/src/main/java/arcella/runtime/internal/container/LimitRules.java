package arcella.runtime.internal.container;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.runtime.manifest.LimitBounds;

/**
 * The operator's defaults and caps, as {@code etc/arcella.toml} has them at each moment. The file is read each time, and
 * understood when its text is another than before. Thread-safe.
 */
final class LimitRules {

    private final Path file;
    private @Nullable String text;
    private LimitPolicy policy = LimitPolicy.NONE;

    LimitRules(Path file) {
        this.file = file;
    }

    /**
     * What holds for the modules of a name now.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if nobody can say, for mistakes in the file: whatever depends on
     *     it waits until they are mended. Mistakes in grants alone are none here
     */
    synchronized LimitBounds of(String name) {
        String present = ContainerConfig.text(file);
        if (!present.equals(text)) {
            policy = ContainerConfig.limits(present);
            text = present;
        }
        return policy.of(name);
    }

    /** What held when that could last be said: for what only shows it. */
    LimitBounds known(String name) {
        try {
            return of(name);
        } catch (ArcellaException e) {
            synchronized (this) {
                return policy.of(name);
            }
        }
    }
}
