package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.wit.value.WitValue;

/** The Java side of a function that a component imports. Runs on the thread that runs the guest. */
@FunctionalInterface
public interface HostBody {

    /**
     * Runs the function.
     *
     * @param arguments one value per parameter; borrowed handles among them are valid until this returns
     * @return the result, present exactly if the function's type has one
     */
    Optional<WitValue> call(List<WitValue> arguments);
}
