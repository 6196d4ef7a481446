package arcella.engine.component;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import arcella.engine.EngineError;
import arcella.engine.abi.HandlePort;
import arcella.error.ArcellaException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * Handles of one call passing through one instance's table ({@code CanonicalABI.md}, {@code lift_own},
 * {@code lift_borrow}, {@code lower_own}, {@code lower_borrow}).
 *
 * @param instance whose table
 * @param environment tells what the resource types of that side are
 * @param scope the call, as this side sees it
 */
record CallHandles(InstanceState instance, Environment environment, CallScope scope) implements HandlePort {

    @Override
    public WitValue.Handle lift(ValueType type, int index) {
        return switch (type) {
            case OwnType own -> {
                ResourceHandle handle = instance.handles.resource(index, environment.tag(own.resource().id()));
                takeOwned(instance, handle, index);
                yield instance.store.put(handle.tag, handle.representation, true);
            }
            case BorrowType borrow -> {
                ResourceHandle handle = instance.handles.resource(index, environment.tag(borrow.resource().id()));
                WitValue.Handle lent = instance.store.put(handle.tag, handle.representation, false);
                scope.lend(handle, lent.id());
                yield lent;
            }
            default -> throw unsupported(type);
        };
    }

    @Override
    public int lower(ValueType type, WitValue.Handle value) {
        return switch (type) {
            case OwnType own -> {
                ResourceTag tag = environment.tag(own.resource().id());
                Store.HostHandle handle = checked(value, tag);
                if (!handle.owned()) {
                    throw wrong("a borrowed handle", "an owning one");
                }
                // What finds no room stays with the store, which ends it when it is closed.
                instance.handles.checkRoom();
                instance.store.take(value);
                yield instance.handles.add(new ResourceHandle(tag, handle.representation(), null));
            }
            case BorrowType borrow -> {
                ResourceTag tag = environment.tag(borrow.resource().id());
                int representation = checked(value, tag).representation();
                if (tag.isOwnedBy(instance)) {
                    yield representation;
                }
                scope.borrows++;
                yield instance.handles.add(new ResourceHandle(tag, representation, scope));
            }
            default -> throw unsupported(type);
        };
    }

    /**
     * Looks at all handles among arguments from the host before one of them moves.
     *
     * @return the same arguments; what is to be lent is of the kind {@code BORROW}
     * @throws ArcellaException with {@code BAD_CALL} if one is not the host's to pass
     */
    List<WitValue> check(List<ValueType> types, List<WitValue> arguments) {
        Set<Long> given = new HashSet<>();
        Set<Long> lent = new HashSet<>();
        return HandleMapping.all(types, arguments, (type, handle) -> switch (type) {
            case OwnType own -> {
                if (!checked(handle, environment.tag(own.resource().id())).owned()) {
                    throw wrong("a borrowed handle", "an owning one");
                }
                if (!given.add(handle.id()) || lent.contains(handle.id())) {
                    throw twice(handle);
                }
                yield handle;
            }
            case BorrowType borrow -> {
                checked(handle, environment.tag(borrow.resource().id()));
                lent.add(handle.id());
                if (given.contains(handle.id())) {
                    throw twice(handle);
                }
                yield handle.kind() == WitValue.HandleKind.OWN
                        ? new WitValue.Handle(WitValue.HandleKind.BORROW, handle.id()) : handle;
            }
            default -> throw unsupported(type);
        });
    }

    private static ArcellaException twice(WitValue.Handle handle) {
        return new ArcellaException(EngineError.BAD_CALL,
                "the handle " + handle.id() + " was given away by a call that passes it once more",
                "use each owning handle once, and a borrowed one only during its call");
    }

    /** Takes an owning handle out of a table ({@code lift_own}). */
    static void takeOwned(InstanceState instance, ResourceHandle handle, int index) {
        if (handle.lends != 0) {
            throw Traps.trap("cannot remove owned resource while borrowed");
        }
        if (!handle.owns()) {
            throw Traps.trap("cannot lift own resource from a borrow");
        }
        instance.handles.remove(index);
    }

    private Store.HostHandle checked(WitValue.Handle value, ResourceTag tag) {
        Store.HostHandle handle = instance.store.get(value);
        if (handle.tag() != tag) {
            throw wrong("a handle of the resource " + handle.tag(), "one of " + tag);
        }
        return handle;
    }

    private static ArcellaException wrong(String found, String wanted) {
        return new ArcellaException(EngineError.BAD_CALL, found + " was given where the function takes " + wanted,
                "give a handle that this instance gave you");
    }

    private static ArcellaException unsupported(ValueType type) {
        return new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                "a value of type " + type.kind() + " crosses a call, and this engine does not run those yet",
                "use functions without streams, futures and error contexts");
    }
}
