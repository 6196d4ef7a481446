package arcella.engine.component;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.engine.EngineError;
import arcella.engine.abi.HandlePort;
import arcella.error.ArcellaException;
import arcella.wit.component.Canon;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * Handles of one call passing through one instance's table ({@code CanonicalABI.md}, {@code lift_own},
 * {@code lift_borrow}, {@code lower_own}, {@code lower_borrow}).
 *
 * @param instance whose table
 * @param environment tells what the resource types of that side are
 * @param scope the call, as this side sees it: what is called borrows, and what calls lends; none where nothing is lent
 */
record CallHandles(InstanceState instance, Environment environment, Optional<BorrowScope> scope) implements HandlePort {

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
                if (!(scope.orElseThrow() instanceof Subtask subtask)) {
                    throw new IllegalStateException("validated: results lend nothing");
                }
                subtask.lend(handle, lent.id());
                yield lent;
            }
            case StreamType stream -> channel(Canon.Channel.STREAM, stream.element(), index);
            case FutureType future -> channel(Canon.Channel.FUTURE, future.element(), index);
            case PrimitiveType primitive when primitive.primitive() == Primitive.ERROR_CONTEXT ->
                instance.store.put(instance.handles.errorContext(index));
            default -> throw new IllegalArgumentException(type.kind());
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
                if (!(scope.orElseThrow() instanceof Task task)) {
                    throw new IllegalStateException("validated: results lend nothing");
                }
                yield instance.handles.add(task.borrow(tag, representation));
            }
            case StreamType stream -> channel(Canon.Channel.STREAM, stream.element(), value);
            case FutureType future -> channel(Canon.Channel.FUTURE, future.element(), value);
            case PrimitiveType primitive when primitive.primitive() == Primitive.ERROR_CONTEXT -> {
                if (value.kind() != WitValue.HandleKind.ERROR_CONTEXT) {
                    throw wrong("a handle of kind " + value.kind(), "an error context");
                }
                yield instance.handles.add(instance.store.takeErrorContext(value));
            }
            default -> throw new IllegalArgumentException(type.kind());
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
            case StreamType stream -> once(handle, given, Canon.Channel.STREAM, stream.element());
            case FutureType future -> once(handle, given, Canon.Channel.FUTURE, future.element());
            default -> throw new IllegalArgumentException(type.kind());
        });
    }

    /** A channel can be given once only. */
    private WitValue.Handle once(WitValue.Handle handle, Set<Long> given, Canon.Channel kind, Optional<ValueType> element) {
        channelOf(kind, element, handle);
        if (!given.add(handle.id())) {
            throw twice(handle);
        }
        return handle;
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

    private WitValue.Handle channel(Canon.Channel kind, Optional<ValueType> element, int index) {
        ChannelEnd end = instance.handles.end(index, kind, Canon.End.READ, ChannelType.of(element, environment));
        instance.handles.remove(index);
        return instance.store.put(end.lifted());
    }

    private int channel(Canon.Channel kind, Optional<ValueType> element, WitValue.Handle value) {
        Channel channel = channelOf(kind, element, value);
        instance.handles.checkRoom();
        instance.store.takeChannel(value);
        return instance.handles.add(new ChannelEnd(channel, Canon.End.READ));
    }

    private Channel channelOf(Canon.Channel kind, Optional<ValueType> element, WitValue.Handle value) {
        Channel channel = instance.store.channel(value);
        if (channel.kind != kind || !channel.type.equals(ChannelType.of(element, environment))) {
            throw wrong("a " + channel.kind.text(), "a " + kind.text() + " of a certain type");
        }
        return channel;
    }
}
