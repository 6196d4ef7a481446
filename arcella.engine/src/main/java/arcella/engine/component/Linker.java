package arcella.engine.component;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import arcella.engine.abi.ByteBudget;
import arcella.engine.binding.HostObject;
import arcella.engine.core.CoreLimits;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ComponentType;

/**
 * Collects what components may import, and makes instances of components with it.
 *
 * <p>Not thread-safe while it is being filled; afterwards it may be used by many threads.
 */
public final class Linker {

    private static final int DEFAULT_HANDLES = 10_000;
    private static final int DEFAULT_INSTANCES = 32;

    private final Map<String, Provided> provided = new LinkedHashMap<>();
    private final HostResources hostResources = new HostResources();
    private Supplier<CoreLimits> limits = CoreLimits::defaults;
    private int instances = DEFAULT_INSTANCES;
    private long valueBytes = ByteBudget.DEFAULT_BYTES;
    private int handles = DEFAULT_HANDLES;
    private boolean fuses = true;

    /** Starts with nothing. */
    public Linker() {}

    /**
     * Sets the limits of the core instances. Those of one component share them: the budgets, the meter, and the numbers
     * of tables and memories. Unless said, each component instance has the defaults for itself.
     */
    public Linker limits(CoreLimits coreLimits) {
        this.limits = () -> coreLimits;
        return this;
    }

    /** Sets how many component instances, and how many core instances, one component may consist of, 32 unless said. */
    public Linker instances(int most) {
        this.instances = most;
        return this;
    }

    /** Sets how many handles one instance may hold at a time, 10,000 unless said. */
    public Linker handles(int most) {
        this.handles = most;
        return this;
    }

    /** Sets how many bytes of values one call may carry between guest and host, 64 MiB unless said. */
    public Linker valueBytes(long most) {
        this.valueBytes = most;
        return this;
    }

    /** Has calls between components go the long way, through Java values: what the short way is checked against. */
    Linker unfused() {
        this.fuses = false;
        return this;
    }

    /** Offers a function as an import of its own. */
    public Linker function(String name, HostBody body) {
        provided.put(name, new Provided.Function(body));
        return this;
    }

    /** Offers a function of an interface, such as {@code ns:pkg/iface@1.0.0}. */
    public Linker function(String iface, String name, HostBody body) {
        interfaceOf(iface).exports.put(name, new Provided.Function(body));
        return this;
    }

    /** Offers a resource type of an interface that the host implements. */
    public Linker resource(String iface, String name, ResourceTag tag) {
        interfaceOf(iface).exports.put(name, new Provided.Resource(tag));
        return this;
    }

    /** Offers an interface that is implemented elsewhere, under the very name by which it is imported. */
    public Linker foreign(String iface, ForeignInterface side) {
        provided.put(iface, new Provided.Foreign(side));
        return this;
    }

    /** Offers an instance that a component exports, under the name by which others import it. */
    public Linker instance(String name, ComponentInstance instance, String export) {
        provided.put(name, new Provided.Linked(instance.item(export)));
        return this;
    }

    /** Offers a whole component instance as an import. */
    public Linker instance(String name, ComponentInstance instance) {
        provided.put(name, new Provided.Linked(instance.root()));
        return this;
    }

    /**
     * Offers an interface that a Java object implements: its public methods are the functions, found by name. How
     * names and types correspond is told by the package {@code arcella.engine.binding}, and checked when a component is
     * linked. Several interfaces may name one class: it stands for one resource type then.
     *
     * <p>What a method throws that is not the error of its type ends the guest's call, and the instance is poisoned.
     * Methods run on the thread that runs the guest, which is interrupted when the call is to end.
     *
     * @param iface such as {@code ns:pkg/iface@1.0.0}
     * @param host what implements it; used by as many threads as run instances of this linker's
     * @param resources the classes that stand for the resources that the interface defines; an object of theirs is
     *     closed when a guest drops it, or when the instance that holds it is closed
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Linker implement(String iface, Object host, Class<? extends AutoCloseable>... resources) {
        interfaceOf(iface).host = new HostObject(host, List.of(resources));
        return this;
    }

    private Provided.Interface interfaceOf(String iface) {
        if (provided.computeIfAbsent(iface, unused -> new Provided.Interface()) instanceof Provided.Interface offered) {
            return offered;
        }
        throw new IllegalArgumentException(iface + " has been offered as something else than an interface");
    }

    /** Whether something is offered for an import of this name, of whatever type. */
    public boolean offers(String name) {
        return OfferNames.find(provided, name).isPresent();
    }

    /**
     * Checks, before anything is compiled, that everything a component imports is offered.
     *
     * @throws ArcellaException as {@link #instantiate} does
     */
    public void check(ComponentType type) {
        new ImportResolver(name -> OfferNames.find(provided, name), hostResources::of, newStore(),
                new HostMethods(new HostMethods.Matches())).resolve(type);
    }

    private Store newStore() {
        return new Store(valueBytes, handles, hostResources, fuses);
    }

    /**
     * Matches what a component imports with what is offered now, for as many instances as wanted. What this linker is
     * given later changes nothing about it.
     *
     * @throws ArcellaException with {@code UNLINKABLE} naming every import that nothing is offered for, or something
     *     of another type
     */
    public LinkedComponent link(Component component) {
        Map<String, Provided> offers = new HashMap<>();
        component.type().imports().keySet().forEach(name -> OfferNames.find(provided, name).ifPresent(offer ->
                offers.put(name, offer instanceof Provided.Interface iface ? iface.copy() : offer)));
        LinkedComponent linked = new LinkedComponent(component, offers, hostResources,
                new LinkedComponent.Limits(limits, instances, valueBytes, handles, fuses));
        linked.check();
        return linked;
    }

    /**
     * Makes an instance of a component: {@link #link} and {@link LinkedComponent#instantiate} in one.
     *
     * @throws ArcellaException with {@code UNLINKABLE} naming every import that nothing is offered for, or something
     *     of another type
     * @throws arcella.engine.core.Trap if a start function traps
     */
    public ComponentInstance instantiate(Component component) {
        return link(component).instantiate();
    }
}
