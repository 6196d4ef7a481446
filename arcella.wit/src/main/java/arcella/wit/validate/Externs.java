package arcella.wit.validate;

import java.util.Set;

import arcella.wit.component.Alias;
import arcella.wit.component.AttributedName;
import arcella.wit.component.ComponentException;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Sort;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.CoreExternType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;

/** What components, component types and instance types have in common: imports, exports and aliases. */
final class Externs {

    private final TypeResolver types;
    private final Work work;

    Externs(TypeResolver types, Work work) {
        this.types = types;
        this.work = work;
    }

    /** Takes up an import. */
    void addImport(AttributedName name, ExternDesc desc, Scope scope) {
        ExternType type = types.extern(desc, name.name(), scope, scope.imported);
        scope.importNames(work).add(name, type);
        Visibility visibility = new Visibility(scope.importable, work);
        boolean admitted = visibility.admits(type, named -> {
            scope.importable.add(named);
            scope.exportable.add(named);
        });
        if (!admitted) {
            throw work.invalid(type.kind() + " not valid to be used as import: `" + name.name()
                    + "` refers to a type that no import before it names");
        }
        scope.putImport(name.name(), type, work);
        add(type, scope);
    }

    /** Takes up an export of a declaration. */
    void addExport(AttributedName name, ExternDesc desc, Scope scope) {
        addExport(name, types.extern(desc, name.name(), scope, scope.created), scope);
    }

    /** Takes up an export whose type is known. */
    void addExport(AttributedName name, ExternType type, Scope scope) {
        scope.exportNames(work).add(name, type);
        if (scope.kind != Scope.Kind.INSTANCE_TYPE && lendsValue(type)) {
            throw work.invalid("an exported value type cannot contain a `borrow` type: `" + name.name() + "`");
        }
        if (scope.kind != Scope.Kind.INSTANCE_TYPE
                && !new Visibility(scope.exportable, work).admits(type, scope.exportable::add)) {
            throw work.invalid(type.kind() + " not valid to be used as export: `" + name.name()
                    + "` refers to a type that no import or export before it names");
        }
        scope.putExport(name.name(), type, work);
        add(type, scope);
    }

    /** Whether this is, or has among what it exports, a value in which a borrowed handle occurs (Binary, "Type Definitions"). */
    private boolean lendsValue(ExternType type) {
        work.spend(1);
        return switch (type) {
            case ExternType.Value value -> value.type().containsBorrow();
            case ExternType.Instance instance -> instance.type().exports().values().stream().anyMatch(this::lendsValue);
            case ExternType.Module module -> false;
            case ExternType.Func func -> false;
            case ExternType.Type named -> false;
            case ExternType.Component component -> false;
        };
    }

    /** Adds to the index space that the thing belongs to. */
    void add(ExternType type, Scope scope) {
        switch (type) {
            case ExternType.Module module -> scope.coreModules.add(module.type());
            case ExternType.Func func -> scope.funcs.add(func.type());
            case ExternType.Value value -> scope.values.add(new Scope.ValueEntry(value.type(), work));
            case ExternType.Type named -> scope.types.add(named.type());
            case ExternType.Instance instance -> scope.instances.add(instance.type());
            case ExternType.Component component -> scope.components.add(component.type());
        }
    }

    /** Takes up an alias. */
    void alias(Alias alias, Scope scope) {
        if (scope.kind != Scope.Kind.COMPONENT) {
            boolean allowed = switch (alias) {
                case Alias.InstanceExport export -> export.sort() == Sort.TYPE || export.sort() == Sort.INSTANCE;
                case Alias.CoreInstanceExport export -> false;
                case Alias.Outer outer -> outer.sort() == Sort.TYPE || outer.sort() == Sort.CORE_TYPE;
            };
            if (!allowed) {
                throw work.invalid("aliases in component and instance types may only refer to types or instances");
            }
        }
        switch (alias) {
            case Alias.InstanceExport export -> instanceExport(export, scope);
            case Alias.CoreInstanceExport export -> coreInstanceExport(export, scope);
            case Alias.Outer outer -> outer(outer, scope);
        }
    }

    private void instanceExport(Alias.InstanceExport alias, Scope scope) {
        InstanceType instance = Scope.at(scope.instances, alias.instanceIndex(), "instance", work);
        ExternType export = instance.exports().get(alias.name());
        if (export == null) {
            throw work.invalid("instance " + alias.instanceIndex() + " has no export named `" + alias.name() + "`");
        }
        if (sort(export) != alias.sort()) {
            String wanted = alias.sort() == Sort.CORE_MODULE ? "module" : alias.sort().text();
            throw work.invalid("export `" + alias.name() + "` for instance " + alias.instanceIndex() + " is not a " + wanted);
        }
        add(export, scope);
    }

    private static Sort sort(ExternType type) {
        return switch (type) {
            case ExternType.Module module -> Sort.CORE_MODULE;
            case ExternType.Func func -> Sort.FUNC;
            case ExternType.Value value -> Sort.VALUE;
            case ExternType.Type named -> Sort.TYPE;
            case ExternType.Instance instance -> Sort.INSTANCE;
            case ExternType.Component component -> Sort.COMPONENT;
        };
    }

    private void coreInstanceExport(Alias.CoreInstanceExport alias, Scope scope) {
        CoreExternType export =
                Scope.at(scope.coreInstances, alias.coreInstanceIndex(), "core instance", work).get(alias.name());
        if (export == null) {
            throw work.invalid("core instance " + alias.coreInstanceIndex() + " has no export named `" + alias.name() + "`");
        }
        switch (export) {
            case CoreExternType.Func func when alias.sort() == Sort.CORE_FUNC -> scope.coreFuncs.add(func);
            case CoreExternType.Table table when alias.sort() == Sort.CORE_TABLE -> scope.coreTables.add(table);
            case CoreExternType.Memory memory when alias.sort() == Sort.CORE_MEMORY -> scope.coreMemories.add(memory);
            case CoreExternType.Global global when alias.sort() == Sort.CORE_GLOBAL -> scope.coreGlobals.add(global);
            case CoreExternType.Tag tag when alias.sort() == Sort.CORE_TAG -> scope.coreTags.add(tag);
            case CoreExternType.Func func -> throw notA(alias);
            case CoreExternType.Table table -> throw notA(alias);
            case CoreExternType.Memory memory -> throw notA(alias);
            case CoreExternType.Global global -> throw notA(alias);
            case CoreExternType.Tag tag -> throw notA(alias);
        }
    }

    private ComponentException notA(Alias.CoreInstanceExport alias) {
        return work.invalid("export `" + alias.name() + "` for core instance " + alias.coreInstanceIndex() + " is not a "
                + alias.sort().text().replace("core ", ""));
    }

    private void outer(Alias.Outer alias, Scope scope) {
        Scope target = scope.enclosing(alias.count(), work);
        switch (alias.sort()) {
            case TYPE -> {
                DefType type = Scope.at(target.types, alias.index(), "type", work);
                if (leavesComponent(scope, target) && !ResourceWalk.freeIn(type, work).isEmpty()) {
                    throw work.invalid("cannot alias outer type which transitively refers to resources not defined in the"
                            + " current component");
                }
                scope.types.add(type);
            }
            case CORE_TYPE -> scope.addCoreType(Scope.at(target.coreTypes, alias.index(), "type", work));
            case CORE_MODULE -> scope.coreModules.add(Scope.at(target.coreModules, alias.index(), "module", work));
            case COMPONENT -> {
                ComponentType component = Scope.at(target.components, alias.index(), "component", work);
                if (leavesComponent(scope, target) && !ResourceWalk.freeIn(component, work).isEmpty()) {
                    throw work.invalid("cannot alias outer component which transitively refers to resources not defined in"
                            + " the current component");
                }
                scope.components.add(component);
            }
            case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_INSTANCE, FUNC, VALUE, INSTANCE ->
                    throw work.invalid("outer aliases of sort " + alias.sort().text() + " do not exist");
        }
    }

    /** Whether the way from {@code scope} out to {@code target} leaves a component. */
    private static boolean leavesComponent(Scope scope, Scope target) {
        for (Scope at = scope; at != null && at != target; at = at.parent) {
            if (at.kind == Scope.Kind.COMPONENT) {
                return true;
            }
        }
        return false;
    }

    /** The type of the component or component type whose scope is complete. */
    ComponentType finish(Scope scope) {
        Set<ResourceId> own = Set.of();
        if (!scope.created.isEmpty()) {
            for (ResourceId id : ResourceWalk.freeIn(scope.imports.values(), work)) {
                if (scope.created.contains(id)) {
                    work.at(scope.importOffsets.get(ResourceWalk.firstWith(id, scope.imports.values(), work)));
                    throw work.invalid("local resource type found in imports");
                }
            }
            Set<ResourceId> named = ResourceWalk.named(scope.exports.values());
            for (ResourceId id : ResourceWalk.freeIn(scope.exports.values(), work)) {
                if (scope.created.contains(id) && !named.contains(id)) {
                    work.at(scope.exportOffsets.get(ResourceWalk.firstWith(id, scope.exports.values(), work)));
                    throw work.invalid("local resource type found in export but not exported itself");
                }
            }
            named.retainAll(scope.created);
            own = named;
        }
        // Within the limits: the scope held each import and export to them, where its offset was known.
        return new ComponentType(scope.imports, scope.exports, scope.imported, own);
    }
}
