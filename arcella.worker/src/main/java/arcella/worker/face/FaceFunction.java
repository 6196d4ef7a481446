package arcella.worker.face;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.typed.TypeCheck;
import arcella.wit.typed.TypeText;
import arcella.wit.value.WitValue;
import arcella.wit.wave.Wave;
import arcella.worker.WorkerError;

/**
 * A function that a module exports, with the types of its values. Immutable.
 *
 * @param owner the exported interface that it belongs to, as the component names it; empty for one of the module itself
 * @param name its name there
 * @param params its parameters, their types closed
 * @param results the types of its results, closed; a component's function has at most one
 * @param signature its type in WIT's manner, with the names that types have where it stands; cut if it is very long
 */
public record FaceFunction(
        Optional<String> owner, String name, List<WitFunction.Param> params, List<WitType> results, String signature) {

    /** Copies the lists. */
    public FaceFunction {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(name, "name");
        params = List.copyOf(params);
        results = List.copyOf(results);
        Objects.requireNonNull(signature, "signature");
    }

    /**
     * A function, with its signature made from its types.
     *
     * @param names the names that types have where the function stands, compared by identity
     * @param letters how long the signature may get
     */
    public static FaceFunction of(Optional<String> owner, String name, List<WitFunction.Param> params,
            List<WitType> results, Map<WitType, String> names, int letters) {
        return new FaceFunction(owner, name, params, results, TypeText.signature(params, results, names, letters));
    }

    /** Its name as {@link arcella.worker.ModuleInstance#call} takes it. */
    public String key() {
        return owner.map(iface -> iface + "#" + name).orElse(name);
    }

    /** Its name as a call in text writes it: {@code ns:pkg/iface@1.0.0.name}. */
    public String callName() {
        return owner.map(iface -> iface + "." + name).orElse(name);
    }

    /**
     * What a call gave, as WAVE; nothing for a function without results.
     *
     * @throws ArcellaException {@link WorkerError#PROTOCOL} if these are no values of its result types: whoever ran the
     *     function does not keep to its type
     */
    public String text(List<WitValue> given) {
        return text(given, Integer.MAX_VALUE);
    }

    /**
     * As {@link #text(List)}, if it is not too long.
     *
     * @param most how many characters it may take
     * @throws ArcellaException likewise, or {@link arcella.wit.WitError#WAVE} if it would take more
     */
    public String text(List<WitValue> given, int most) {
        boolean fits = given.size() == results.size();
        for (int i = 0; fits && i < results.size(); i++) {
            fits = TypeCheck.mismatch(given.get(i), results.get(i)).isEmpty();
        }
        if (!fits) {
            throw new ArcellaException(WorkerError.PROTOCOL,
                    "the function \"" + key() + "\" gave something else than its type says", "restart the module");
        }
        return given.stream().map(value -> Wave.print(value, most)).collect(Collectors.joining(", "));
    }

    /** The function in WIT's manner. */
    @Override
    public String toString() {
        return callName() + ": " + signature;
    }
}
