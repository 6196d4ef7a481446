package arcella.engine.component;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.engine.binding.HostMethod;
import arcella.error.ArcellaException;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.value.WitValue;

/**
 * A function that the host gives to a component.
 *
 * @param method the Java method behind it, where there is one
 * @param tags what the resources in its type stand for
 * @param store of the instance for which it was linked: handles in its values are this store's
 */
record HostComponentFunction(FuncType type, HostBody body, Optional<HostMethod> method,
        Map<ResourceId, ResourceTag> tags, Store store) implements ComponentFunction {

    @Override
    public ResourceTag tag(ResourceId id) {
        return Objects.requireNonNull(tags.get(id), () -> "the resource " + id + " is bound nowhere");
    }

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
