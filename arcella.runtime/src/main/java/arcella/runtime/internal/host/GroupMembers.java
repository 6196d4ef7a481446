package arcella.runtime.internal.host;

/** Knows the modules of worker groups. Thread-safe. */
@FunctionalInterface
public interface GroupMembers {

    /** How much linear memory each module of a group may have, whether it runs or not, in bytes. */
    long[] memories(String group);
}
