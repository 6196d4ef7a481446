package arcella.wit.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import arcella.wit.component.ComponentException;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ValueType;

/**
 * Subtyping (Explainer, "Type Checking"): whether a given thing does where another is wanted.
 *
 * <p>What is wanted may bind resources: the imports of a component that is being instantiated, the resources that a
 * declared instance exports. Such a resource stands for whatever is given at the place that introduces it, the first place
 * in order where it occurs as a type, and for nothing else from there on. So one pass in order both finds the substitution
 * and checks it. Ids are unique to what binds them, so one map serves both sides, however often subtyping turns around
 * inside component types; a binding is dropped again when its component type has been dealt with.
 *
 * <p>Not thread-safe.
 */
final class Matcher {

    private final CoreMatcher core;
    private final Work work;
    private final Set<ResourceId> bindable = new HashSet<>();
    private final Map<ResourceId, ResourceId> bindings = new HashMap<>();
    private final Map<DefType, DefType> named = new HashMap<>();
    private final ValueMatcher values;
    private int inside;

    Matcher(CoreMatcher core, Work work) {
        this.core = core;
        this.work = work;
        this.values = new ValueMatcher(work, this::resolve);
    }

    /** Says that these resources, on the wanted side, stand for what is given. */
    void bind(Set<ResourceId> ids) {
        bindable.addAll(ids);
    }

    /** What the bound resources turned out to stand for. */
    Map<ResourceId, ResourceId> bindings() {
        return bindings;
    }

    /** For each named type on the wanted side the one that was given in its place. */
    Map<DefType, DefType> named() {
        return named;
    }

    private ResourceId resolve(ResourceId id) {
        ResourceId current = id;
        while (true) {
            ResourceId next = bindings.get(current);
            if (next == null || next == current) {
                return current;
            }
            work.spend(1);
            current = next;
        }
    }

    /** That {@code given} does where {@code wanted} is expected. */
    void extern(ExternType given, ExternType wanted) {
        work.spend(1);
        switch (wanted) {
            case ExternType.Module module when given instanceof ExternType.Module actual ->
                    core.module(actual.type(), module.type());
            case ExternType.Func func when given instanceof ExternType.Func actual -> func(actual.type(), func.type());
            case ExternType.Value value when given instanceof ExternType.Value actual ->
                    values.match(actual.type(), value.type());
            case ExternType.Type type when given instanceof ExternType.Type actual -> namedType(actual.type(), type.type());
            case ExternType.Instance instance when given instanceof ExternType.Instance actual ->
                    instance(actual.type(), instance.type());
            case ExternType.Component component when given instanceof ExternType.Component actual ->
                    component(actual.type(), component.type());
            case ExternType.Module module -> throw kind(given.kind(), wanted.kind());
            case ExternType.Func func -> throw kind(given.kind(), wanted.kind());
            case ExternType.Value value -> throw kind(given.kind(), wanted.kind());
            case ExternType.Type type -> throw kind(given.kind(), wanted.kind());
            case ExternType.Instance instance -> throw kind(given.kind(), wanted.kind());
            case ExternType.Component component -> throw kind(given.kind(), wanted.kind());
        }
    }

    private ComponentException kind(String given, String wanted) {
        return work.invalid("expected %s, found %s".formatted(wanted, given));
    }

    private void namedType(DefType given, DefType wanted) {
        switch (wanted) {
            case ResourceType resource -> {
                if (!(given instanceof ResourceType actual)) {
                    throw kind(word(given), "resource");
                }
                resource(actual, resource);
            }
            case ValueType value when given instanceof ValueType actual -> values.match(actual, value);
            case FuncType func when given instanceof FuncType actual -> func(actual, func);
            case InstanceType instance when given instanceof InstanceType actual -> {
                inside++;
                declared(actual, instance);
                declared(instance, actual);
                inside--;
            }
            case ComponentType component when given instanceof ComponentType actual -> {
                component(actual, component);
                component(component, actual);
            }
            case ValueType value -> throw kind(word(given), word(wanted));
            case FuncType func -> throw kind(word(given), word(wanted));
            case InstanceType instance -> throw kind(word(given), word(wanted));
            case ComponentType component -> throw kind(word(given), word(wanted));
        }
        // Only what stands in the wanted thing itself: inside component types the sides turn around.
        if (inside == 0 && wanted != given) {
            named.put(wanted, given);
        }
    }

    private static String word(DefType type) {
        return type instanceof ValueType ? "defined type" : type.kind();
    }

    private void resource(ResourceType given, ResourceType wanted) {
        if (bindable.contains(wanted.id()) && !bindings.containsKey(wanted.id())) {
            bindings.put(wanted.id(), resolve(given.id()));
        } else if (resolve(given.id()) != resolve(wanted.id())) {
            throw work.invalid("resource types are not the same");
        }
    }

    /** That a declared instance type, resources of its own and all, is a subtype of another. */
    private void declared(InstanceType given, InstanceType wanted) {
        bindable.addAll(wanted.bound());
        instance(given, wanted);
        release(wanted.bound());
    }

    private void release(Set<ResourceId> ids) {
        bindable.removeAll(ids);
        ids.forEach(bindings::remove);
        values.forget();
    }

    /** That an instance has all exports that are wanted. */
    void instance(InstanceType given, InstanceType wanted) {
        exports(given.exports(), wanted.exports());
    }

    private void exports(Map<String, ExternType> given, Map<String, ExternType> wanted) {
        wanted.forEach((name, needed) -> {
            ExternType supplied = given.get(name);
            if (supplied == null) {
                throw work.invalid("missing expected export `" + name + "`");
            }
            inContext("type mismatch in instance export `" + name + "`", supplied, needed);
        });
    }

    private void component(ComponentType given, ComponentType wanted) {
        inside++;
        // What is given may import at most what is wanted, from whoever supplies the wanted one.
        bindable.addAll(given.importBound());
        given.imports().forEach((name, needed) -> {
            ExternType supplied = wanted.imports().get(name);
            if (supplied == null) {
                throw work.invalid("missing expected import `" + name + "`");
            }
            inContext("type mismatch in component import `" + name + "`", supplied, needed);
        });
        bindable.addAll(wanted.exportBound());
        wanted.exports().forEach((name, needed) -> {
            ExternType supplied = given.exports().get(name);
            if (supplied == null) {
                throw work.invalid("missing expected export `" + name + "`");
            }
            inContext("type mismatch in component export `" + name + "`", supplied, needed);
        });
        release(given.importBound());
        release(wanted.exportBound());
        inside--;
    }

    private void inContext(String context, ExternType given, ExternType wanted) {
        try {
            extern(given, wanted);
        } catch (ComponentException e) {
            throw e.within(context);
        }
    }

    private void func(FuncType given, FuncType wanted) {
        if (given == wanted && !given.mentionsResources()) {
            return;
        }
        if (given.async() != wanted.async()) {
            throw work.invalid("expected %s, found %s".formatted(asyncness(wanted), asyncness(given)));
        }
        if (given.params().size() != wanted.params().size()) {
            throw work.invalid("expected %d parameters, found %d".formatted(wanted.params().size(), given.params().size()));
        }
        for (int i = 0; i < wanted.params().size(); i++) {
            FuncType.Param actual = given.params().get(i);
            FuncType.Param expected = wanted.params().get(i);
            if (!actual.name().equals(expected.name())) {
                throw work.invalid("expected parameter named `%s`, found `%s`".formatted(expected.name(), actual.name()));
            }
            values.matchIn("type mismatch in function parameter `" + expected.name() + "`", actual.type(), expected.type());
        }
        if (given.result().isPresent() != wanted.result().isPresent()) {
            throw work.invalid(wanted.result().isPresent() ? "expected a result, found none" : "expected no result, found one");
        }
        if (wanted.result().isPresent()) {
            values.matchIn("type mismatch with result type", given.result().orElseThrow(), wanted.result().get());
        }
    }

    private static String asyncness(FuncType type) {
        return type.async() ? "an async function" : "a synchronous function";
    }
}
