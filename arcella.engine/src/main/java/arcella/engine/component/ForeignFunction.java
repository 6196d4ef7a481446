package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ValueType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.value.WitValue;

/** A function of a {@link ForeignInterface} for one instance: handles change their numbers on the way out and back. */
final class ForeignFunction implements HostBody {

    /** Finds what a resource of the function's type stands for on this side. */
    @FunctionalInterface
    interface Resources {
        HostResource of(ResourceId id);
    }

    private final ForeignInterface side;
    private final ForeignInterface.Function target;
    private final String name;
    private final FuncType type;
    private final List<ValueType> params;
    private final Resources resources;
    private final Store store;
    private final boolean plain;
    private final CallCheck check;

    /**
     * @param path the interface and the function, for messages
     * @param name the function's name in the interface
     */
    ForeignFunction(ForeignInterface side, String path, String name, FuncType type, Resources resources, Store store,
            ClosedTypes types) {
        this.side = side;
        this.target = side.function(name);
        this.name = name;
        this.type = type;
        this.params = type.params().stream().map(FuncType.Param::type).toList();
        this.resources = resources;
        this.store = store;
        this.plain = !type.mentionsResources();
        this.check = new CallCheck(path, type, types);
    }

    @Override
    public Optional<WitValue> call(List<WitValue> arguments) {
        if (plain) {
            // What the result holds is looked at when it is lowered.
            return target.call(arguments);
        }
        List<ForeignResource> given = new ArrayList<>(0);
        List<Long> passed = new ArrayList<>(0);
        Optional<WitValue> result;
        try {
            result = target.call(HandleMapping.all(params, arguments, (handleType, handle) -> switch (handleType) {
                case OwnType own -> gone(own.resource(), handle, given, passed);
                case BorrowType borrow -> lent(borrow.resource(), handle, passed);
                default -> throw unsupported(handleType);
            }));
        } catch (RuntimeException | Error e) {
            // Whether the other side took them nobody can tell; it knows the numbers of those that it did not take.
            given.forEach(resource -> drop(resource, e));
            throw e;
        } finally {
            passed.forEach(side.passage()::over);
        }
        check.result(result);
        return result.map(value -> HandleMapping.one(type.result().orElseThrow(), value,
                (handleType, handle) -> switch (handleType) {
                    case OwnType own -> come(own.resource(), handle);
                    default -> throw unsupported(handleType);
                }));
    }

    private WitValue.Handle gone(ResourceType resource, WitValue.Handle handle, List<ForeignResource> given,
            List<Long> passed) {
        Object object = resources.of(resource.id()).remove(store.take(handle).representation());
        if (object instanceof ForeignResource foreign) {
            given.add(foreign);
            return new WitValue.Handle(WitValue.HandleKind.OWN, foreign.id());
        }
        return passed(WitValue.HandleKind.OWN, side.passage().give(object), passed);
    }

    private WitValue.Handle lent(ResourceType resource, WitValue.Handle handle, List<Long> passed) {
        Object object = resources.of(resource.id()).get(store.get(handle).representation());
        return object instanceof ForeignResource foreign
                ? new WitValue.Handle(WitValue.HandleKind.BORROW, foreign.id())
                : passed(WitValue.HandleKind.BORROW, side.passage().lend(object), passed);
    }

    private static WitValue.Handle passed(WitValue.HandleKind kind, long number, List<Long> passed) {
        passed.add(number);
        return new WitValue.Handle(kind, number);
    }

    private WitValue.Handle come(ResourceType resource, WitValue.Handle handle) {
        HostResource here = resources.of(resource.id());
        if (here.type() != ForeignResource.class) {
            return store.put(here.tag(), here.add(side.passage().take(here.type(), handle.id())), true);
        }
        return store.put(here.tag(), here.add(new ForeignResource(side, here.tag().toString(), handle.id())), true);
    }

    private static void drop(ForeignResource resource, Throwable failure) {
        try {
            resource.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private ArcellaException unsupported(ValueType handle) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "the function \"" + name + "\" passes a " + handle.kind() + " to another module, which is not possible yet",
                "pass data, or resources of the interface itself");
    }
}
