package arcella.engine.binding;

import java.lang.invoke.MethodHandle;
import java.util.List;

import arcella.wit.resolved.ValueType;

/**
 * A generated class that carries the values of one function over, straight between Java's locals and the guest's slots
 * and memory.
 *
 * @param handle for a function of a guest: takes an {@link arcella.engine.abi.AdapterPort} and the arguments, and gives
 *     the result, where whatever is no scalar is an {@link Object}; for a Java method: takes the port and the guest's
 *     flat arguments as a {@code long[]}, and gives its flat results
 * @param resources the resources in the function's type, by the numbers that the port gets
 */
public record Adapter(MethodHandle handle, List<ResourceUse> resources) {

    /** Copies the list. */
    public Adapter {
        resources = List.copyOf(resources);
    }

    /**
     * A handle in a function's type.
     *
     * @param type the owning or borrowing type
     * @param owned which of the two
     */
    public record ResourceUse(ValueType type, boolean owned, ResourceBinding binding) {}
}
