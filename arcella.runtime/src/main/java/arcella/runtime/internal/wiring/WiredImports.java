package arcella.runtime.internal.wiring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import arcella.error.ArcellaException;
import arcella.wit.typed.ClosedTypes;
import arcella.wit.value.WitValue;
import arcella.worker.Handles;
import arcella.worker.ModuleFunction;
import arcella.worker.ModuleImports;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.StreamNumbers;
import arcella.worker.WorkerError;

/**
 * The imports of one instance, each call along its wire. A call that could not begin, because its provider was going
 * away, is tried again where the wire leads next; one that has begun is not, whatever becomes of it.
 *
 * <p>Resources stay with the instance that gave them: the numbers that this instance sees are of its own, and each
 * stands for a target and that target's number. A call that passes one goes to its target, wherever the wire leads by
 * then. Streams of the host are other numbers: the two ends see to them.
 *
 * <p>Neither side is trusted to keep to the types: values from other processes are looked at before they go on.
 */
public final class WiredImports implements ModuleImports {

    /** By the interface's name and the function's. */
    private final Map<String, Map<String, WiredFunction>> functions = new HashMap<>();
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    /** A resource of another instance. */
    private record Held(Target target, long id) {}

    /** @param wires one for each set of imports */
    public WiredImports(List<Wire> wires) {
        ClosedTypes types = new ClosedTypes();
        for (Wire wire : wires) {
            int place = 0;
            for (Interface one : wire.set().interfaces()) {
                Map<String, WiredFunction> its = new HashMap<>();
                for (String name : one.digests().keySet()) {
                    its.put(name, new WiredFunction(
                            wire, place++, one.name(), name, one.function(name).orElseThrow(), types));
                }
                functions.put(one.name(), its);
            }
        }
    }

    @Override
    public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
        return call(find(iface, function), arguments);
    }

    @Override
    public ModuleFunction function(String iface, String function) {
        WiredFunction found = find(iface, function);
        return arguments -> call(found, arguments);
    }

    private WiredFunction find(String iface, String function) {
        WiredFunction found = functions.getOrDefault(iface, Map.of()).get(function);
        if (found == null) {
            throw violation("calls " + iface + "#" + function + ", which it does not import");
        }
        return found;
    }

    private List<WitValue> call(WiredFunction function, List<WitValue> arguments) {
        if (!function.takes(arguments)) {
            throw violation("gave arguments that do not fit the function");
        }
        return function.handles() ? callWithHandles(function, arguments) : checked(function, function.call(arguments));
    }

    private List<WitValue> callWithHandles(WiredFunction function, List<WitValue> arguments) {
        Target[] pinned = new Target[1];
        Set<Long> given = new HashSet<>();
        List<WitValue> out = arguments.stream().map(value -> Handles.map(value, handle -> {
            if (StreamNumbers.isStream(handle)) {
                return handle;
            }
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
            return callUnpinned(function, out);
        }
        try {
            return receive(target, checked(function, function.at(target, out)));
        } catch (NotBegunException e) {
            throw gone("uses a resource of " + target.provider() + " that is gone with the instance that made it");
        }
    }

    private List<WitValue> callUnpinned(WiredFunction function, List<WitValue> arguments) {
        Wire wire = function.wire();
        Target target = null;
        long deadline = wire.deadlineNanos();
        while (true) {
            target = wire.await(target, deadline);
            try {
                return receive(target, checked(function, function.at(target, arguments)));
            } catch (NotBegunException e) {
                // Nothing has happened: the next provider may do it.
                continue;
            }
        }
    }

    private List<WitValue> receive(Target target, List<WitValue> results) {
        return results.stream().map(value -> Handles.map(value, handle -> {
            if (StreamNumbers.isStream(handle)) {
                return handle;
            }
            long number = numbers.incrementAndGet();
            held.put(number, new Held(target, handle.id()));
            return new WitValue.Handle(handle.kind(), number);
        })).toList();
    }

    private static List<WitValue> checked(WiredFunction function, List<WitValue> results) {
        if (!function.gives(results)) {
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
