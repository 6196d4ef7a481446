package arcella.runtime.internal.host;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import arcella.runtime.config.ConfigKey;
import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;
import arcella.worker.GroupLimits;
import arcella.worker.GroupReach;
import arcella.worker.GroupRules;

/**
 * What the workers of groups may have: what the configuration says of a group, or of all, or what follows from the limits of
 * the modules that are in it. Thread-safe.
 */
final class GroupPolicy implements GroupRules {

    /** What a worker with one module of default limits needs; less than this saves nothing, since only what is used is taken. */
    static final long LEAST = 640L << 20;

    private final ConfigSource source;
    private final long mostBytes;
    private volatile GroupMembers members = group -> new long[0];

    /** @param mostBytes what a heap that follows from limits comes to at the most, if that is more than {@link #LEAST} */
    GroupPolicy(ConfigSource source, long mostBytes) {
        this.source = source;
        this.mostBytes = Math.max(LEAST, mostBytes);
    }

    /** Says who knows the modules of groups. */
    void members(GroupMembers those) {
        members = those;
    }

    @Override
    public GroupLimits of(String group) {
        Configuration holding = source.holding("workers");
        return new GroupLimits(heap(holding, group).value().orElseThrow(),
                (int) modules(holding, group).value().orElse(Integer.MAX_VALUE));
    }

    @Override
    public GroupReach reach(String group) {
        return members.reach(group);
    }

    @Override
    public boolean returning(String group) {
        return members.returning(group);
    }

    @Override
    public boolean awaited(String group) {
        return members.awaited(group);
    }

    /** The heap of a group, as far as that is known. */
    GroupLimit heap(String group) {
        return heap(source.known(), group);
    }

    /** How many modules a group may have, as far as that is known. */
    GroupLimit modules(String group) {
        return modules(source.known(), group);
    }

    private GroupLimit heap(Configuration configuration, String group) {
        return stated("heap", configuration, ConfigKeys.GROUP_HEAP, ConfigKeys.WORKERS_HEAP, group).orElseGet(() -> {
            long needed = GroupLimits.heapFor(members.memories(group));
            return needed <= LEAST ? new GroupLimit("heap", OptionalLong.of(LEAST), "default")
                    : new GroupLimit("heap", OptionalLong.of(Math.min(needed, mostBytes)), "from its modules' limits"
                            + (needed > mostBytes ? ", and the machine's memory" : ""));
        });
    }

    private static GroupLimit modules(Configuration configuration, String group) {
        return stated("modules", configuration, ConfigKeys.GROUP_MODULES, ConfigKeys.WORKERS_MODULES, group)
                .orElseGet(() -> new GroupLimit("modules", OptionalLong.empty(), "default"));
    }

    private static Optional<GroupLimit> stated(String name, Configuration configuration, ConfigKey<Long> own, ConfigKey<Long> all,
            String group) {
        Map<String, Long> named = configuration.named(own);
        Long mine = named.get(group);
        return mine != null ? Optional.of(new GroupLimit(name, OptionalLong.of(mine), "[workers.group." + group + "]"))
                : configuration.stated(all).map(value -> new GroupLimit(name, OptionalLong.of(value), "[workers]"));
    }
}
