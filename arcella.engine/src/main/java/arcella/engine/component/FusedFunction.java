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
 * when the function is made; the objects that stand for the call are made then, too, since {@link Task} and
 * {@link Subtask} serve one call after the other.
 */
final class FusedFunction {

    private static final long[] NO_SLOTS = {};

    private final InstanceState caller;
    private final InstanceState callee;
    private final boolean related;
    private final Task task;
    private final Subtask subtask = new Subtask();
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
        this.task = new Task(this.callee, Optional.of(this.caller), async);
        this.core = core;
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
        subtask.begin(caller.store.task());
        task.begin();
        try {
            long[] out = run(arguments);
            task.end();
            subtask.returned();
            return out;
        } catch (RuntimeException | Error e) {
            task.abandon();
            throw e;
        }
    }

    private long[] run(long[] arguments) {
        long[] flat = new long[params.throughMemory() ? 1 : params.flatSlots()];
        CopyPlan.Copy there = params.check(callerSide, calleeSide, arguments, flat,
                passage(paramRoutes, caller, callee), caller.store.byteLimit());
        if (params.throughMemory()) {
            there.allocated();
        } else {
            there.flat();
        }
        long[] flatResults = core.call(flat);
        long[] out = results.throughMemory() ? NO_SLOTS : new long[results.flatSlots()];
        CopyPlan.Copy back = results.check(calleeSide, callerSide, flatResults, out,
                passage(resultRoutes, callee, caller), callee.store.byteLimit());
        task.returned();
        if (results.throughMemory()) {
            back.to(arguments[arguments.length - 1] & 0xffff_ffffL);
        } else {
            back.flat();
        }
        calleeOptions.callPostReturn(callee, flatResults);
        return out;
    }

    private HandlePassage passage(List<HandleTransfer.Route> routes, InstanceState source, InstanceState target) {
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
