package arcella.engine.internal.fused;

/**
 * Where handles change tables, for one call. All handles of a call are taken before the first is given, in the same
 * order.
 */
public interface HandlePassage {

    /**
     * Takes a handle out of the source instance, or lends it.
     *
     * @param route which of the plan's handle types it is, see {@link CopyPlan#routes}
     * @param index the source's handle
     * @throws arcella.engine.core.Trap if the source holds no such handle, or may not give it away
     */
    void take(int route, int index);

    /**
     * Gives the next handle taken to the target instance.
     *
     * @return what the target's code gets
     */
    int give(int route);
}
