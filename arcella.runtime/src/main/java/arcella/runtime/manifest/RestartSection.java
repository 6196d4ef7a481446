package arcella.runtime.manifest;

import java.time.Duration;

/**
 * The section {@code [restart]}.
 *
 * @param policy when an instance that ended is started again
 * @param max how many restarts in a row before the module counts as failed
 * @param backoff the wait before the first restart; it doubles with each one
 * @param callWait how long calls that arrive meanwhile wait for the new instance
 */
public record RestartSection(Policy policy, int max, Duration backoff, Duration callWait) {

    /** When an instance that ended is started again. */
    public enum Policy {
        /** After a trap, a limit or the death of its worker; a command's exit, whatever its code, is no failure. */
        ON_FAILURE,
        /** After every end, a command's exit included. */
        ALWAYS,
        /** Not at all. */
        NEVER;

        /** As the manifest writes it. */
        public String text() {
            return switch (this) {
                case ON_FAILURE -> "on-failure";
                case ALWAYS -> "always";
                case NEVER -> "never";
            };
        }
    }

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** On failure, five times, after a second; calls wait five seconds. */
    public static final RestartSection STANDARD =
            new RestartSection(Policy.ON_FAILURE, 5, Duration.ofSeconds(1), Duration.ofSeconds(5));

    public RestartSection {
        if (max < 0 || backoff.isNegative() || callWait.isNegative()) {
            throw new IllegalArgumentException("max " + max + ", backoff " + backoff + ", wait " + callWait);
        }
    }

    /**
     * The wait before a restart: the backoff doubled with each restart in a row, at most a minute (or the backoff
     * itself, if that is longer).
     *
     * @param attempt from 1
     */
    public Duration delay(int attempt) {
        Duration longest = backoff.compareTo(LONGEST_WAIT) > 0 ? backoff : LONGEST_WAIT;
        Duration delay = backoff;
        for (int i = 1; i < attempt && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
            if (delay.isZero()) {
                return delay;
            }
        }
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
