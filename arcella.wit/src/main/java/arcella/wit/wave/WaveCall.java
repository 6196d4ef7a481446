package arcella.wit.wave;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import arcella.wit.PackageId;
import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.text.WitPrinter;
import arcella.wit.text.WitSource;
import arcella.wit.text.WitTextException;
import arcella.wit.value.WitValue;

/**
 * A call as text, whose arguments wait for their types.
 *
 * @param owner the package named, if one is, with its version if that is named
 * @param interfaceName the interface named, if one is
 * @param function the function
 * @param source the text of the call
 * @param argumentsStart the index in the text behind the opening parenthesis
 */
public record WaveCall(
        Optional<PackageId> owner,
        Optional<String> interfaceName,
        String function,
        WitSource source,
        int argumentsStart) {

    /** Checks that a package comes with an interface. */
    public WaveCall {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(source, "source");
        Objects.checkIndex(argumentsStart, source.text().length() + 1);
        if (owner.isPresent() && interfaceName.isEmpty()) {
            throw new IllegalArgumentException("a package without an interface");
        }
    }

    /**
     * Reads the arguments. Those at the end whose type is an option may be left out and are {@code none} then.
     *
     * @param params the parameters of the function, their types closed
     * @throws WitTextException {@link WitError#WAVE} if the text does not fit them
     */
    public List<WitValue> arguments(List<WitFunction.Param> params) {
        WaveTokens tokens = new WaveTokens(source, argumentsStart);
        List<WitValue> values = new ArrayList<>();
        WaveParser parser = new WaveParser(tokens);
        parser.sequence(")", () -> {
            if (values.size() == params.size()) {
                throw tokens.error(
                        tokens.peek(),
                        "more arguments than '" + function + "' has parameters",
                        params.isEmpty() ? "write '" + function + "()'" : "give at most " + params.size());
            }
            values.add(parser.value(params.get(values.size()).type()));
        });
        tokens.expectEnd();
        while (values.size() < params.size()) {
            WitFunction.Param missing = params.get(values.size());
            if (!(missing.type() instanceof WitType.OptionType)) {
                throw tokens.error(
                        tokens.peek(),
                        "no argument for parameter '" + missing.name() + "' of '" + function + "'",
                        "give a value of type " + WitPrinter.print(missing.type()));
            }
            values.add(WitValue.OptionOf.none());
        }
        return List.copyOf(values);
    }
}
