package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.value.WitValue;

/** A function of a {@link ForeignInterface} for one instance: handles change their numbers on the way out and back. */
final class ForeignFunction implements HostBody {

    /** Finds what a resource of the function's type stands for on this side. */
    @FunctionalInterface
    interface Resources {
        HostResource of(ResourceId id);
    }

    private final ForeignInterface side;
    private final String name;
    private final FuncType type;
    private final Resources resources;
    private final Store store;
    private final boolean plain;

    ForeignFunction(ForeignInterface side, String name, FuncType type, Resources resources, Store store) {
        this.side = side;
        this.name = name;
        this.type = type;
        this.resources = resources;
        this.store = store;
        this.plain = !type.mentionsResources();
    }

    @Override
    public Optional<WitValue> call(List<WitValue> arguments) {
        if (plain) {
            return side.call(name, arguments);
        }
        List<WitValue> out = HandleMapping.all(type.params().stream().map(FuncType.Param::type).toList(), arguments,
                (handleType, handle) -> switch (handleType) {
                    case OwnType own -> gone(own.resource(), handle);
                    case BorrowType borrow -> lent(borrow.resource(), handle);
                    default -> throw unsupported(handleType.kind());
                });
        return side.call(name, out).map(result -> HandleMapping.one(type.result().orElseThrow(), result,
                (handleType, handle) -> switch (handleType) {
                    case OwnType own -> come(own.resource(), handle);
                    default -> throw unsupported(handleType.kind());
                }));
    }

    private WitValue.Handle gone(ResourceType resource, WitValue.Handle handle) {
        ForeignResource object = foreign(resource, resources.of(resource.id()).remove(store.take(handle).representation()));
        return new WitValue.Handle(WitValue.HandleKind.OWN, object.id());
    }

    private WitValue.Handle lent(ResourceType resource, WitValue.Handle handle) {
        ForeignResource object = foreign(resource, resources.of(resource.id()).get(store.get(handle).representation()));
        return new WitValue.Handle(WitValue.HandleKind.BORROW, object.id());
    }

    private WitValue.Handle come(ResourceType resource, WitValue.Handle handle) {
        HostResource here = resources.of(resource.id());
        return store.put(here.tag(), here.add(new ForeignResource(side, here.tag().toString(), handle.id())), true);
    }

    private ForeignResource foreign(ResourceType resource, Object object) {
        if (object instanceof ForeignResource found) {
            return found;
        }
        throw unsupported("the host's " + resource.id().label());
    }

    private ArcellaException unsupported(String what) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the function \"" + name + "\" passes " + what + " to another module, which is not possible yet",
                "pass data, or resources of the interface itself");
    }
}
