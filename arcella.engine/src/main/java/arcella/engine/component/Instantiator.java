package arcella.engine.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.core.CoreFunction;
import arcella.engine.core.CoreImports;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreModule;
import arcella.error.ArcellaException;
import arcella.wit.component.Alias;
import arcella.wit.component.Canon;
import arcella.wit.component.CoreSort;
import arcella.wit.component.Definition;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Sort;
import arcella.wit.component.SortIndex;
import arcella.wit.component.TypeDef;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.ResolvedComponent;
import arcella.wit.resolved.ResourceType;
import arcella.wit.value.WitValue;

/**
 * Makes one component instance: takes the definitions in order, each adding to the index spaces of the
 * {@link Environment}, as validation did ({@code Explainer.md}, "Component definitions"). Validation has checked every
 * index and type, so nothing is checked again here but what the host gives.
 */
final class Instantiator {

    private final Environment environment;
    private final ResolvedComponent resolved;
    private final Map<String, Item> imports;
    private final Quota quota;
    private final List<CoreInstance> made;
    private final Map<String, Item> exports = new LinkedHashMap<>();
    private int modules;
    private int nested;

    private Instantiator(Environment environment, Map<String, Item> imports, Quota quota,
            List<CoreInstance> made) {
        this.environment = environment;
        this.resolved = environment.plan().resolved();
        this.imports = imports;
        this.quota = quota;
        this.made = made;
    }

    /**
     * Instantiates.
     *
     * @param plan what
     * @param outer the scope in which the component was defined
     * @param imports everything it imports, by name
     * @param quota what the whole may use
     * @param made collects the core instances, to be closed with the whole
     */
    static Item.Instance run(ComponentPlan plan, Optional<Environment> outer, @Nullable InstanceState parent, Store store,
            Map<String, Item> imports, Quota quota, List<CoreInstance> made) {
        quota.component();
        Environment environment = new Environment(plan, new InstanceState(store, parent), outer.orElse(null));
        Instantiator instantiator = new Instantiator(environment, imports, quota, made);
        plan.resolved().component().definitions().forEach(instantiator::define);
        return new Item.Instance(instantiator.exports);
    }

    private void define(Definition definition) {
        switch (definition) {
            case Definition.CoreModule _ -> environment.coreModules.add(environment.plan().modules().get(modules++));
            case Definition.CoreInstantiate instantiate -> coreInstantiate(instantiate);
            case Definition.CoreInlineInstance inline -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                inline.exports().forEach(export -> entries.put(export.name(), core(export.sort(), export.index())));
                environment.coreInstances.add(entries);
            }
            case Definition.CoreType _ -> { }
            case Definition.Nested _ -> environment.components.add(
                    new Item.Closure(environment.plan().nested().get(nested++), Optional.of(environment)));
            case Definition.Instantiate instantiate -> instantiate(instantiate);
            case Definition.InlineInstance inline -> {
                Map<String, Item> entries = new LinkedHashMap<>();
                inline.exports().forEach(export -> entries.put(export.name().name(), item(export.value())));
                addInstance(new Item.Instance(entries));
            }
            case Definition.Aliased aliased -> alias(aliased.alias());
            case Definition.Type type -> type(type.type());
            case Definition.Canonical canonical -> canon(canonical.canon());
            case Definition.Start start -> start(start);
            case Definition.Import wanted -> importItem(wanted);
            case Definition.Export export -> {
                Item item = item(export.target());
                exports.put(export.name().name(), item);
                add(item);
            }
            case Definition.Value value -> throw new ArcellaException(EngineError.UNSUPPORTED_FEATURE,
                    "the component defines constant values (at offset " + value.offset()
                            + "), which this engine does not run",
                    "build it without value definitions");
        }
    }

    private void coreInstantiate(Definition.CoreInstantiate instantiate) {
        CoreImports.Builder builder = CoreImports.builder();
        for (Definition.CoreArg argument : instantiate.args()) {
            environment.coreInstances.get(argument.coreInstanceIndex()).forEach((name, entry) ->
                    builder.add(argument.name(), name, Environment.extern(entry)));
        }
        CoreModule module = environment.coreModules.get(instantiate.moduleIndex());
        quota.module(module);
        CoreInstance instance = making(() -> module.instantiate(builder.build(), quota.limits()));
        made.add(instance);
        Map<String, Object> entries = new LinkedHashMap<>();
        instance.exports().forEach((name, extern) ->
                entries.put(name, extern instanceof CoreFunction function ? CoreCallable.guest(function) : extern));
        environment.coreInstances.add(entries);
    }

    /** Does what may run guest code before any of it has been called: start functions, of core modules or of this one. */
    private <T> T making(Supplier<T> action) {
        Task task = Task.within(environment.instance());
        task.begin();
        try {
            T result = action.get();
            task.returned();
            task.end();
            return result;
        } catch (RuntimeException | Error e) {
            task.abandon();
            throw e;
        }
    }

    private Object core(CoreSort sort, int index) {
        return switch (sort) {
            case FUNC -> environment.coreFunctions.get(index);
            case TABLE -> environment.coreTables.get(index);
            case MEMORY -> environment.coreMemories.get(index);
            case GLOBAL -> environment.coreGlobals.get(index);
            case TAG -> environment.coreTags.get(index);
            case TYPE, MODULE, INSTANCE -> throw new IllegalArgumentException(sort.toString());
        };
    }

    private void instantiate(Definition.Instantiate instantiate) {
        Item.Closure closure = environment.components.get(instantiate.componentIndex());
        Map<String, Item> arguments = new LinkedHashMap<>();
        instantiate.args().forEach(argument -> arguments.put(argument.name(), item(argument.value())));
        addInstance(run(closure.plan(), closure.outer(), environment.instance(), environment.instance().store, arguments,
                quota, made));
    }

    private void addInstance(Item.Instance instance) {
        environment.bind(new ExternType.Instance(resolved.instances().get(environment.instances.size())), instance);
        environment.instances.add(instance);
    }

    private void add(Item item) {
        switch (item) {
            case Item.Func(ComponentFunction function) -> environment.functions.add(function);
            case Item.Instance instance -> addInstance(instance);
            case Item.Closure closure -> environment.components.add(closure);
            case Item.Module(var module) -> environment.coreModules.add(module);
            case Item.Type type -> {
                environment.bind(new ExternType.Type(resolved.types().get(environment.types)), type);
                environment.types++;
            }
            case Item.Value value -> environment.values.add(value);
        }
    }

    private Item item(SortIndex reference) {
        int index = reference.index();
        return switch (reference.sort()) {
            case FUNC -> new Item.Func(environment.functions.get(index));
            case INSTANCE -> environment.instances.get(index);
            case COMPONENT -> environment.components.get(index);
            case CORE_MODULE -> new Item.Module(environment.coreModules.get(index));
            case TYPE -> environment.typeItem(index);
            case VALUE -> environment.values.get(index);
            case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_TYPE, CORE_INSTANCE ->
                throw new IllegalArgumentException(reference.sort().text());
        };
    }

    private void alias(Alias alias) {
        switch (alias) {
            case Alias.InstanceExport(Sort _, int instance, String name) ->
                add(environment.instances.get(instance).exports().get(name));
            case Alias.CoreInstanceExport(Sort _, int instance, String name) ->
                environment.addCore(environment.coreInstances.get(instance).get(name));
            case Alias.Outer(Sort sort, int count, int index) -> {
                Environment outer = environment.enclosing(count);
                switch (sort) {
                    case TYPE -> add(outer.typeItem(index));
                    case COMPONENT -> environment.components.add(outer.components.get(index));
                    case CORE_MODULE -> environment.coreModules.add(outer.coreModules.get(index));
                    case CORE_TYPE -> { }
                    case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_INSTANCE, FUNC, VALUE,
                            INSTANCE -> throw new IllegalArgumentException(sort.text());
                }
            }
        }
    }

    private void type(TypeDef definition) {
        DefType type = resolved.types().get(environment.types++);
        if (!(definition instanceof TypeDef.Resource(var _, Optional<Integer> destructor))) {
            return;
        }
        ResourceType resource = (ResourceType) type;
        environment.define(resource.id(), ResourceTag.guest(resource.id().label(), environment.instance(),
                destructor.map(index -> {
                    CoreCallable function = environment.coreFunction(index);
                    return representation -> function.call(new long[] {Integer.toUnsignedLong(representation)});
                })));
    }

    private void canon(Canon canon) {
        switch (canon) {
            case Canon.Lift(int coreIndex, var options, int typeIndex) -> environment.functions.add(new LiftedFunction(
                    (FuncType) resolved.types().get(typeIndex), environment.coreFunction(coreIndex),
                    Options.of(options, environment, "lift"), environment));
            case Canon.Lower(int index, var options) -> environment.coreFunctions.add(new LoweredFunction(
                    resolved.funcs().get(index), environment.functions.get(index),
                    Options.of(options, environment, "lower"), environment).callable());
            default -> environment.coreFunctions.add(Builtins.of(canon, environment,
                    resolved.coreFuncs().get(environment.coreFunctions.size())));
        }
    }

    private void start(Definition.Start start) {
        List<WitValue> arguments = new ArrayList<>();
        start.args().forEach(index -> arguments.add(environment.values.get(index).value()));
        ComponentFunction function = environment.functions.get(start.funcIndex());
        Optional<WitValue> result = making(() -> function.start(environment.instance(), arguments));
        result.ifPresent(value -> environment.values.add(new Item.Value(value)));
    }

    private void importItem(Definition.Import wanted) {
        String name = wanted.name().name();
        Item item = imports.get(name);
        ExternType type = resolved.type().imports().get(name);
        if (item == null) {
            // An import of a type that is equal to a known one needs nothing from outside.
            if (type instanceof ExternType.Type(DefType definition) && !(wanted.desc() instanceof ExternDesc.SubResource)) {
                item = environment.typeItem(definition);
            } else {
                throw new IllegalStateException("linked without the import " + name);
            }
        }
        environment.bind(type, item);
        add(item);
    }
}
