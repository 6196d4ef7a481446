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

/** A guest's function as its adapter sees it: what {@link LiftedFunction#call} does around a call from Java. */
final class ExportPort extends AdapterPort {

    private static final long[] NOTHING = {};

    private final ComponentInstance instance;
    private final InstanceState state;
    private final AdapterHandles handles;
    private final Options options;
    private final @Nullable MethodHandle postReturn;
    private final boolean hasResult;
    private final long[] context = new long[2];
    private long[] outerContext = NOTHING;
    private boolean begun;

    ExportPort(ComponentInstance instance, Environment environment, Options options, MethodHandle core,
            boolean hasResult, List<Adapter.ResourceUse> resources) {
        super(core, options.encoding(), options.adapterMemory(environment.instance()),
                environment.instance().store.byteLimit());
        this.instance = instance;
        this.state = environment.instance();
        this.handles = new AdapterHandles(environment, resources);
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
            enterState();
        } catch (RuntimeException e) {
            instance.unlock();
            throw e;
        }
        begun = false;
        renewBudget();
        handles.begin();
        outerContext = state.context;
        context[0] = 0;
        context[1] = 0;
        state.context = context;
    }

    private void enterState() {
        try {
            state.enterFromHost();
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
        if (handles.scope().borrows != 0) {
            throw Traps.trap("borrow handles still remain at the end of the call");
        }
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
        restore();
        instance.unlock();
    }

    private void restore() {
        state.context = outerContext;
        state.leaveToHost();
    }

    @Override
    public RuntimeException fail(Throwable failure) {
        try {
            handles.end();
            if (!begun && !handles.moved() && failure instanceof ArcellaException refused && !(refused instanceof Trap)
                    && refused.code().number() == EngineError.BAD_CALL.number()) {
                // An argument was wrong: nothing of the guest has run but its allocator, and it holds nothing new.
                restore();
                return refused;
            }
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
