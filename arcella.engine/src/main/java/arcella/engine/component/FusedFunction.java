package arcella.engine.component;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.internal.fused.CopyPlan;
import arcella.engine.internal.fused.HandlePassage;
import arcella.engine.internal.fused.Side;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ValueType;

/**
 * A call from one component instance to another: {@code canon lower} and {@code canon lift} in one, the values copied
 * from one memory to the other ({@code CanonicalABI.md}). Everything that does not change from call to call is found out
 * when the function is made.
 */
final class FusedFunction {

    private static final long[] NO_SLOTS = {};

    private final InstanceState caller;
    private final InstanceState callee;
    private final List<InstanceState> entered;
    private final boolean related;
    private final boolean async;
    private final CoreCallable core;
    private final Options calleeOptions;
    private final Side callerSide;
    private final Side calleeSide;
    private final CopyPlan params;
    private final CopyPlan results;
    private final List<HandleTransfer.Route> paramRoutes;
    private final List<HandleTransfer.Route> resultRoutes;

    /** One side of the call. */
    record Party(Signature signature, Options options, Environment environment) {

        Side side() {
            return options.side(environment.instance());
        }
    }

    private FusedFunction(Party caller, Party callee, CoreCallable core, boolean async, CopyPlan params,
            CopyPlan results) {
        this.caller = caller.environment().instance();
        this.callee = callee.environment().instance();
        this.related = this.callee.isRelated(this.caller);
        this.entered = this.callee.toEnter(Optional.of(this.caller));
        this.core = core;
        this.async = async;
        this.calleeOptions = callee.options();
        this.callerSide = caller.side();
        this.calleeSide = callee.side();
        this.params = params;
        this.results = results;
        this.paramRoutes = routes(params, caller.environment(), callee.environment());
        this.resultRoutes = routes(results, callee.environment(), caller.environment());
    }

    /** The function, or nothing if values pass that are not copied. */
    static @Nullable FusedFunction of(Party caller, Party callee, CoreCallable core, boolean async) {
        Optional<CopyPlan> params = CopyPlan.of(caller.signature().params(), caller.options().encoding(),
                callee.signature().params(), callee.options().encoding(), Signature.MAX_FLAT_PARAMS);
        Optional<CopyPlan> results = CopyPlan.of(callee.signature().results(), callee.options().encoding(),
                caller.signature().results(), caller.options().encoding(), Signature.MAX_FLAT_RESULTS);
        return params.isPresent() && results.isPresent()
                ? new FusedFunction(caller, callee, core, async, params.get(), results.get())
                : null;
    }

    private static List<HandleTransfer.Route> routes(CopyPlan plan, Environment source, Environment target) {
        return plan.routes().stream().map(route -> new HandleTransfer.Route(route.source() instanceof OwnType,
                source.tag(resource(route.source())), target.tag(resource(route.target())))).toList();
    }

    private static arcella.wit.resolved.ResourceId resource(ValueType type) {
        return switch (type) {
            case OwnType own -> own.resource().id();
            case BorrowType borrow -> borrow.resource().id();
            default -> throw new IllegalArgumentException(type.kind());
        };
    }

    long[] call(long[] arguments) {
        caller.checkLeave();
        if (related) {
            throw Traps.cannotEnter();
        }
        InstanceState.enter(entered);
        CallScope subtask = new CallScope();
        CallScope task = new CallScope();
        long[] outerContext = callee.context;
        callee.context = new long[2];
        boolean outerMayBlock = callee.store.mayBlock;
        callee.store.mayBlock = outerMayBlock && async;
        if (async && callee.backpressure > 0) {
            throw callee.blocked("a call under back-pressure");
        }

        long[] flat = new long[params.throughMemory() ? 1 : params.flatSlots()];
        CopyPlan.Copy there = params.check(callerSide, calleeSide, arguments, flat,
                passage(paramRoutes, caller, callee, subtask, task), caller.store.valueBytes());
        if (params.throughMemory()) {
            there.allocated();
        } else {
            there.flat();
        }
        long[] flatResults = core.call(flat);
        long[] out = results.throughMemory() ? NO_SLOTS : new long[results.flatSlots()];
        CopyPlan.Copy back = results.check(calleeSide, callerSide, flatResults, out,
                passage(resultRoutes, callee, caller, subtask, task), callee.store.valueBytes());
        if (task.borrows != 0) {
            throw Traps.trap("borrow handles still remain at the end of the call");
        }
        if (results.throughMemory()) {
            back.to(arguments[arguments.length - 1] & 0xffff_ffffL);
        } else {
            back.flat();
        }
        calleeOptions.callPostReturn(callee, flatResults);
        callee.context = outerContext;
        callee.store.mayBlock = outerMayBlock;
        InstanceState.leave(entered);
        subtask.end(caller.store);
        return out;
    }

    private static HandlePassage passage(List<HandleTransfer.Route> routes, InstanceState source, InstanceState target,
            CallScope subtask, CallScope task) {
        return routes.isEmpty() ? NoHandles.INSTANCE : new HandleTransfer(routes, source, target, subtask, task);
    }

    /** For the many calls without handles. */
    private enum NoHandles implements HandlePassage {
        INSTANCE;

        @Override
        public void take(int route, int index) {
            throw new IllegalStateException("planned without handles");
        }

        @Override
        public int give(int route) {
            throw new IllegalStateException("planned without handles");
        }
    }
}
