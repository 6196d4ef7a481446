package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.resolved.FuncType;
import arcella.wit.value.WitValue;

/** A function that the host gives to a component. */
record HostComponentFunction(FuncType type, HostBody body) implements ComponentFunction {

    @Override
    public Optional<WitValue> call(Optional<InstanceState> caller, List<WitValue> arguments) {
        Optional<WitValue> result = body.call(arguments);
        if (result.isPresent() != type.result().isPresent()) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "a host function returned " + (result.isPresent() ? "a value" : "nothing") + " against its type",
                    "this is an error in the host function");
        }
        return result;
    }
}
