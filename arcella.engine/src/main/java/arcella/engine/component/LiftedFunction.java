package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.AdapterPort;
import arcella.engine.abi.FlatReader;
import arcella.engine.abi.FlatWriter;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.engine.binding.Adapter;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.value.WitValue;

/** A core function of a guest as a component function ({@code CanonicalABI.md}, {@code canon lift}): each call a {@link Task}. */
final class LiftedFunction implements ComponentFunction {

    private final FuncType type;
    private final Signature signature;
    private final CoreCallable core;
    private final Options options;
    private final Environment environment;
    private @Nullable CallCheck check;

    LiftedFunction(FuncType type, CoreCallable core, Options options, Environment environment) {
        this.type = type;
        this.signature = environment.plan().signature(type);
        this.core = core;
        this.options = options;
        this.environment = environment;
    }

    /** A call from another component instance with the values copied straight; nothing if they cannot be. */
    @Nullable FusedFunction fused(FusedFunction.Party caller) {
        return FusedFunction.of(caller, new FusedFunction.Party(signature, options, environment), core,
                type.async());
    }

    @Override
    public FuncType type() {
        return type;
    }

    /** What an adapter calls instead of this; none if the core function is no guest's. */
    Optional<AdapterPort> port(ComponentInstance root, Adapter adapter) {
        // Generated code knows nothing of functions that may block.
        return (type.async() ? Optional.<MethodHandle>empty() : core.handle()).map(handle -> new ExportPort(root, environment, options, handle,
                !signature.results().isEmpty(), adapter.resources()));
    }

    @Override
    public ResourceTag tag(ResourceId id) {
        return environment.tag(id);
    }

    @Override
    public Optional<WitValue> call(Optional<InstanceState> caller, List<WitValue> arguments) {
        List<WitValue> checked = caller.isEmpty() && type.mentionsResources() ? checked(arguments) : arguments;
        environment.instance().checkUnrelated(caller);
        return run(caller, checked);
    }

    /**
     * Not as a call from guest code: the instance that is being made has none running, and may well begin with a
     * function of its own, of an instance inside it, or of one around it.
     */
    @Override
    public Optional<WitValue> start(InstanceState starting, List<WitValue> arguments) {
        return run(Optional.of(starting), arguments);
    }

    private Optional<WitValue> run(Optional<InstanceState> caller, List<WitValue> arguments) {
        Task task = new Task(environment.instance(), caller, type.async());
        task.begin();
        try {
            Optional<WitValue> result = run(task, caller.isPresent(), arguments);
            task.end();
            return result;
        } catch (Refused e) {
            task.withdraw();
            throw e;
        } catch (RuntimeException | Error e) {
            task.abandon();
            throw e;
        }
    }

    private Optional<WitValue> run(Task task, boolean fromComponent, List<WitValue> arguments) {
        InstanceState instance = task.instance;
        AbiContext context = options.context(instance, new CallHandles(instance, environment, Optional.of(task)),
                fromComponent);
        FlatWriter flat = new FlatWriter();
        try {
            new Lowerer(context).parameters(Signature.MAX_FLAT_PARAMS, arguments, signature.params(), flat);
        } catch (ArcellaException e) {
            if (fromComponent || e instanceof Trap) {
                throw e;
            }
            // Nothing of the guest has run but its allocator, which can do nothing but allocate.
            throw new Refused(e);
        }
        long[] flatResults = core.call(flat.slots());
        List<WitValue> results =
                new Lifter(context).values(Signature.MAX_FLAT_RESULTS, new FlatReader(flatResults), signature.results());
        task.returned();
        options.callPostReturn(instance, flatResults);
        return results.isEmpty() ? Optional.empty() : Optional.of(results.getFirst());
    }

    /**
     * Refuses what would not fit before the first handle has moved from the host to the guest. To be lent, a handle may be
     * one that the host owns.
     */
    private List<WitValue> checked(List<WitValue> arguments) {
        if (check == null) {
            check = new CallCheck("the function", type, new ClosedTypes());
        }
        try {
            List<WitValue> checked = new CallHandles(environment.instance(), environment, Optional.empty())
                    .check(signature.params(), arguments);
            check.arguments(checked);
            return checked;
        } catch (ArcellaException e) {
            throw new Refused(e);
        }
    }
}
