package arcella.command;

import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;

/**
 * The arguments of one call, checked against the verb's parameters. Immutable.
 *
 * <p>Values keep the plain types of {@link Data}: a flag is {@link Data.Truth}, a number {@link Data.Whole}, anything
 * else {@link Data.Text}; a repeated parameter is {@link Data.Items}.
 */
public final class Arguments {

    private final VerbSpec spec;
    private final Data.Fields values;

    private Arguments(VerbSpec spec, Data.Fields values) {
        this.spec = spec;
        this.values = values;
    }

    /**
     * Checks named values against a verb's parameters.
     *
     * @throws ArcellaException if a name is unknown, a value does not fit or a required one is missing
     */
    public static Arguments of(VerbSpec spec, Data.Fields values) {
        return new Arguments(spec, ArgumentCheck.check(spec, values));
    }

    /** The value of a required text, choice, reference or upload. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("no argument " + name));
    }

    /** The value of an optional text, choice, reference or upload. */
    public Optional<String> optionalText(String name) {
        return value(name).map(data -> ((Data.Text) data).value());
    }

    /** All values of a repeated text parameter. */
    public List<String> texts(String name) {
        return value(name).stream()
                .flatMap(data -> ((Data.Items) data).values().stream())
                .map(data -> ((Data.Text) data).value())
                .toList();
    }

    /** Whether a flag is set. */
    public boolean flag(String name) {
        return value(name).map(data -> ((Data.Truth) data).value()).orElse(false);
    }

    /** The value of a number. */
    public Optional<Long> whole(String name) {
        return value(name).map(data -> ((Data.Whole) data).value());
    }

    /** The values as they travel. */
    public Data.Fields values() {
        return values;
    }

    private Optional<Data> value(String name) {
        if (spec.parameter(name).isEmpty()) {
            throw new IllegalArgumentException(spec.name() + " has no parameter " + name);
        }
        return Optional.ofNullable(values.values().get(name));
    }
}
