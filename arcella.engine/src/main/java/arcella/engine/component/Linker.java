package arcella.engine.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import arcella.engine.EngineError;
import arcella.engine.abi.ByteBudget;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ExternType;

/**
 * Collects what components may import, and makes instances of components with it.
 *
 * <p>Not thread-safe while it is being filled; afterwards it may be used by many threads.
 */
public final class Linker {

    private static final int DEFAULT_HANDLES = 10_000;
    private static final int DEFAULT_INSTANCES = 32;

    private final Map<String, Provided> provided = new LinkedHashMap<>();
    private Supplier<CoreLimits> limits = CoreLimits::defaults;
    private int instances = DEFAULT_INSTANCES;
    private long valueBytes = ByteBudget.DEFAULT_BYTES;
    private int handles = DEFAULT_HANDLES;

    /** What stands ready for one import name. */
    private sealed interface Provided {

        record Function(HostBody body) implements Provided {}

        record Resource(ResourceTag tag) implements Provided {}

        record Instance(Map<String, Provided> exports) implements Provided {}

        record Linked(Item item) implements Provided {}
    }

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

    /** Offers a function as an import of its own. */
    public Linker function(String name, HostBody body) {
        provided.put(name, new Provided.Function(body));
        return this;
    }

    /** Offers a function of an interface, such as {@code ns:pkg/iface@1.0.0}. */
    public Linker function(String iface, String name, HostBody body) {
        exportsOf(iface).put(name, new Provided.Function(body));
        return this;
    }

    /** Offers a resource type of an interface that the host implements. */
    public Linker resource(String iface, String name, ResourceTag tag) {
        exportsOf(iface).put(name, new Provided.Resource(tag));
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

    private Map<String, Provided> exportsOf(String iface) {
        if (provided.computeIfAbsent(iface, unused -> new Provided.Instance(new LinkedHashMap<>()))
                instanceof Provided.Instance(Map<String, Provided> exports)) {
            return exports;
        }
        throw new IllegalArgumentException(iface + " has been offered as something else than an interface");
    }

    /**
     * Makes an instance of a component.
     *
     * @throws ArcellaException with {@code UNLINKABLE} naming every import that nothing is offered for
     * @throws arcella.engine.core.Trap if a start function traps
     */
    public ComponentInstance instantiate(Component component) {
        List<String> missing = new ArrayList<>();
        Map<String, Item> imports = new LinkedHashMap<>();
        component.type().imports().forEach((name, type) ->
                resolve(name, type, Optional.ofNullable(provided.get(name)), missing)
                        .ifPresent(item -> imports.put(name, item)));
        if (!missing.isEmpty()) {
            throw new ArcellaException(EngineError.UNLINKABLE,
                    "the component imports what nobody offers: " + String.join(", ", missing),
                    "offer it, or build the component without it");
        }
        Store store = new Store(valueBytes, handles);
        List<CoreInstance> made = new ArrayList<>();
        Quota quota = new Quota(limits.get(), instances);
        try {
            return ComponentInstance.guarded(store, () -> new ComponentInstance(
                    Instantiator.run(component.plan(), Optional.empty(), null, store, imports, quota, made), store, made));
        } catch (RuntimeException e) {
            made.forEach(CoreInstance::close);
            throw e;
        }
    }

    private static Optional<Item> resolve(String path, ExternType type, Optional<Provided> offer, List<String> missing) {
        return switch (type) {
            case ExternType.Func(var functionType) -> switch (offer.orElse(null)) {
                case Provided.Function(HostBody body) ->
                    Optional.of(new Item.Func(new HostComponentFunction(functionType, body)));
                case Provided.Linked(Item.Func function) -> Optional.of(function);
                case null, default -> miss(path, missing);
            };
            case ExternType.Instance(var instanceType) -> switch (offer.orElse(null)) {
                case Provided.Linked(Item.Instance instance) -> Optional.of(instance);
                case null -> instance(path, instanceType.exports(), Map.of(), missing);
                case Provided.Instance(Map<String, Provided> exports) ->
                    instance(path, instanceType.exports(), exports, missing);
                default -> miss(path, missing);
            };
            case ExternType.Type _ -> switch (offer.orElse(null)) {
                case Provided.Resource(ResourceTag tag) -> Optional.of(new Item.Type(Optional.of(tag)));
                case Provided.Linked(Item.Type item) -> Optional.of(item);
                // A type that is no resource needs nothing; an abstract one that nobody offers is found missing here.
                case null, default -> isResource(type) ? miss(path, missing) : Optional.empty();
            };
            case ExternType.Component _, ExternType.Module _, ExternType.Value _ ->
                offer.orElse(null) instanceof Provided.Linked(Item item) ? Optional.of(item) : miss(path, missing);
        };
    }

    private static boolean isResource(ExternType type) {
        return type instanceof ExternType.Type(var definition)
                && definition instanceof arcella.wit.resolved.ResourceType;
    }

    private static Optional<Item> instance(String path, Map<String, ExternType> wanted, Map<String, Provided> offered,
            List<String> missing) {
        Map<String, Item> exports = new LinkedHashMap<>();
        wanted.forEach((name, type) -> resolve(path + "#" + name, type, Optional.ofNullable(offered.get(name)), missing)
                .ifPresent(item -> exports.put(name, item)));
        return Optional.of(new Item.Instance(exports));
    }

    private static Optional<Item> miss(String path, List<String> missing) {
        missing.add(path);
        return Optional.empty();
    }
}
