package arcella.runtime.config;

import java.util.Optional;

/**
 * A mistake in the configuration. Immutable.
 *
 * @param origin where it stands; the line is 0 for a file as a whole
 * @param table the first name of the key it is about; empty if it may be about all
 * @param text what is wrong, and the way out
 * @param source the line itself
 */
public record ConfigMistake(Origin origin, String table, String text, Optional<String> source) {

    private static final int LONGEST_LINE = 160;

    /** Its place and what is wrong, and the line in a second one. */
    public String shown() {
        String place = switch (origin) {
            case Origin.Place p when p.line() == 0 -> p.file();
            case Origin.Place p -> p.file() + ":" + p.line() + ":" + p.column();
            case Origin.Variable _, Origin.Standard _ -> origin.text();
        };
        return "  " + place + ": " + text + source.map(line -> "\n    " + line(origin) + " | "
                + (line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)).orElse("");
    }

    private static int line(Origin origin) {
        return origin instanceof Origin.Place place ? place.line() : 0;
    }
}
