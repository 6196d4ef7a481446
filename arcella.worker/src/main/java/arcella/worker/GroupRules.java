package arcella.worker;

/** Says what the worker of each group may have, at the moment at which it is asked. Thread-safe. */
@FunctionalInterface
public interface GroupRules {

    /**
     * What holds for a group now.
     *
     * @throws arcella.error.ArcellaException if nobody can say; then nothing is started
     */
    GroupLimits of(String group);

    /** What the modules of a group may reach now, whether they run or not; each instance's own need is added to it. */
    default GroupReach reach(String group) {
        return GroupReach.none();
    }

    /**
     * Whether a module of the group that ran is about to come again by itself: where its worker has died, a place is kept for the
     * next one.
     */
    default boolean returning(String group) {
        return false;
    }

    /** Whether a module of the group runs, or will soon, though none may be in its worker at the moment: that keeps its place. */
    default boolean awaited(String group) {
        return false;
    }
}
