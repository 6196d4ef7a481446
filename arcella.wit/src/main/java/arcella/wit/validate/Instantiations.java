package arcella.wit.validate;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import arcella.wit.component.ComponentException;
import arcella.wit.component.Definition;
import arcella.wit.component.Sort;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.CoreModuleType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;

/** Instances of components and of core modules, made from arguments or put together from single definitions. */
final class Instantiations {

    private final Scope scope;
    private final CoreMatcher coreMatcher;
    private final Work work;

    Instantiations(Scope scope, CoreMatcher coreMatcher, Work work) {
        this.scope = scope;
        this.coreMatcher = coreMatcher;
        this.work = work;
    }

    /** What stands at an index; a value counts as used by that. */
    ExternType resolve(Sort sort, int index) {
        return switch (sort) {
            case FUNC -> new ExternType.Func(Scope.at(scope.funcs, index, "function", work));
            case VALUE -> {
                Scope.ValueEntry value = Scope.at(scope.values, index, "value", work);
                if (value.used) {
                    throw work.invalid("value index " + index + " is used more than once");
                }
                value.used = true;
                yield new ExternType.Value(value.type);
            }
            case TYPE -> new ExternType.Type(Scope.at(scope.types, index, "type", work));
            case COMPONENT -> new ExternType.Component(Scope.at(scope.components, index, "component", work));
            case INSTANCE -> new ExternType.Instance(Scope.at(scope.instances, index, "instance", work));
            case CORE_MODULE -> new ExternType.Module(Scope.at(scope.coreModules, index, "module", work));
            case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_TYPE, CORE_INSTANCE ->
                    throw work.invalid(sort.text() + " cannot be passed between components, only a core module can");
        };
    }

    void component(Definition.Instantiate definition) {
        ComponentType component = Scope.at(scope.components, definition.componentIndex(), "component", work);
        Map<String, ExternType> args = HashMap.newHashMap(definition.args().size());
        for (Definition.Arg arg : definition.args()) {
            if (args.put(arg.name(), resolve(arg.value().sort(), arg.value().index())) != null) {
                throw work.invalid("instantiation argument `%s` conflicts with previous argument `%1$s`".formatted(arg.name()));
            }
        }
        // Three bytes make an instance: nothing is set up that its component has no use for.
        Map<ResourceId, ResourceId> fresh = TypeResolver.freshen(component.exportBound());
        scope.created.addAll(fresh.values());
        Substitution substitution = component.imports().isEmpty()
                ? new Substitution(fresh, Map.of(), work)
                : supplied(component, args, fresh);
        Map<String, ExternType> exports =
                substitution.isEmpty() ? component.exports() : substitution.externs(component.exports());
        scope.instances.add(work.bounded(new InstanceType(exports, Set.of())));
    }

    /** What the imports turn out to stand for, and for what its resources make the {@code fresh} ones. */
    private Substitution supplied(ComponentType component, Map<String, ExternType> args, Map<ResourceId, ResourceId> fresh) {
        Matcher matcher = new Matcher(coreMatcher, work);
        matcher.bind(component.importBound());
        component.imports().forEach((name, wanted) -> {
            ExternType given = args.get(name);
            if (given == null) {
                throw work.invalid("missing import named `" + name + "`");
            }
            try {
                matcher.extern(given, wanted);
            } catch (ComponentException e) {
                throw e.within("type mismatch for import `" + name + "`");
            }
        });
        Map<ResourceId, ResourceId> resources = new HashMap<>(matcher.bindings());
        resources.putAll(fresh);
        return new Substitution(resources, matcher.named(), work);
    }

    void inline(Definition.InlineInstance definition) {
        if (definition.exports().isEmpty()) {
            scope.instances.add(new InstanceType(Map.of(), Set.of()));
            return;
        }
        ExternNames names = ExternNames.ofInlineInstance(work);
        Map<String, ExternType> exports = LinkedHashMap.newLinkedHashMap(definition.exports().size());
        for (Definition.InlineExport export : definition.exports()) {
            ExternType type = resolve(export.value().sort(), export.value().index());
            names.add(export.name(), type);
            exports.put(export.name().name(), type);
        }
        scope.instances.add(work.bounded(new InstanceType(exports, Set.of())));
    }

    void core(Definition.CoreInstantiate definition) {
        CoreModuleType module = Scope.at(scope.coreModules, definition.moduleIndex(), "module", work);
        Map<String, Map<String, CoreExternType>> args = HashMap.newHashMap(definition.args().size());
        for (Definition.CoreArg arg : definition.args()) {
            if (args.put(arg.name(), Scope.at(scope.coreInstances, arg.coreInstanceIndex(), "core instance", work)) != null) {
                throw work.invalid("duplicate module instantiation argument named `" + arg.name() + "`");
            }
        }
        module.imports().forEach((name, wanted) -> {
            work.spend(1);
            Map<String, CoreExternType> instance = args.get(name.module());
            if (instance == null) {
                throw work.invalid("missing module instantiation argument named `" + name.module() + "`");
            }
            CoreExternType given = instance.get(name.name());
            if (given == null) {
                throw work.invalid("module instantiation argument `" + name.module() + "` does not export an item named `"
                        + name.name() + "`");
            }
            try {
                coreMatcher.extern(given, wanted);
            } catch (ComponentException e) {
                throw e.within("type mismatch for export `" + name.name() + "` of module instantiation argument `"
                        + name.module() + "`");
            }
        });
        scope.coreInstances.add(module.exports());
    }

    void coreInline(Definition.CoreInlineInstance definition) {
        if (definition.exports().isEmpty()) {
            scope.coreInstances.add(Map.of());
            return;
        }
        Map<String, CoreExternType> exports = LinkedHashMap.newLinkedHashMap(definition.exports().size());
        for (Definition.CoreExport export : definition.exports()) {
            if (exports.containsKey(export.name())) {
                throw work.invalid("export name `" + export.name() + "` already defined");
            }
            exports.put(export.name(), coreAt(export));
        }
        scope.coreInstances.add(Collections.unmodifiableMap(exports));
    }

    private CoreExternType coreAt(Definition.CoreExport export) {
        return switch (export.sort()) {
            case FUNC -> Scope.at(scope.coreFuncs, export.index(), "function", work);
            case TABLE -> Scope.at(scope.coreTables, export.index(), "table", work);
            case MEMORY -> Scope.at(scope.coreMemories, export.index(), "memory", work);
            case GLOBAL -> Scope.at(scope.coreGlobals, export.index(), "global", work);
            case TAG -> Scope.at(scope.coreTags, export.index(), "tag", work);
            case TYPE, MODULE, INSTANCE ->
                    throw work.invalid("a core instance cannot export a core " + export.sort().text());
        };
    }
}
