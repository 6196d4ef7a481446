package arcella.engine.component;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreLimits;

/**
 * A component with everything that it imports, to be instantiated as often as wanted. Everything that depends on types
 * only has been found out: which Java method, found by reflection, stands for which function, and whether its types fit;
 * the code generated for calls of such methods serves all instances. Thread-safe.
 */
public final class LinkedComponent {

    private final Component component;
    private final Map<String, Provided> offers;
    private final HostResources resources;
    private final HostMethods methods;
    private final Limits limits;

    /** What instances may use, and how they call each other. */
    record Limits(Supplier<CoreLimits> core, int instances, long valueBytes, int handles, boolean fuses) {}

    /**
     * @param offers what there is for each import, by the import's name; not changed any more
     */
    LinkedComponent(Component component, Map<String, Provided> offers, HostResources resources, Limits limits) {
        this.component = component;
        this.offers = Collections.unmodifiableMap(new HashMap<>(offers));
        this.resources = resources;
        this.limits = limits;
        this.methods = new HostMethods(kinds().map(component::matches).orElseGet(HostMethods.Matches::new));
    }

    /**
     * What all that is found about the host's methods depends on: the classes of the objects that are offered. None if
     * there may be more to it.
     */
    private Optional<List<Object>> kinds() {
        List<Object> kinds = new ArrayList<>();
        for (String name : component.type().imports().keySet()) {
            switch (offers.get(name)) {
                case null -> kinds.add("nothing");
                case Provided.Foreign _ -> kinds.add("foreign");
                case Provided.Interface offered when offered.exports.isEmpty() && offered.host().isPresent() ->
                    kinds.add(offered.host().get().kind());
                // Resources that others know by other classes may come with these.
                case Provided.Interface _, Provided.Linked _, Provided.Function _, Provided.Resource _ -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(kinds);
    }

    private Map<String, Item> imports(Store store) {
        return new ImportResolver(name -> Optional.ofNullable(offers.get(name)), resources::of, store, methods)
                .resolve(component.type());
    }

    private Store newStore() {
        return new Store(limits.valueBytes(), limits.handles(), resources, limits.fuses());
    }

    /** Finds everything out, or throws what there is to say against it. */
    void check() {
        imports(newStore());
    }

    /**
     * Makes an instance.
     *
     * @throws arcella.error.ArcellaException if a limit refuses it
     * @throws arcella.engine.core.Trap if a start function traps
     */
    public ComponentInstance instantiate() {
        Store store = newStore();
        Map<String, Item> imports = imports(store);
        List<CoreInstance> made = new ArrayList<>();
        Quota quota = new Quota(limits.core().get(), limits.instances());
        try {
            return ComponentInstance.guarded(store, () -> new ComponentInstance(
                    Instantiator.run(component.plan(), Optional.empty(), null, store, imports, quota, made), store, made, quota));
        } catch (RuntimeException e) {
            made.forEach(CoreInstance::close);
            throw store.closed(e);
        }
    }
}
