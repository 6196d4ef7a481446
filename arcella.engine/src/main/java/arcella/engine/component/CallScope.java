package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;

/**
 * One call as seen from one of its sides, and the handles that are lent for its time: on the callee's side the borrows
 * that it got and must drop ({@code Task.num_borrows}), on the caller's side the handles that it lent and may not give
 * away meanwhile ({@code Subtask.lenders}).
 */
final class CallScope {

    /** Borrowed handles that the callee has not dropped yet. */
    int borrows;

    private final List<ResourceHandle> lenders = new ArrayList<>(0);
    private final List<Long> lentIds = new ArrayList<>(0);

    void lend(ResourceHandle handle) {
        handle.lends++;
        lenders.add(handle);
    }

    void lend(ResourceHandle handle, long id) {
        lend(handle);
        lentIds.add(id);
    }

    /** The call has returned: what was lent is free again. */
    void end(Store store) {
        lenders.forEach(handle -> handle.lends--);
        lenders.clear();
        lentIds.forEach(store::forget);
        lentIds.clear();
    }
}
