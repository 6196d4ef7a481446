package arcella.engine.component;

import arcella.engine.EngineError;
import arcella.engine.core.CoreLimits;
import arcella.engine.core.CoreModule;
import arcella.error.ArcellaException;

/**
 * How much of its limits one root instance has used, all component and core instances inside it together. One thread at
 * a time.
 */
final class Quota {

    private static final String INSTANCES = "instances";

    private final CoreLimits limits;
    private final int instances;
    private int components;
    private int modules;
    private int tables;
    private int memories;

    /**
     * @param limits shared by all core instances; its numbers of tables and memories hold for all of them together
     * @param instances the most component instances, and the most core instances
     */
    Quota(CoreLimits limits, int instances) {
        this.limits = limits;
        this.instances = instances;
    }

    /** What each core instance is made with. */
    CoreLimits limits() {
        return limits;
    }

    /** A component instance is about to be made: nested ones can double at each level. */
    void component() {
        components = refuse("component instances", INSTANCES, components, 1, instances);
    }

    /** An instance of a core module is about to be made. */
    void module(CoreModule module) {
        modules = refuse("core instances", INSTANCES, modules, 1, instances);
        tables = refuse("tables", "tables", tables, module.ownTables(), limits.tables());
        memories = refuse("memories", "memories", memories, module.ownMemories(), limits.memories());
    }

    /** What has been made of it, for an instance that holds so many handles and has carried so many bytes. */
    ComponentUse use(int handles, long valueBytes) {
        return new ComponentUse(Math.max(components, modules), tables, memories, handles, valueBytes);
    }

    private static int refuse(String what, String limit, int used, int more, int allowed) {
        if (more > allowed - used) {
            throw new ArcellaException(EngineError.LIMIT,
                    "the component needs more than " + allowed + " " + what + ", which is its limit " + limit, "raise the limit " + limit);
        }
        return used + more;
    }
}
