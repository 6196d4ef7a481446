package arcella.runtime.internal.wiring;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.runtime.ModuleId;
import arcella.worker.ModuleInstance;

/**
 * One installed module's imports and exports at run time: its wires, and where they lead. Thread-safe.
 *
 * <p>SCR says what is bound, in the order in which it happens, with one exception. While it activates the component, one
 * thread binds what was best at first. If a better service comes then, or that one goes, another thread binds the next and
 * unbinds the first, perhaps before the first thread has bound it: so that it stays bound here, and nowhere else. What SCR
 * says when it is asked is right all the same, and {@link #settle} asks it.
 */
public final class ModuleWiring {

    private final ModuleId id;
    private final ModuleWit wit;
    private final BundleContext context;
    private final Map<String, Wire> wires = new LinkedHashMap<>();
    /** Without regard to whom a provider needs: that may change after SCR has decided, and SCR hears of it. */
    private final Map<Wire, Filter> filters = new LinkedHashMap<>();
    private final Object lock = new Object();
    private final Map<ServiceReference<?>, Map<Wire, Target>> bound = new HashMap<>();
    /** How often SCR has bound or unbound something. */
    private long changes;
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
            Wire wire = new Wire(set, patience);
            wires.put(set.reference(), wire);
            filters.put(wire, filter(set.offer(id)));
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
        Map<Wire, Target> targets = new LinkedHashMap<>();
        filters.forEach((wire, filter) -> {
            if (filter.match(reference)) {
                targets.put(wire, target(service, wire.set()));
            }
        });
        Optional<Map<Wire, Target>> before;
        synchronized (lock) {
            changes++;
            before = Optional.ofNullable(bound.put(reference, targets));
            targets.forEach(Wire::bind);
        }
        before.ifPresent(same -> close(reference, same));
    }

    private static Target target(Object service, ImportSet set) {
        return switch (service) {
            case Export export -> Target.module(export, set);
            case JavaExport export -> export.target(set);
            default -> throw new IllegalStateException(service + " says that it is an export");
        };
    }

    /** SCR unbound it. */
    public void unbind(ServiceReference<?> reference) {
        Optional<Map<Wire, Target>> gone;
        synchronized (lock) {
            changes++;
            gone = leave(reference);
        }
        gone.ifPresent(targets -> close(reference, targets));
    }

    /** With the lock. */
    private Optional<Map<Wire, Target>> leave(ServiceReference<?> reference) {
        Optional<Map<Wire, Target>> targets = Optional.ofNullable(bound.remove(reference));
        targets.ifPresent(some -> some.forEach(Wire::unbind));
        return targets;
    }

    private void close(ServiceReference<?> reference, Map<Wire, Target> targets) {
        targets.values().forEach(Target::close);
        context.ungetService(reference);
    }

    /**
     * Leads the wires where SCR says that they lead; after each activation.
     *
     * @param truth asks SCR what is bound to the references: by name, the ids of services
     * @return whether one led elsewhere
     */
    public boolean settle(Supplier<Map<String, Set<Long>>> truth) {
        while (true) {
            long before;
            synchronized (lock) {
                before = changes;
            }
            Map<String, Set<Long>> said = truth.get();
            boolean led = false;
            Map<ServiceReference<?>, Map<Wire, Target>> gone = new HashMap<>();
            synchronized (lock) {
                if (changes != before) {
                    continue;
                }
                for (ServiceReference<?> reference : List.copyOf(bound.keySet())) {
                    if (said.values().stream().anyMatch(ids -> ids.contains(id(reference)))) {
                        led |= lead(reference, said);
                    } else {
                        leave(reference).ifPresent(targets -> gone.put(reference, targets));
                    }
                }
            }
            gone.forEach(this::close);
            return led;
        }
    }

    /** With the lock. */
    private boolean lead(ServiceReference<?> reference, Map<String, Set<Long>> said) {
        boolean led = false;
        for (Map.Entry<Wire, Target> one : bound.getOrDefault(reference, Map.of()).entrySet()) {
            Wire wire = one.getKey();
            Set<Long> wanted = said.getOrDefault(wire.set().reference(), Set.of());
            if (wanted.contains(id(reference)) && wire.now() != one.getValue()) {
                wire.bind(one.getValue());
                led = true;
            }
        }
        return led;
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
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
