package arcella.engine.component;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.abi.AbiContext;
import arcella.engine.abi.FlatReader;
import arcella.engine.abi.FlatWriter;
import arcella.engine.abi.Lifter;
import arcella.engine.abi.Lowerer;
import arcella.engine.binding.HostMethod;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ValueType;
import arcella.wit.value.WitValue;

/**
 * A component function as a core function for a guest to import ({@code CanonicalABI.md}, {@code canon lower}): each call
 * a {@link Subtask}.
 */
final class LoweredFunction {

    /** Writing an adapter takes as long as this many calls the general way. */
    static final int CALLS_BEFORE_ADAPTER = 100;

    private int calls;
    private @Nullable MethodHandle adapted;

    private final Signature signature;
    private final ComponentFunction target;
    private final Options options;
    private final Environment environment;

    /**
     * @param type the function's type as the calling side sees it
     */
    LoweredFunction(FuncType type, ComponentFunction target, Options options, Environment environment) {
        this.signature = environment.plan().signature(type);
        this.target = target;
        this.options = options;
        this.environment = environment;
    }

    CoreCallable callable() {
        return CoreCallable.host(signature.lowered(), target instanceof LiftedFunction lifted
                && environment.instance().store.fuses() ? fusing(lifted) : this::call);
    }

    /** Found out at the first call: many functions of large components are never called. */
    private CoreCallable.Body fusing(LiftedFunction lifted) {
        return new CoreCallable.Body() {
            private CoreCallable.@Nullable Body known;

            @Override
            public long[] call(long[] arguments) {
                CoreCallable.Body body = known;
                if (body == null) {
                    FusedFunction fused = lifted.fused(new FusedFunction.Party(signature, options, environment));
                    body = fused == null ? LoweredFunction.this::call : fused::call;
                    known = body;
                }
                return body.call(arguments);
            }
        };
    }

    private long[] call(long[] arguments) {
        MethodHandle adapter = adapted;
        if (adapter == null) {
            calls++;
            if (calls == CALLS_BEFORE_ADAPTER || calls == 1 && hasAdapter()) {
                adapted = adapter();
            }
            return general(arguments);
        }
        try {
            return (long[]) adapter.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an adapter declares no exceptions", e);
        }
    }

    /** Whether another instance has had the adapter made. */
    private boolean hasAdapter() {
        return target instanceof HostComponentFunction host && host.method().filter(HostMethod::isAdapted).isPresent();
    }

    /** Generated code that calls a Java method; null if there is none for it. */
    private @Nullable MethodHandle adapter() {
        if (!(target instanceof HostComponentFunction host)) {
            return null;
        }
        return host.method().flatMap(HostMethod::adapter)
                // Linked from an instance of elsewhere, its handles are not this store's.
                .filter(adapter -> adapter.resources().isEmpty() || host.store() == environment.instance().store)
                .filter(adapter -> adapter.resources().stream().allMatch(use -> environment.knows(resource(use.type()))))
                .map(adapter -> adapter.handle().bindTo(new ImportPort(environment, options, adapter.resources())))
                .orElse(null);
    }

    private static ResourceId resource(ValueType type) {
        return switch (type) {
            case OwnType own -> own.resource().id();
            case BorrowType borrow -> borrow.resource().id();
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    private long[] general(long[] arguments) {
        InstanceState instance = environment.instance();
        instance.checkLeave();
        Subtask subtask = new Subtask();
        subtask.begin(instance.store.task());
        AbiContext context = options.context(instance, new CallHandles(instance, environment, Optional.of(subtask)),
                target instanceof LiftedFunction);
        FlatReader in = new FlatReader(arguments);
        List<WitValue> values =
                new Lifter(context).values(Signature.MAX_FLAT_PARAMS, in, signature.params());
        Optional<WitValue> result = target.call(Optional.of(instance), values);
        FlatWriter out = new FlatWriter();
        new Lowerer(context)
                .results(Signature.MAX_FLAT_RESULTS, result.isPresent() ? List.of(result.get()) : List.of(), signature.results(), in, out);
        subtask.returned();
        return out.slots();
    }
}
