package arcella.runtime.internal.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.engine.component.ForeignInterface;
import arcella.wasi.preview2.ServiceInterfaces;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleImports;

/**
 * The imports of one instance: what the container serves itself, and what comes from other modules. What the instance holds
 * of either is given up by whoever made them.
 */
public final class InstanceImports implements ModuleImports {

    private final Map<String, ForeignInterface> served;
    private final ModuleImports others;

    /** @param others all that the services do not have */
    public InstanceImports(ServiceInterfaces services, ModuleImports others) {
        this.served = services.byName();
        this.others = others;
    }

    @Override
    public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
        ForeignInterface own = served.get(iface);
        return own == null ? others.call(iface, function, arguments) : listed(own.call(function, arguments));
    }

    @Override
    public ModuleFunction function(String iface, String function) {
        ForeignInterface own = served.get(iface);
        if (own == null) {
            return others.function(iface, function);
        }
        ForeignInterface.Function resolved = own.function(function);
        return arguments -> listed(resolved.call(arguments));
    }

    /** Without a stream: each call of a host function comes by here. */
    private static List<WitValue> listed(Optional<WitValue> result) {
        return result.isPresent() ? List.of(result.get()) : List.of();
    }

    @Override
    public void drop(String iface, long id) {
        ForeignInterface own = served.get(iface);
        if (own == null) {
            others.drop(iface, id);
        } else {
            own.drop("", id);
        }
    }
}
