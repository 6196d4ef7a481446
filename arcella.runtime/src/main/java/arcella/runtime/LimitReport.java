package arcella.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import arcella.runtime.manifest.Limit;

/**
 * What holds of one limit of a module, and why. Immutable.
 *
 * @param limit which
 * @param value what holds, in bytes, pieces or milliseconds; empty where it is not counted
 * @param origin where that comes from
 * @param asked what was asked for and not given, because a cap or the want of a grant stands against it
 * @param present what the living instance has until it is restarted, where that is another; in words
 */
public record LimitReport(
        Limit limit, OptionalLong value, Origin origin, OptionalLong asked, Optional<String> present) {

    /** Where the value of a limit comes from. */
    public enum Origin {
        /** The built-in default. */
        DEFAULT,
        /** {@code [defaults.limits]} of {@code etc/arcella.toml}. */
        CONTAINER_DEFAULT,
        /** The module's manifest. */
        MANIFEST,
        /** The module's configuration. */
        CONFIGURATION,
        /** A cap of {@code etc/arcella.toml}, below all others. */
        CAPPED;

        /** In lower case, as words. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The value as a manifest writes it, or that it is not counted. */
    public String valueText() {
        return value.isEmpty() ? NOT_COUNTED : limit.text(value.getAsLong());
    }

    /** Stands for the value of what is not counted. */
    public static final String NOT_COUNTED = "not counted";

    /** The limit, its value and why, such as {@code memory 1GiB (capped, 2GiB asked)}. */
    public String text() {
        List<String> why = new ArrayList<>();
        if (value.isPresent()) {
            why.add(origin.text());
            asked.ifPresent(more -> why.add(
                    limit.text(more) + (origin == Origin.CAPPED ? " asked" : " asked and not granted")));
        }
        present.ifPresent(other -> why.add(other + " until it is restarted"));
        return limit.key() + " " + valueText() + (why.isEmpty() ? "" : " (" + String.join(", ", why) + ")");
    }
}
