package arcella.engine.component;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CoreExtern;
import arcella.engine.core.CoreGlobal;
import arcella.engine.core.CoreMemory;
import arcella.engine.core.CoreModule;
import arcella.engine.core.CoreTable;
import arcella.engine.core.CoreTag;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;

/**
 * The index spaces of one component instance while it is being made, and, for as long as it lives, what the resource
 * types of its types stand for. Types need no index space: validation has resolved them, and only the identity of
 * resources is a matter of run time.
 */
final class Environment {

    private final @Nullable Environment outer;
    private final ComponentPlan plan;
    private final InstanceState instance;
    private final Map<ResourceId, ResourceTag> tags = new IdentityHashMap<>();

    final List<CoreCallable> coreFunctions = new ArrayList<>();
    final List<CoreMemory> coreMemories = new ArrayList<>();
    final List<CoreTable> coreTables = new ArrayList<>();
    final List<CoreGlobal> coreGlobals = new ArrayList<>();
    final List<CoreTag> coreTags = new ArrayList<>();
    final List<CoreModule> coreModules = new ArrayList<>();
    final List<Map<String, Object>> coreInstances = new ArrayList<>();
    final List<ComponentFunction> functions = new ArrayList<>();
    final List<Item.Instance> instances = new ArrayList<>();
    final List<Item.Closure> components = new ArrayList<>();
    final List<Item.Value> values = new ArrayList<>();
    /** How many entries the type index space has so far. */
    int types;

    Environment(ComponentPlan plan, InstanceState instance, @Nullable Environment outer) {
        this.plan = plan;
        this.instance = instance;
        this.outer = outer;
    }

    ComponentPlan plan() {
        return plan;
    }

    InstanceState instance() {
        return instance;
    }

    CoreCallable coreFunction(int index) {
        return coreFunctions.get(index);
    }

    CoreMemory memory(int index) {
        return coreMemories.get(index);
    }

    /** The scope {@code count} levels out. */
    Environment enclosing(int count) {
        Environment environment = this;
        for (int i = 0; i < count; i++) {
            if (environment.outer == null) {
                throw new IllegalStateException("validated with a scope " + count + " levels out");
            }
            environment = environment.outer;
        }
        return environment;
    }

    /** What a resource type stands for. */
    ResourceTag tag(ResourceId id) {
        for (Environment environment = this; environment != null; environment = environment.outer) {
            ResourceTag tag = environment.tags.get(id);
            if (tag != null) {
                return tag;
            }
        }
        throw new IllegalStateException("the resource " + id + " is bound nowhere");
    }

    boolean knows(ResourceId id) {
        for (Environment environment = this; environment != null; environment = environment.outer) {
            if (environment.tags.containsKey(id)) {
                return true;
            }
        }
        return false;
    }

    void define(ResourceId id, ResourceTag tag) {
        tags.put(id, tag);
    }

    /** Learns from a thing and its type what the resources in the type stand for. */
    void bind(ExternType type, Item item) {
        switch (type) {
            case ExternType.Type(DefType definition) -> {
                if (definition instanceof ResourceType resource && item instanceof Item.Type(var tag)) {
                    tag.ifPresent(known -> tags.putIfAbsent(resource.id(), known));
                }
            }
            case ExternType.Instance(var instanceType) -> {
                Map<String, Item> exports = ((Item.Instance) item).exports();
                instanceType.exports().forEach((name, export) -> {
                    Item found = exports.get(name);
                    if (found != null) {
                        bind(export, found);
                    }
                });
            }
            case ExternType.Func _, ExternType.Component _, ExternType.Module _, ExternType.Value _ -> {
                // No resources come into being through these.
            }
        }
    }

    /** A type as an item: the resource it stands for, if it is one. */
    Item.Type typeItem(int index) {
        return typeItem(plan.resolved().types().get(index));
    }

    Item.Type typeItem(DefType type) {
        return new Item.Type(type instanceof ResourceType resource && knows(resource.id())
                ? java.util.Optional.of(tag(resource.id()))
                : java.util.Optional.empty());
    }

    /** Adds what a core instance exports to the index space of its kind. */
    void addCore(Object entry) {
        switch (entry) {
            case CoreCallable function -> coreFunctions.add(function);
            case CoreMemory memory -> coreMemories.add(memory);
            case CoreTable table -> coreTables.add(table);
            case CoreGlobal global -> coreGlobals.add(global);
            case CoreTag tag -> coreTags.add(tag);
            default -> throw new IllegalArgumentException(entry.getClass().getName());
        }
    }

    /** What an entry of a core index space gives to a core instance that imports it. */
    static CoreExtern extern(Object entry) {
        return entry instanceof CoreCallable callable ? callable.extern() : (CoreExtern) entry;
    }
}
