package arcella.runtime.internal.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import arcella.runtime.ModuleId;
import arcella.runtime.module.WitExport;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;

/**
 * One interface of one running instance, with all others that the instance exports beside it: what a service holds, and
 * what a wire leads to. Thread-safe.
 */
final class Export implements WitExport {

    private final ModuleId module;
    private final Interface exported;
    private final List<Interface> all;
    private final ModuleInstance instance;
    private final Map<String, ModuleFunction> functions = new ConcurrentHashMap<>();

    Export(ModuleId module, Interface exported, List<Interface> all, ModuleInstance instance) {
        this.module = module;
        this.exported = exported;
        this.all = List.copyOf(all);
        this.instance = instance;
    }

    @Override
    public ModuleId module() {
        return module;
    }

    @Override
    public String name() {
        return exported.name();
    }

    /** The instance behind it. */
    ModuleInstance instance() {
        return instance;
    }

    /** The export of the same instance that stands in for an import. */
    Optional<Interface> standIn(Interface wanted) {
        return all.stream().filter(one -> one.satisfies(wanted)).findFirst();
    }

    /** Calls a function of one of the instance's interfaces; its name is looked up once. */
    List<WitValue> call(Interface target, String function, List<WitValue> arguments) {
        return functions.computeIfAbsent(target.name() + "#" + function, instance::function).call(arguments);
    }

    @Override
    public String toString() {
        return exported.name() + " of " + module;
    }
}
