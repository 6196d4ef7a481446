package arcella.runtime.internal.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.runtime.ModuleId;
import arcella.worker.ModuleInstance;

/** One installed module's imports and exports at run time: its wires, and where they lead. Thread-safe. */
public final class ModuleWiring {

    private final ModuleId id;
    private final ModuleWit wit;
    private final BundleContext context;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    /** Without regard to whom a provider needs: that may change after SCR has decided, and SCR hears of it. */
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final Map<ServiceReference<?>, Target> bound = new ConcurrentHashMap<>();
    private final Set<WiredImports> living = ConcurrentHashMap.newKeySet();

    /**
     * @param context gets the services that are bound
     * @param patience how long a call waits for a provider
     */
    public ModuleWiring(ModuleId id, ModuleWit wit, BundleContext context, Duration patience) {
        this.id = id;
        this.wit = wit;
        this.context = context;
        for (ImportSet set : wit.imports()) {
            wires.put(set.reference(), new Wire(set, patience));
            filters.put(set.reference(), filter(set.offer(id)));
        }
    }

    private static Filter filter(String text) {
        try {
            return FrameworkUtil.createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + text, e);
        }
    }

    /** The module's name and version. */
    public ModuleId id() {
        return id;
    }

    /** What the module imports and exports. */
    public ModuleWit wit() {
        return wit;
    }

    /** Its wires, one for each set of imports. */
    public List<Wire> wires() {
        return List.copyOf(wires.values());
    }

    /** The wire of a reference of its DS component. */
    public Optional<Wire> wire(String reference) {
        return Optional.ofNullable(wires.get(reference));
    }

    /** The imports of a new instance. */
    public WiredImports imports() {
        WiredImports imports = new WiredImports(wires());
        living.add(imports);
        return imports;
    }

    /** An instance has ended: what it holds of others is given up. */
    public void ended(WiredImports imports) {
        living.remove(imports);
        imports.close();
    }

    /** SCR bound a service to one of the references. */
    public void bind(ServiceReference<?> reference) {
        Object service = context.getService(reference);
        if (service == null) {
            return;
        }
        for (Wire wire : wiresFor(reference)) {
            Target target = switch (service) {
                case Export export -> Target.module(export, wire.set());
                case JavaExport export -> export.target(wire.set());
                default -> throw new IllegalStateException(service + " says that it is an export");
            };
            bound.put(reference, target);
            wire.bind(target);
        }
    }

    /** SCR unbound it. */
    public void unbind(ServiceReference<?> reference) {
        Target target = bound.remove(reference);
        if (target != null) {
            wires.values().forEach(wire -> wire.unbind(target));
            target.close();
            context.ungetService(reference);
        }
    }

    private List<Wire> wiresFor(ServiceReference<?> reference) {
        List<Wire> found = new ArrayList<>(1);
        filters.forEach((name, filter) -> {
            if (filter.match(reference)) {
                found.add(Optional.ofNullable(wires.get(name)).orElseThrow());
            }
        });
        return found;
    }

    /** How many resources of another module's instance its own instances hold. */
    public long heldFrom(ModuleInstance provider) {
        return living.stream().mapToLong(imports -> imports.heldFrom(provider)).sum();
    }

    /** The module is removed: who waits on a wire is told. */
    public void close() {
        wires.values().forEach(Wire::close);
    }

    @Override
    public String toString() {
        return "wiring of " + id;
    }
}
