package arcella.runtime.manifest;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as a manifest writes them: {@code 500ms}, {@code 5s}, {@code 2min}, {@code 1h}. */
public final class Durations {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?(ms|s|min|m|h)");

    private Durations() {}

    /** Reads a whole number with a unit; empty if it is nothing of the kind. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        });
    }

    /** With the largest unit that divides it; reads back to the same duration if that was whole milliseconds. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis != 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis != 0 && millis % 60_000 == 0) {
            return millis / 60_000 + "min";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
