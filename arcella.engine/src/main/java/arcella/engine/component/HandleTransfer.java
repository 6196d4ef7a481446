package arcella.engine.component;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import arcella.engine.internal.fused.HandlePassage;
import arcella.wit.value.WitValue;

/**
 * Handles that change from one instance's table to another's, in one direction of one call ({@code CanonicalABI.md},
 * {@code lift_own}, {@code lift_borrow}, {@code lower_own}, {@code lower_borrow}).
 */
final class HandleTransfer implements HandlePassage {

    /**
     * A handle type of the call.
     *
     * @param owned whether it is an {@code own} type
     * @param source the resource as the source knows it
     * @param target the same as the target knows it
     */
    record Route(boolean owned, ResourceTag source, ResourceTag target) {}

    private final List<Route> routes;
    private final InstanceState source;
    private final InstanceState target;
    private final Subtask subtask;
    private final Task task;
    private int[] representations = new int[4];
    /** Handles of the host's resources while they are in no table, so that they are ended even if the call traps. */
    private final List<WitValue.Handle> kept = new ArrayList<>(0);
    private int taken;
    private int given;

    /**
     * @param subtask the call as the caller sees it: what lends
     * @param task the call as the callee sees it: what borrows
     */
    HandleTransfer(List<Route> routes, InstanceState source, InstanceState target, Subtask subtask, Task task) {
        this.routes = routes;
        this.source = source;
        this.target = target;
        this.subtask = subtask;
        this.task = task;
    }

    @Override
    public void take(int route, int index) {
        Route type = routes.get(route);
        ResourceHandle handle = source.handles.resource(index, type.source());
        if (type.owned()) {
            CallHandles.takeOwned(source, handle, index);
            if (isHosts(type)) {
                kept.add(source.store.put(handle.tag, handle.representation, true));
            }
        } else {
            subtask.lend(handle);
        }
        if (taken == representations.length) {
            representations = Arrays.copyOf(representations, 2 * taken);
        }
        representations[taken++] = handle.representation;
    }

    @Override
    public int give(int route) {
        Route type = routes.get(route);
        int representation = representations[given++];
        if (type.owned()) {
            target.handles.checkRoom();
            if (isHosts(type)) {
                source.store.take(kept.removeFirst());
            }
            return target.handles.add(new ResourceHandle(type.target(), representation, null));
        }
        if (type.target().isOwnedBy(target)) {
            return representation;
        }
        return target.handles.add(task.borrow(type.target(), representation));
    }

    private static boolean isHosts(Route type) {
        return type.source().owner().isEmpty();
    }
}
