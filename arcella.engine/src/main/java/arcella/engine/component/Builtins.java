package arcella.engine.component;

import java.util.List;

import arcella.engine.EngineError;
import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.error.ArcellaException;
import arcella.wit.component.Canon;
import arcella.wit.component.CoreValType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.ResourceType;

/**
 * The canonical built-ins as core functions ({@code CanonicalABI.md}, "Canonical Definitions"). Those of tasks, streams,
 * futures and threads make the specification's entry check and then trap, naming themselves.
 */
final class Builtins {

    private static final long[] NOTHING = {};

    private Builtins() {}

    static CoreCallable of(Canon canon, Environment environment, CoreExternType.Func type) {
        CoreFunctionType core = new CoreFunctionType(values(type.type().params()), values(type.type().results()));
        return CoreCallable.host(core, switch (canon) {
            case Canon.ResourceOp(var kind, int typeIndex) -> resource(kind, environment,
                    environment.tag(((ResourceType) environment.plan().resolved().types().get(typeIndex)).id()));
            case Canon.Context(boolean set, var _, int slot) -> context(environment.instance(), set, slot);
            case Canon.Plain plain -> switch (plain) {
                case BACKPRESSURE_INC -> arguments -> backpressure(environment.instance(), 1);
                case BACKPRESSURE_DEC -> arguments -> backpressure(environment.instance(), -1);
                default -> unsupported(environment, plain.text());
            };
            default -> unsupported(environment, name(canon));
        });
    }

    private static List<CoreValueType> values(List<CoreValType> types) {
        return types.stream().map(type -> Signature.core((CoreValType.Num) type)).toList();
    }

    private static CoreCallable.Body resource(Canon.ResourceOp.Kind kind, Environment environment, ResourceTag tag) {
        InstanceState instance = environment.instance();
        return switch (kind) {
            case NEW -> arguments -> {
                instance.checkLeave();
                return one(instance.handles.add(new ResourceHandle(tag, (int) arguments[0], null)));
            };
            case REP -> arguments -> one(instance.handles.resource((int) arguments[0], tag).representation);
            case DROP -> arguments -> {
                instance.checkLeave();
                drop(instance, (int) arguments[0], tag);
                return NOTHING;
            };
        };
    }

    private static void drop(InstanceState instance, int index, ResourceTag tag) {
        ResourceHandle handle = instance.handles.resource(index, tag);
        if (handle.lends != 0) {
            throw Traps.trap("cannot remove owned resource while borrowed");
        }
        instance.handles.remove(index);
        CallScope borrowedFor = handle.borrowedFor;
        if (borrowedFor != null) {
            borrowedFor.borrows--;
            return;
        }
        Resources.end(tag, handle.representation, java.util.Optional.of(instance));
    }

    private static CoreCallable.Body context(InstanceState instance, boolean set, int slot) {
        return set
                ? arguments -> {
                    instance.context[slot] = arguments[0];
                    return NOTHING;
                }
                : arguments -> new long[] {instance.context[slot]};
    }

    private static long[] backpressure(InstanceState instance, int change) {
        instance.backpressure += change;
        if (instance.backpressure < 0 || instance.backpressure > 0xffff) {
            throw Traps.trap("backpressure counter " + (change > 0 ? "overflow" : "underflow"));
        }
        return NOTHING;
    }

    private static long[] one(int value) {
        return new long[] {Integer.toUnsignedLong(value)};
    }

    private static CoreCallable.Body unsupported(Environment environment, String name) {
        return arguments -> {
            environment.instance().checkLeave();
            throw new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                    "the component called " + name + ", which this engine does not run yet",
                    "build it with the synchronous ABI");
        };
    }

    private static String name(Canon canon) {
        return switch (canon) {
            case Canon.Plain plain -> plain.text();
            case Canon.TaskReturn _ -> "task.return";
            case Canon.SubtaskCancel _ -> "subtask.cancel";
            case Canon.ChannelNew(var channel, var _) -> channel.text() + ".new";
            case Canon.ChannelCopy copy -> copy.channel().text() + "." + end(copy.end());
            case Canon.ChannelCancel cancel -> cancel.channel().text() + ".cancel-" + end(cancel.end());
            case Canon.ChannelDrop drop -> drop.channel().text() + ".drop-"
                    + (drop.end() == Canon.End.READ ? "readable" : "writable");
            case Canon.ErrorContextNew _ -> "error-context.new";
            case Canon.ErrorContextDebugMessage _ -> "error-context.debug-message";
            case Canon.WaitableSetWait wait -> wait.poll() ? "waitable-set.poll" : "waitable-set.wait";
            case Canon.ThreadNewIndirect _ -> "thread.new-indirect";
            case Canon.ThreadSwitch thread -> thread.kind().text();
            case Canon.ThreadSpawnRef _ -> "thread.spawn-ref";
            case Canon.ThreadSpawnIndirect _ -> "thread.spawn-indirect";
            case Canon.ThreadAvailableParallelism _ -> "thread.available-parallelism";
            case Canon.Lift _, Canon.Lower _, Canon.ResourceOp _, Canon.Context _ ->
                throw new IllegalArgumentException(canon.toString());
        };
    }

    private static String end(Canon.End end) {
        return end == Canon.End.READ ? "read" : "write";
    }
}
