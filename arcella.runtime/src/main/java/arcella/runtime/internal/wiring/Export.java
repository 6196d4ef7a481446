package arcella.runtime.internal.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.component.ForeignFace;
import arcella.engine.component.ForeignInterface;
import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;

/**
 * One interface of one running instance, with all others that the instance exports beside it: what a service holds, and
 * what a wire leads to. Thread-safe.
 */
final class Export implements TypedExport {

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
    public String provider() {
        return module.toString();
    }

    @Override
    public <T> Proxy<T> proxy(Class<T> face) {
        ImportSet set = new ImportSet("java", List.of(exported));
        Wire wire = new Wire(set, Duration.ZERO);
        wire.bind(Target.module(this, set));
        WiredImports imports = new WiredImports(List.of(wire));
        T object = ForeignFace.of(exported.name(), exported.type(), face, new ForeignInterface() {
            @Override
            public Optional<WitValue> call(String function, List<WitValue> arguments) {
                return imports.call(exported.name(), function, arguments).stream().findFirst();
            }

            @Override
            public void drop(String resource, long id) {
                imports.drop(exported.name(), id);
            }
        });
        return new Proxy<>(object, wire, imports);
    }

    @Override
    public String name() {
        return exported.name();
    }

    @Override
    public Interface exported() {
        return exported;
    }

    @Override
    public ModuleInstance instance() {
        return instance;
    }

    /** The export of the same instance that stands in for an import. */
    Optional<Interface> standIn(Interface wanted) {
        return all.stream().filter(one -> one.satisfies(wanted)).findFirst();
    }

    /** A function of one of the instance's interfaces; its name is looked up in the instance once. */
    ModuleFunction function(Interface target, String function) {
        String name = target.name() + "#" + function;
        ModuleFunction found = functions.computeIfAbsent(name, instance::function);
        return arguments -> {
            try {
                return found.call(arguments);
            } catch (NotBegunException e) {
                throw e;
            } catch (ArcellaException e) {
                // It is the caller that fails with it, far from here: it should say whose failure it was.
                throw new ArcellaException(e.code(), module + " failed in " + name + ": " + e.what(), e.remedy(), e);
            }
        };
    }

    @Override
    public String toString() {
        return exported.name() + " of " + module;
    }
}
