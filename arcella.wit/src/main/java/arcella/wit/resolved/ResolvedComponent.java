package arcella.wit.resolved;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import arcella.wit.component.Component;
import arcella.wit.component.CoreModule;
import arcella.wit.component.CoreValType;

/**
 * A validated component: the decoded definitions, and for every index space what stands at each index. The types are those
 * inside the component, where its imported resources are abstract; what they stand for is known once it is instantiated.
 *
 * @param component the decoded component
 * @param type its type as seen from outside
 * @param types the type index space
 * @param funcs the function index space
 * @param instances the instance index space
 * @param components the component index space
 * @param values the value index space
 * @param coreFuncs the core function index space
 * @param coreTables the core table index space
 * @param coreMemories the core memory index space
 * @param coreGlobals the core global index space
 * @param coreTags the core tag index space
 * @param coreModules the core module index space
 * @param coreInstances the core instance index space: the exports of each
 * @param localResources the resources that this component defines itself, with their core representations
 * @param nested the components that stand in this one, in order of their definitions
 * @param modules the core modules that stand in this one, in order of their definitions
 */
public record ResolvedComponent(
        Component component,
        ComponentType type,
        List<DefType> types,
        List<FuncType> funcs,
        List<InstanceType> instances,
        List<ComponentType> components,
        List<ValueType> values,
        List<CoreExternType.Func> coreFuncs,
        List<CoreExternType.Table> coreTables,
        List<CoreExternType.Memory> coreMemories,
        List<CoreExternType.Global> coreGlobals,
        List<CoreExternType.Tag> coreTags,
        List<CoreModuleType> coreModules,
        List<Map<String, CoreExternType>> coreInstances,
        Map<ResourceId, CoreValType> localResources,
        List<ResolvedComponent> nested,
        List<CoreModule> modules) {

    public ResolvedComponent {
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(type, "type");
        types = List.copyOf(types);
        funcs = List.copyOf(funcs);
        instances = List.copyOf(instances);
        components = List.copyOf(components);
        values = List.copyOf(values);
        coreFuncs = List.copyOf(coreFuncs);
        coreTables = List.copyOf(coreTables);
        coreMemories = List.copyOf(coreMemories);
        coreGlobals = List.copyOf(coreGlobals);
        coreTags = List.copyOf(coreTags);
        coreModules = List.copyOf(coreModules);
        coreInstances = List.copyOf(coreInstances);
        localResources = Map.copyOf(localResources);
        nested = List.copyOf(nested);
        modules = List.copyOf(modules);
    }
}
