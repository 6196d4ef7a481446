package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.abi.AdapterPort;
import arcella.engine.binding.Adapter;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;

/** A guest's function as its adapter sees it: what {@link LiftedFunction#call} does around a call from Java, with the same {@link Task} each time. */
final class ExportPort extends AdapterPort {

    private static final long[] NOTHING = {};

    private final ComponentInstance instance;
    private final InstanceState state;
    private final Task task;
    private final AdapterHandles handles;
    private final Options options;
    private final @Nullable MethodHandle postReturn;
    private final boolean hasResult;
    private boolean begun;

    ExportPort(ComponentInstance instance, Environment environment, Options options, MethodHandle core,
            boolean hasResult, List<Adapter.ResourceUse> resources) {
        super(core, options.encoding(), options.adapterMemory(environment.instance()),
                environment.instance().store.byteLimit());
        this.instance = instance;
        this.state = environment.instance();
        // Adapters are for functions of synchronous types only.
        this.task = new Task(state, Optional.empty(), false);
        this.handles = new AdapterHandles(environment, resources, task);
        this.options = options;
        this.hasResult = hasResult;
        this.postReturn = options.postReturn().flatMap(CoreCallable::handle).flatMap(ExportPort::ofLong).orElse(null);
    }

    /** Integers may come as a long of any upper half. */
    private static Optional<MethodHandle> ofLong(MethodHandle handle) {
        MethodType type = handle.type();
        if (type.parameterCount() == 1 && (type.parameterType(0) == int.class || type.parameterType(0) == long.class)) {
            return Optional.of(MethodHandles.explicitCastArguments(handle, MethodType.methodType(void.class, long.class)));
        }
        return Optional.empty();
    }

    @Override
    public void enter() {
        instance.lock();
        try {
            if (state.store.poisoned()) {
                throw ComponentInstance.refusal();
            }
            beginTask();
        } catch (RuntimeException e) {
            instance.unlock();
            throw e;
        }
        begun = false;
        renewBudget();
        handles.begin();
    }

    private void beginTask() {
        try {
            task.begin();
        } catch (Trap trap) {
            state.store.poison();
            throw trap;
        }
    }

    @Override
    public void begin() {
        begun = true;
    }

    @Override
    public void leave(long flatResult) {
        task.returned();
        if (postReturn != null) {
            state.mayLeave = false;
            try {
                postReturn.invokeExact(flatResult);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a core function declares no exceptions", e);
            }
            state.mayLeave = true;
        } else {
            options.callPostReturn(state, hasResult ? new long[] {flatResult} : NOTHING);
        }
        handles.end();
        task.end();
        instance.unlock();
    }

    @Override
    public RuntimeException fail(Throwable failure) {
        try {
            handles.end();
            if (!begun && !handles.moved() && failure instanceof ArcellaException refused && !(refused instanceof Trap)
                    && refused.code().number() == EngineError.BAD_CALL.number()) {
                // An argument was wrong: nothing of the guest has run but its allocator, and it holds nothing new.
                task.withdraw();
                return refused;
            }
            task.abandon();
            state.store.poison();
            return switch (failure) {
                case StackOverflowError e -> new Trap(Trap.Kind.STACK_EXHAUSTED, "call stack exhausted", List.of(), e);
                case Error e -> throw e;
                case RuntimeException e -> e;
                default -> new IllegalStateException("a core function declares no exceptions", failure);
            };
        } finally {
            instance.unlock();
        }
    }

    @Override
    public Object liftHandle(int index, int resource) {
        return handles.lift(index, resource);
    }

    @Override
    public int lowerHandle(@Nullable Object object, int resource) {
        return handles.lower(object, resource);
    }
}
