package arcella.engine.component;

import java.util.List;

import arcella.engine.core.CoreFunctionType;
import arcella.engine.core.CoreValueType;
import arcella.wit.component.Canon;
import arcella.wit.component.CoreValType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.ResourceType;

/**
 * The canonical built-ins as core functions ({@code CanonicalABI.md}, "Canonical Definitions"). Those that would
 * wait for another task trap, or are refused where the specification has them wait: see {@link Task#blocked}.
 */
final class Builtins {

    static final long[] NOTHING = {};

    private Builtins() {}

    static CoreCallable of(Canon canon, Environment environment, CoreExternType.Func type) {
        CoreFunctionType core = new CoreFunctionType(values(type.type().params()), values(type.type().results()));
        return CoreCallable.host(core, switch (canon) {
            case Canon.ResourceOp(var kind, int typeIndex) -> resource(kind, environment,
                    environment.tag(((ResourceType) environment.plan().resolved().types().get(typeIndex)).id()));
            case Canon.Context(boolean set, var _, int slot) -> context(environment.instance().store, set, slot);
            case Canon.Plain plain -> plain(plain, environment.instance());
            case Canon.TaskReturn _ -> TaskBuiltins.ofAsyncTask(environment.instance(), "task.return");
            case Canon.SubtaskCancel _ -> TaskBuiltins.subtask(environment.instance());
            case Canon.ChannelNew made -> ChannelBuiltins.create(made, environment);
            case Canon.ChannelCopy copy -> ChannelBuiltins.copy(copy, environment);
            case Canon.ChannelCancel cancel -> ChannelBuiltins.cancel(cancel, environment);
            case Canon.ChannelDrop drop -> ChannelBuiltins.drop(drop, environment);
            case Canon.ErrorContextNew made -> TaskBuiltins.newErrorContext(made, environment);
            case Canon.ErrorContextDebugMessage told -> TaskBuiltins.debugMessage(told, environment);
            case Canon.WaitableSetWait wait -> TaskBuiltins.waiting(wait, environment);
            case Canon.ThreadSwitch thread -> TaskBuiltins.threadSwitch(environment.instance(), thread);
            case Canon.ThreadNewIndirect _ -> TaskBuiltins.unsupported(environment.instance(), "thread.new-indirect");
            case Canon.ThreadSpawnRef _ -> TaskBuiltins.unsupported(environment.instance(), "thread.spawn-ref");
            case Canon.ThreadSpawnIndirect _ -> TaskBuiltins.unsupported(environment.instance(), "thread.spawn-indirect");
            case Canon.ThreadAvailableParallelism _ ->
                TaskBuiltins.unsupported(environment.instance(), "thread.available-parallelism");
            case Canon.Lift _, Canon.Lower _ -> throw new IllegalArgumentException(canon.toString());
        });
    }

    private static CoreCallable.Body plain(Canon.Plain plain, InstanceState instance) {
        return switch (plain) {
            case BACKPRESSURE_INC -> arguments -> backpressure(instance, 1);
            case BACKPRESSURE_DEC -> arguments -> backpressure(instance, -1);
            case TASK_CANCEL -> TaskBuiltins.ofAsyncTask(instance, plain.text());
            case SUBTASK_DROP -> TaskBuiltins.subtask(instance);
            case ERROR_CONTEXT_DROP -> TaskBuiltins.dropErrorContext(instance);
            case WAITABLE_SET_NEW -> TaskBuiltins.newSet(instance);
            case WAITABLE_SET_DROP -> TaskBuiltins.dropSet(instance);
            case WAITABLE_JOIN -> TaskBuiltins.join(instance);
            case THREAD_INDEX -> TaskBuiltins.threadIndex(instance);
            case THREAD_RESUME_LATER -> TaskBuiltins.resumeLater(instance);
        };
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
        Task borrowedFor = handle.borrowedFor;
        if (borrowedFor != null) {
            borrowedFor.giveBack();
            return;
        }
        Resources.end(tag, handle.representation, java.util.Optional.of(instance));
    }

    private static CoreCallable.Body context(Store store, boolean set, int slot) {
        return set
                ? arguments -> {
                    store.task().storage(slot, arguments[0]);
                    return NOTHING;
                }
                : arguments -> new long[] {store.task().storage(slot)};
    }

    private static long[] backpressure(InstanceState instance, int change) {
        instance.backpressure += change;
        if (instance.backpressure < 0 || instance.backpressure > 0xffff) {
            throw Traps.trap("backpressure counter " + (change > 0 ? "overflow" : "underflow"));
        }
        return NOTHING;
    }

    static long[] one(int value) {
        return new long[] {Integer.toUnsignedLong(value)};
    }
}
