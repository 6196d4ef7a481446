package arcella.engine.component;

import java.util.Optional;

import arcella.engine.EngineError;
import arcella.engine.abi.AbiContext;
import arcella.engine.abi.AbiMemory;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.engine.core.CoreMemory;
import arcella.error.ArcellaException;
import arcella.wit.component.Canon;
import arcella.wit.component.Primitive;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * The built-ins of tasks, threads, waitable sets and error contexts ({@code CanonicalABI.md}, "Canonical Definitions"),
 * as far as they need no task that is suspended: every {@link Task} was lifted synchronously and has one thread, and no
 * handle refers to a {@link Subtask}, which has returned before its caller goes on.
 */
final class TaskBuiltins {

    private static final ValueType STRING = PrimitiveType.of(Primitive.STRING);

    private TaskBuiltins() {}

    /** {@code task.return} and {@code task.cancel}. */
    static CoreCallable.Body ofAsyncTask(InstanceState instance, String name) {
        return arguments -> {
            instance.checkLeave();
            throw instance.store.task().notLiftedAsync(name);
        };
    }

    static CoreCallable.Body subtask(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            throw instance.handles.wrong((int) arguments[0], "subtask");
        };
    }

    static CoreCallable.Body newSet(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            return Builtins.one(instance.handles.add(new WaitableSet()));
        };
    }

    static CoreCallable.Body dropSet(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            WaitableSet set = instance.handles.set((int) arguments[0]);
            instance.handles.remove((int) arguments[0]);
            set.drop();
            return Builtins.NOTHING;
        };
    }

    static CoreCallable.Body join(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            int index = (int) arguments[0];
            if (!(instance.handles.get(index) instanceof Waitable waitable)) {
                throw instance.handles.wrong(index, "waitable");
            }
            int set = (int) arguments[1];
            waitable.join(set == 0 ? null : instance.handles.set(set));
            return Builtins.NOTHING;
        };
    }

    static CoreCallable.Body waiting(Canon.WaitableSetWait canon, Environment environment) {
        InstanceState instance = environment.instance();
        CoreMemory memory = environment.memory(canon.coreMemoryIndex());
        return arguments -> {
            instance.checkLeave();
            Optional<Waitable.Event> event = instance.handles.set((int) arguments[0]).event();
            if (event.isEmpty() && !canon.poll()) {
                throw instance.store.task().blocked("waitable-set.wait");
            }
            Waitable.Event told = event.orElse(new Waitable.Event(0, 0, 0));
            int pointer = (int) arguments[1];
            new AbiMemory(memory, Optional.empty())
                    .check("event", Integer.toUnsignedLong(pointer), 8, 4);
            memory.writeInt(pointer, told.index());
            memory.writeInt(pointer + 4, told.payload());
            return Builtins.one(told.code());
        };
    }

    /** A task's only thread has the first index of its instance, since an instance runs one task at a time. */
    static CoreCallable.Body threadIndex(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            return Builtins.one(1);
        };
    }

    /** Nobody else is there to run. */
    static CoreCallable.Body threadSwitch(InstanceState instance, Canon.ThreadSwitch canon) {
        return arguments -> {
            instance.checkLeave();
            if (canon.kind().takesThread()) {
                throw otherThread((int) arguments[0]);
            }
            if (canon.kind() == Canon.ThreadSwitch.Kind.SUSPEND) {
                throw instance.store.task().blocked("thread.suspend");
            }
            return Builtins.one(0);
        };
    }

    static CoreCallable.Body resumeLater(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            throw otherThread((int) arguments[0]);
        };
    }

    private static RuntimeException otherThread(int index) {
        return index == 1 ? Traps.trap("cannot resume thread which is not suspended")
                : Traps.trap("unknown thread index " + Integer.toUnsignedString(index));
    }

    static CoreCallable.Body unsupported(InstanceState instance, String name) {
        return arguments -> {
            instance.checkLeave();
            throw new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                    "the component called " + name + ", which this engine does not run yet",
                    "build it with the synchronous ABI");
        };
    }

    static CoreCallable.Body newErrorContext(Canon.ErrorContextNew canon, Environment environment) {
        InstanceState instance = environment.instance();
        Options options = Options.ofBuiltin(canon.options(), environment);
        return arguments -> {
            instance.checkLeave();
            AbiContext context = options.context(instance, new CallHandles(instance, environment, Optional.empty()), true);
            String message = ((WitValue.Text) new Lifter(context)
                    .string(arguments[0] & 0xffff_ffffL, arguments[1] & 0xffff_ffffL)).value();
            return Builtins.one(instance.handles.add(new ErrorContext(message)));
        };
    }

    static CoreCallable.Body debugMessage(Canon.ErrorContextDebugMessage canon, Environment environment) {
        InstanceState instance = environment.instance();
        Options options = Options.ofBuiltin(canon.options(), environment);
        return arguments -> {
            instance.checkLeave();
            String message = instance.handles.errorContext((int) arguments[0]).message();
            AbiContext context = options.context(instance, new CallHandles(instance, environment, Optional.empty()), true);
            long pointer = arguments[1] & 0xffff_ffffL;
            context.memory().orElseThrow().check("string", pointer, 8, 4);
            new Lowerer(context).store(STRING, new WitValue.Text(message), (int) pointer);
            return Builtins.NOTHING;
        };
    }

    static CoreCallable.Body dropErrorContext(InstanceState instance) {
        return arguments -> {
            instance.checkLeave();
            instance.handles.errorContext((int) arguments[0]);
            instance.handles.remove((int) arguments[0]);
            return Builtins.NOTHING;
        };
    }
}
