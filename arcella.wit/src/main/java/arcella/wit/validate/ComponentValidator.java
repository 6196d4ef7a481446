package arcella.wit.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import arcella.wit.binary.CoreModuleDecoder;
import arcella.wit.component.Component;
import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreModule;
import arcella.wit.component.Definition;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Sort;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.CoreModuleType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.resolved.ResourceId;

/**
 * Validates a decoded component.
 *
 * <p>Definitions are taken in order, each against the index spaces that the ones before it have filled ({@link Scope}); a
 * component inside is validated in a scope whose parent is the current one, for outer aliases. Types are resolved as they
 * are defined ({@link TypeResolver}) and never looked up by index again. Resources are ids: a definition, an abstract
 * import and each instantiation make new ones, instantiation finds out which ids the imports stand for
 * ({@link Matcher}) and puts them in place ({@link Substitution}). Whether a type has a name where it is imported or
 * exported is a matter of its object's identity ({@link Visibility}), since only the index that an import or export
 * introduces is the named one.
 *
 * <p>Time and memory are bounded by {@link ValidationLimits}. Stateless; safe to use from several threads.
 */
public final class ComponentValidator {

    private final CoreModuleValidator coreValidator;
    private final CoreTypes coreTypes;
    private final CoreMatcher coreMatcher;
    private final TypeResolver types;
    private final Externs externs;
    private final Scope scope;
    private final CanonValidator canons;
    private final Instantiations instantiations;
    private final Work work;
    private final List<ResolvedComponent> nested = new ArrayList<>();
    private final List<CoreModule> modules = new ArrayList<>();

    private ComponentValidator(Scope scope, TypeDeclarations declarations, CoreTypes coreTypes,
            CoreModuleValidator coreValidator, Work work) {
        this.coreValidator = coreValidator;
        this.coreTypes = coreTypes;
        this.coreMatcher = new CoreMatcher(coreTypes, work);
        this.types = declarations.types();
        this.externs = declarations.externs();
        this.scope = scope;
        this.canons = new CanonValidator(types, coreTypes, scope, work);
        this.instantiations = new Instantiations(scope, coreMatcher, work);
        this.work = work;
    }

    /** Validates a component with the default limits. */
    public static ResolvedComponent validate(Component component, CoreModuleValidator coreValidator) {
        return validate(component, coreValidator, ValidationLimits.DEFAULT);
    }

    /**
     * Validates a component and everything inside it.
     *
     * @return its resolved types
     * @throws ComponentException if a rule is broken, or a core module inside is malformed or invalid
     */
    public static ResolvedComponent validate(Component component, CoreModuleValidator coreValidator, ValidationLimits limits) {
        Work work = new Work(limits, component.bytes().length());
        CoreTypes coreTypes = new CoreTypes(work);
        TypeDeclarations declarations = new TypeDeclarations(coreTypes, work);
        Scope scope = new Scope(Scope.Kind.COMPONENT, null);
        return new ComponentValidator(scope, declarations, coreTypes, coreValidator, work).validate(component, declarations);
    }

    private ResolvedComponent validate(Component component, TypeDeclarations declarations) {
        for (Definition definition : component.definitions()) {
            work.at(definition.offset());
            definition(definition, declarations);
        }
        for (int i = 0; i < scope.values.size(); i++) {
            if (!scope.values.get(i).used) {
                work.at(scope.values.get(i).offset);
                throw work.invalid("value index " + i + " is not used by an instantiation, start function or export");
            }
        }
        work.at(component.offset());
        ComponentType type = externs.finish(scope);
        return new ResolvedComponent(component, type, scope.types, scope.funcs, scope.instances, scope.components,
                scope.values.stream().map(value -> value.type).toList(), scope.coreFuncs, scope.coreTables,
                scope.coreMemories, scope.coreGlobals, scope.coreTags, scope.coreModules, scope.coreInstances,
                scope.local, nested, modules);
    }

    private void definition(Definition definition, TypeDeclarations declarations) {
        switch (definition) {
            case Definition.CoreModule module -> coreModule(module);
            case Definition.CoreInstantiate instance -> instantiations.core(instance);
            case Definition.CoreInlineInstance instance -> instantiations.coreInline(instance);
            case Definition.CoreType type -> types.coreType(type.type(), scope);
            case Definition.Nested component -> {
                Scope inner = new Scope(Scope.Kind.COMPONENT, scope);
                ResolvedComponent resolved = new ComponentValidator(inner, declarations, coreTypes, coreValidator, work)
                        .validate(component.component(), declarations);
                nested.add(resolved);
                scope.components.add(resolved.type());
            }
            case Definition.Instantiate instance -> instantiations.component(instance);
            case Definition.InlineInstance instance -> instantiations.inline(instance);
            case Definition.Aliased alias -> externs.alias(alias.alias(), scope);
            case Definition.Type type -> scope.types.add(types.type(type.type(), scope));
            case Definition.Canonical canon -> canons.validate(canon.canon());
            case Definition.Start start -> start(start);
            case Definition.Import wanted -> externs.addImport(wanted.name(), wanted.desc(), scope);
            case Definition.Export export -> export(export);
            case Definition.Value value -> {
                var type = types.value(value.type(), scope);
                new ConstantValue(value.bytes(), work).check(type);
                scope.values.add(new Scope.ValueEntry(type, work));
            }
        }
    }

    private void coreModule(Definition.CoreModule definition) {
        CoreModule module = CoreModuleDecoder.decode(definition.bytes());
        CoreModuleType type = new CoreModuleTypes(coreTypes, work).of(module);
        work.at(definition.offset());
        coreValidator.validate(definition.bytes());
        modules.add(module);
        scope.coreModules.add(type);
    }

    private void start(Definition.Start start) {
        FuncType func = Scope.at(scope.funcs, start.funcIndex(), "function", work);
        if (func.params().size() != start.args().size()) {
            throw work.invalid("start function takes %d arguments, %d given"
                    .formatted(func.params().size(), start.args().size()));
        }
        Matcher matcher = new Matcher(coreMatcher, work);
        for (int i = 0; i < start.args().size(); i++) {
            ExternType given = instantiations.resolve(Sort.VALUE, start.args().get(i));
            matcher.extern(given, new ExternType.Value(func.params().get(i).type()));
        }
        int results = func.result().isPresent() ? 1 : 0;
        if (start.results() != results) {
            throw work.invalid("start function has %d results, %s expected"
                    .formatted(results, Integer.toUnsignedString(start.results())));
        }
        func.result().ifPresent(result -> scope.values.add(new Scope.ValueEntry(result, work)));
    }

    private void export(Definition.Export export) {
        ExternType actual = instantiations.resolve(export.target().sort(), export.target().index());
        ExternType type;
        if (export.ascribed().isPresent()) {
            type = ascribe(export.name().name(), actual, export.ascribed().get());
        } else {
            type = actual instanceof ExternType.Type(var named) ? new ExternType.Type(named.renamed()) : actual;
        }
        externs.addExport(export.name(), type, scope);
        if (type instanceof ExternType.Value) {
            scope.values.getLast().used = true;
        }
    }

    private ExternType ascribe(String name, ExternType actual, ExternDesc desc) {
        Set<ResourceId> introduced = new HashSet<>();
        ExternType ascribed = types.extern(desc, name, scope, introduced);
        scope.created.addAll(introduced);
        Matcher matcher = new Matcher(coreMatcher, work);
        matcher.bind(introduced);
        try {
            matcher.extern(actual, ascribed);
        } catch (ComponentException e) {
            throw e.within("ascribed type of export is not compatible with item's type");
        }
        return ascribed;
    }
}
