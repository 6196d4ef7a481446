package arcella.worker.face;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.wit.WitId;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;
import arcella.wit.wave.WaveCall;
import arcella.worker.WorkerError;

/**
 * A call that was written as text, with the function it means and its arguments. Immutable.
 *
 * @param function the function
 * @param arguments one value of its type for each parameter
 */
public record CallText(FaceFunction function, List<WitValue> arguments) {

    private static final int MOST_NAMES = 12;

    /** Copies the list. */
    public CallText {
        Objects.requireNonNull(function, "function");
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads {@code fn(…)}, {@code iface.fn(…)} or {@code ns:pkg/iface[@version].fn(…)} with arguments in WAVE. A bare
     * {@code fn} means the module's own function of that name, or else the one that some interface has.
     *
     * @param module the module's id, for messages
     * @throws ArcellaException {@link WorkerError#NO_FUNCTION} or {@link WorkerError#AMBIGUOUS_FUNCTION}, or a {@link
     *     arcella.wit.text.WitTextException} with the place in the text where it is no call or its arguments do not fit
     */
    public static CallText parse(String text, String module, Collection<FaceFunction> functions) {
        WaveCall call = Wave.call(text);
        List<FaceFunction> found = functions.stream().filter(function -> means(call, function)).toList();
        if (call.interfaceName().isEmpty() && found.stream().anyMatch(function -> function.owner().isEmpty())) {
            found = found.stream().filter(function -> function.owner().isEmpty()).toList();
        }
        if (found.isEmpty()) {
            throw new ArcellaException(WorkerError.NO_FUNCTION, module + " has no function \"" + name(text) + "\"",
                    functions.isEmpty() ? "it exports no functions at all" : "it has " + some(functions));
        }
        if (found.size() > 1) {
            throw new ArcellaException(WorkerError.AMBIGUOUS_FUNCTION,
                    "\"" + name(text) + "\" may be any of " + some(found), "write one of these");
        }
        return new CallText(found.getFirst(), call.arguments(found.getFirst().params()));
    }

    private static boolean means(WaveCall call, FaceFunction function) {
        if (!call.function().equals(function.name())) {
            return false;
        }
        if (call.interfaceName().isEmpty()) {
            return true;
        }
        if (function.owner().isEmpty()) {
            return false;
        }
        String owner = function.owner().get();
        if (owner.indexOf(':') < 0) {
            return call.owner().isEmpty() && owner.equals(call.interfaceName().get());
        }
        WitId id = WitId.parse(owner);
        return id.name().equals(call.interfaceName().get()) && call.owner().filter(wanted ->
                !(wanted.version().isEmpty() ? wanted.equals(id.owner().unversioned()) : wanted.equals(id.owner())))
                .isEmpty();
    }

    private static String name(String text) {
        return text.substring(0, text.indexOf('(')).strip();
    }

    private static String some(Collection<FaceFunction> functions) {
        String first = functions.stream().limit(MOST_NAMES).map(FaceFunction::callName).collect(Collectors.joining(", "));
        return functions.size() > MOST_NAMES ? first + " and " + (functions.size() - MOST_NAMES) + " more" : first;
    }
}
