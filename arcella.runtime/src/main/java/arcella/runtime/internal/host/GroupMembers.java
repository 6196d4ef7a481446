package arcella.runtime.internal.host;

import arcella.worker.GroupReach;

/** Knows the modules of worker groups. Thread-safe. */
@FunctionalInterface
public interface GroupMembers {

    /** How much linear memory each module of a group may have, whether it runs or not, in bytes. */
    long[] memories(String group);

    /** What the modules of a group may reach by what is granted now, whether they run or not. */
    default GroupReach reach(String group) {
        return GroupReach.none();
    }

    /** Whether any of them ran and is about to come again by itself. */
    default boolean returning(String group) {
        return false;
    }

    /** Whether any of them runs, or will again by itself. */
    default boolean awaited(String group) {
        return false;
    }
}
