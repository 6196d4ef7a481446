package arcella.engine.component;

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
