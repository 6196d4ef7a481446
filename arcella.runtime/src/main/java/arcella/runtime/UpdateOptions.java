package arcella.runtime;

import java.time.Duration;

/**
 * How new content takes a module's place.
 *
 * @param force also if that breaks modules or Java bundles that use it, or if it cannot run at once
 * @param drain how long calls that run in the old instance, and resources of it that others hold, may keep it
 */
public record UpdateOptions(boolean force, Duration drain) {

    /** What holds if nothing is said: no force, and ten seconds. */
    public static final UpdateOptions STANDARD = new UpdateOptions(false, Duration.ofSeconds(10));

    public UpdateOptions {
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain " + drain);
        }
    }
}
