package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/** An exported function whose values hold resources of the host that come from other instances, or go to them. */
final class PassingFunction {

    private final ComponentFunction function;
    private final Store store;
    private final HostPassage passage;
    private final List<ValueType> params;

    private PassingFunction(ComponentFunction function, Store store, HostPassage passage) {
        this.function = function;
        this.store = store;
        this.passage = passage;
        this.params = function.type().params().stream().map(FuncType.Param::type).toList();
    }

    /** One, if the function passes any. */
    static Optional<PassingFunction> of(ComponentFunction function, Store store, HostPassage passage) {
        PassingFunction passing = new PassingFunction(function, store, passage);
        List<HostResource> found = new ArrayList<>();
        List<ValueType> types = new ArrayList<>(passing.params);
        function.type().result().ifPresent(types::add);
        types.forEach(type -> HandleMapping.resources(type, resource -> passing.resource(resource).ifPresent(found::add)));
        return found.isEmpty() ? Optional.empty() : Optional.of(passing);
    }

    private Optional<HostResource> resource(ResourceType type) {
        return store.hostResource(function.tag(type.id())).filter(host -> passage.passes(host.type()));
    }

    /** One that came with a call. */
    private record Come(HostResource resource, int place, WitValue.Handle handle) {}

    Optional<WitValue> call(ComponentInstance instance, List<WitValue> arguments) {
        List<Come> come = new ArrayList<>(0);
        try {
            Optional<WitValue> result = instance.call(function, HandleMapping.all(params, arguments,
                    (type, handle) -> switch (type) {
                        case OwnType own -> resource(own.resource()).map(host -> come(host, passage.take(host.type(), handle.id()),
                                true, come)).orElse(handle);
                        case BorrowType borrow -> resource(borrow.resource()).map(host -> come(host,
                                passage.borrow(host.type(), handle.id()), false, come)).orElse(handle);
                        default -> handle;
                    }));
            return result.map(value -> HandleMapping.one(function.type().result().orElseThrow(), value,
                    (type, handle) -> type instanceof OwnType own
                            ? resource(own.resource()).map(host -> go(host, handle)).orElse(handle) : handle));
        } finally {
            come.forEach(this::forget);
        }
    }

    private WitValue.Handle come(HostResource host, Object object, boolean owned, List<Come> come) {
        int place = host.add(object);
        WitValue.Handle handle = store.put(host.tag(), place, owned);
        come.add(new Come(host, place, handle));
        return handle;
    }

    private WitValue.Handle go(HostResource host, WitValue.Handle handle) {
        return new WitValue.Handle(WitValue.HandleKind.OWN,
                passage.give(host.remove(store.take(handle).representation())));
    }

    /** What was lent; and what the guest was to own and never got. */
    private void forget(Come one) {
        if (!store.knows(one.handle())) {
            return;
        }
        boolean owned = store.take(one.handle()).owned();
        if (owned) {
            Resources.end(one.resource().tag(), one.place(), Optional.empty());
        } else {
            one.resource().remove(one.place());
        }
    }
}
