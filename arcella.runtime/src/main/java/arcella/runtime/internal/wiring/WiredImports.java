package arcella.runtime.internal.wiring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.resolved.FuncType;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.typed.TypeCheck;
import arcella.wit.typed.TypeText;
import arcella.wit.value.WitValue;
import arcella.worker.ModuleImports;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.WorkerError;

/**
 * The imports of one instance, each call along its wire. A call that could not begin, because its provider was going
 * away, is tried again where the wire leads next; one that has begun is not, whatever becomes of it.
 *
 * <p>Resources stay with the instance that gave them: the numbers that this instance sees are of its own, and each
 * stands for a target and that target's number. A call that passes one goes to its target, wherever the wire leads by
 * then.
 *
 * <p>Neither side is trusted to keep to the types: values from other processes are looked at before they go on.
 */
public final class WiredImports implements ModuleImports {

    private final Map<String, Route> routes = new HashMap<>();
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** One imported interface. */
    private record Route(Wire wire, Map<String, Passage> functions) {}

    /** One function of it. */
    private record Passage(List<WitFunction.Param> params, List<WitType> results, boolean handles) {}

    /** A resource of another instance. */
    private record Held(Target target, long id) {}

    /** @param wires one for each set of imports */
    public WiredImports(List<Wire> wires) {
        ClosedTypes types = new ClosedTypes();
        for (Wire wire : wires) {
            for (Interface one : wire.set().interfaces()) {
                Map<String, Passage> functions = new HashMap<>();
                one.digests().keySet().forEach(name ->
                        functions.put(name, passage(one.function(name).orElseThrow(), types)));
                routes.put(one.name(), new Route(wire, functions));
            }
        }
    }

    private static Passage passage(FuncType type, ClosedTypes types) {
        List<WitFunction.Param> params = types.params(type);
        List<WitType> results = types.result(type).stream().toList();
        boolean handles = params.stream().anyMatch(param -> TypeText.handleIn(param.type()).isPresent())
                || results.stream().anyMatch(result -> TypeText.handleIn(result).isPresent());
        return new Passage(params, results, handles);
    }

    @Override
    public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
        Route route = routes.get(iface);
        Passage passage = route == null ? null : route.functions().get(function);
        if (route == null || passage == null) {
            throw violation("calls " + iface + "#" + function + ", which it does not import");
        }
        check(passage, arguments);
        return passage.handles()
                ? callWithHandles(route, passage, iface, function, arguments)
                : checked(passage, call(route.wire(), iface, function, arguments));
    }

    private static List<WitValue> call(Wire wire, String iface, String function, List<WitValue> arguments) {
        Target target = wire.target().orElse(null);
        long deadline = 0;
        while (true) {
            if (target != null) {
                try {
                    return target.call(iface, function, arguments);
                } catch (NotBegunException e) {
                    // Nothing has happened: the next provider may do it.
                    deadline = deadline == 0 ? wire.deadlineNanos() : deadline;
                }
            } else {
                deadline = wire.deadlineNanos();
            }
            target = wire.await(target, deadline);
        }
    }

    private List<WitValue> callWithHandles(
            Route route, Passage passage, String iface, String function, List<WitValue> arguments) {
        Target[] pinned = new Target[1];
        Set<Long> given = new HashSet<>();
        List<WitValue> out = arguments.stream().map(value -> Handles.map(value, handle -> {
            Held found = held.get(handle.id());
            if (found == null || handle.kind() == WitValue.HandleKind.OWN && !given.add(handle.id())) {
                throw violation("passes a resource that it does not have");
            }
            if (pinned[0] != null && pinned[0] != found.target()) {
                throw gone("passes resources of two instances in one call");
            }
            pinned[0] = found.target();
            return new WitValue.Handle(handle.kind(), found.id());
        })).toList();
        // Nothing is given away by a call that is refused.
        held.keySet().removeAll(given);
        Target target = pinned[0];
        if (target == null) {
            return callUnpinned(route.wire(), passage, iface, function, out);
        }
        try {
            return receive(target, checked(passage, target.call(iface, function, out)));
        } catch (NotBegunException e) {
            throw gone("uses a resource of " + target.provider() + " that is gone with the instance that made it");
        }
    }

    private List<WitValue> callUnpinned(
            Wire wire, Passage passage, String iface, String function, List<WitValue> arguments) {
        Target target = null;
        long deadline = wire.deadlineNanos();
        while (true) {
            target = wire.await(target, deadline);
            try {
                return receive(target, checked(passage, target.call(iface, function, arguments)));
            } catch (NotBegunException e) {
                // Nothing has happened: the next provider may do it.
                continue;
            }
        }
    }

    private List<WitValue> receive(Target target, List<WitValue> results) {
        return results.stream().map(value -> Handles.map(value, handle -> {
            long number = numbers.incrementAndGet();
            held.put(number, new Held(target, handle.id()));
            return new WitValue.Handle(handle.kind(), number);
        })).toList();
    }

    private static void check(Passage passage, List<WitValue> arguments) {
        boolean fits = arguments.size() == passage.params().size();
        for (int i = 0; fits && i < arguments.size(); i++) {
            fits = TypeCheck.mismatch(arguments.get(i), passage.params().get(i).type()).isEmpty();
        }
        if (!fits) {
            throw violation("gave arguments that do not fit the function");
        }
    }

    private static List<WitValue> checked(Passage passage, List<WitValue> results) {
        boolean fits = results.size() == passage.results().size();
        for (int i = 0; fits && i < results.size(); i++) {
            fits = TypeCheck.mismatch(results.get(i), passage.results().get(i)).isEmpty();
        }
        if (!fits) {
            throw violation("was given results that do not fit the function");
        }
        return results;
    }

    @Override
    public void drop(String iface, long id) {
        Held gone = held.remove(id);
        if (gone != null) {
            gone.target().drop(iface, gone.id());
        }
    }

    /** Gives up all resources that the instance still holds: it has ended. */
    public void close() {
        for (Long id : Set.copyOf(held.keySet())) {
            drop("", id);
        }
    }

    /** How many resources of others it holds. */
    long held() {
        return held.size();
    }

    /** How many resources of another instance this one holds. */
    long heldFrom(ModuleInstance provider) {
        return held.values().stream().filter(one -> one.target() instanceof Target.ModuleTarget module
                && module.export().instance() == provider).count();
    }

    private static ArcellaException violation(String what) {
        return new ArcellaException(WorkerError.PROTOCOL, "the instance " + what, "restart the module");
    }

    private static ArcellaException gone(String what) {
        return new ArcellaException(WorkerError.RESOURCE_GONE, "the instance " + what, "make the resource anew after an update");
    }
}
