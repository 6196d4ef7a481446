package arcella.engine.component;

import java.util.Optional;

import arcella.engine.abi.AbiContext;
import arcella.wit.component.Canon;
import arcella.wit.component.CanonOption;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.ValueType;

/** The built-ins of streams and futures ({@code CanonicalABI.md}, {@code canon stream.new} to {@code drop-writable}). */
final class ChannelBuiltins {

    private static final int BLOCKED = -1;

    private final Environment environment;
    private final InstanceState instance;
    private final Canon.Channel kind;
    private final Optional<ValueType> element;
    private final ChannelType type;

    private ChannelBuiltins(Environment environment, Canon.Channel kind, int typeIndex) {
        this.environment = environment;
        this.instance = environment.instance();
        this.kind = kind;
        DefType found = environment.plan().resolved().types().get(typeIndex);
        this.element = found instanceof StreamType stream ? stream.element() : ((FutureType) found).element();
        this.type = ChannelType.of(element, environment);
    }

    static CoreCallable.Body create(Canon.ChannelNew canon, Environment environment) {
        ChannelBuiltins made = new ChannelBuiltins(environment, canon.channel(), canon.typeIndex());
        return arguments -> made.create();
    }

    static CoreCallable.Body copy(Canon.ChannelCopy canon, Environment environment) {
        ChannelBuiltins made = new ChannelBuiltins(environment, canon.channel(), canon.typeIndex());
        Options options = Options.ofBuiltin(canon.options(), environment);
        boolean async = canon.options().contains(new CanonOption.Async());
        return arguments -> made.copy(canon.end(), options, async, (int) arguments[0], arguments[1] & 0xffff_ffffL,
                canon.channel() == Canon.Channel.STREAM ? arguments[2] & 0xffff_ffffL : 1);
    }

    static CoreCallable.Body cancel(Canon.ChannelCancel canon, Environment environment) {
        ChannelBuiltins made = new ChannelBuiltins(environment, canon.channel(), canon.typeIndex());
        return arguments -> made.cancel(canon.end(), canon.async(), (int) arguments[0]);
    }

    static CoreCallable.Body drop(Canon.ChannelDrop canon, Environment environment) {
        ChannelBuiltins made = new ChannelBuiltins(environment, canon.channel(), canon.typeIndex());
        return arguments -> {
            made.instance.checkLeave();
            ChannelEnd end = made.end((int) arguments[0], canon.end());
            made.instance.handles.remove((int) arguments[0]);
            end.drop();
            return Builtins.NOTHING;
        };
    }

    private long[] create() {
        instance.checkLeave();
        Channel channel = new Channel(kind, type);
        long reader = instance.handles.add(new ChannelEnd(channel, Canon.End.READ));
        long writer = instance.handles.add(new ChannelEnd(channel, Canon.End.WRITE));
        return new long[] {reader | writer << 32};
    }

    private ChannelEnd end(int index, Canon.End wanted) {
        return instance.handles.end(index, kind, wanted, type);
    }

    private long[] copy(Canon.End side, Options options, boolean async, int index, long pointer, long length) {
        instance.checkLeave();
        ChannelEnd end = end(index, side);
        end.checkIdle();
        checkSet(end, async);
        AbiContext context = options.context(instance, new CallHandles(instance, environment, Optional.empty()), true);
        CopyBuffer buffer = new CopyBuffer(element, context, pointer, length);
        end.state = ChannelEnd.State.COPYING;
        end.channel.copy(new Channel.Copy(end, instance, buffer,
                reclaim -> end.happened(() -> {
                    reclaim.run();
                    return event(end, index, buffer, Channel.Result.COMPLETED);
                }),
                result -> end.happened(() -> event(end, index, buffer, result))));
        return outcome(end, async, side == Canon.End.READ ? ".read" : ".write");
    }

    private long[] cancel(Canon.End side, boolean async, int index) {
        instance.checkLeave();
        ChannelEnd end = end(index, side);
        if (end.state != ChannelEnd.State.COPYING) {
            throw Traps.trap(kind.text() + (side == Canon.End.READ ? " read" : " write") + " cancelled when none is pending");
        }
        checkSet(end, async);
        end.state = ChannelEnd.State.CANCELLING;
        // One that has copied something, of which the guest has not heard yet, may still wait for more: the specification's
        // reference tells of that part as completed, its suite as cancelled, and here it is done as the suite has it.
        if (end.channel.waits(end)) {
            end.channel.cancel();
        }
        return outcome(end, async, side == Canon.End.READ ? ".cancel-read" : ".cancel-write");
    }

    private static void checkSet(ChannelEnd end, boolean async) {
        if (end.inSet() && !async) {
            throw Traps.trap("waitable cannot be used synchronously while added to a waitable set");
        }
    }

    private long[] outcome(ChannelEnd end, boolean async, String what) {
        if (end.hasEvent()) {
            return Builtins.one(end.takeEvent().payload());
        }
        if (!async) {
            throw instance.store.task().blocked(kind.text() + what);
        }
        return Builtins.one(BLOCKED);
    }

    private Waitable.Event event(ChannelEnd end, int index, CopyBuffer buffer, Channel.Result result) {
        boolean future = kind == Canon.Channel.FUTURE;
        boolean over = result == Channel.Result.DROPPED || future && result == Channel.Result.COMPLETED;
        end.state = over ? ChannelEnd.State.DONE : ChannelEnd.State.IDLE;
        int code = (future ? 4 : 2) + (end.end == Canon.End.READ ? 0 : 1);
        return new Waitable.Event(code, index, future ? result.ordinal() : result.ordinal() | buffer.progress() << 4);
    }
}
