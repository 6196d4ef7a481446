package arcella.wit.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.wit.ExternName;
import arcella.wit.component.AttributedName;
import arcella.wit.component.ComponentException;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.ValueType;

/**
 * The names of one scope's imports, or of its exports: that they are strongly unique, and that constructors, methods and
 * static functions belong to a resource that the same scope names before them.
 */
final class ExternNames {

    private final String kind;
    private final boolean introducesIndices;
    private final Work work;
    private final Map<String, String> canonical = new HashMap<>();
    private final Map<ResourceType, String> resources = new HashMap<>();
    private final Set<String> resourceNames = new HashSet<>();

    /** @param kind "import" or "export" */
    ExternNames(String kind, Work work) {
        this(kind, true, work);
    }

    private ExternNames(String kind, boolean introducesIndices, Work work) {
        this.kind = kind;
        this.introducesIndices = introducesIndices;
        this.work = work;
    }

    /**
     * The exports of an instance that is put together from single definitions. They introduce no indices, so nothing can
     * refer to a resource under a name that it gets there.
     */
    static ExternNames ofInlineInstance(Work work) {
        return new ExternNames("export", false, work);
    }

    /** Takes up one name with the type of its thing. */
    void add(AttributedName name, ExternType type) {
        ExternName parsed = NameParser.parse(kind, name.name(), work);
        NameParser.attributes(kind, name, parsed, type instanceof ExternType.Instance, work);
        String before = canonical.putIfAbsent(parsed.uniqueForm(), name.name());
        if (before != null) {
            throw work.invalid(kind + " name `" + name.name() + "` conflicts with previous name `" + before + "`");
        }
        if (type instanceof ExternType.Type(ResourceType resource)) {
            if (introducesIndices && parsed instanceof ExternName.Plain) {
                resources.put(resource, name.name());
                resourceNames.add(name.name());
            }
        }
        switch (parsed) {
            case ExternName.Constructor constructor -> constructor(name.name(), constructor.resource(), type);
            case ExternName.Method method -> method(name.name(), method.resource(), type);
            case ExternName.Static function -> staticFunction(name.name(), function.resource(), type);
            case ExternName.Plain plain -> { }
            case ExternName.Interface face -> { }
        }
    }

    private void constructor(String name, String resource, ExternType type) {
        FuncType func = function(name, type);
        Optional<ValueType> result = func.result();
        if (result.isEmpty()) {
            throw inName(name, "function should return one value");
        }
        Optional<ValueType> made = result.get() instanceof ResultType either ? either.ok() : result;
        if (made.isPresent() && made.get() instanceof OwnType own) {
            named(name, resource, own.resource());
        } else {
            throw inName(name, "function should return `(own $T)` or `(result (own $T))`");
        }
    }

    private void method(String name, String resource, ExternType type) {
        FuncType func = function(name, type);
        if (func.params().isEmpty()) {
            throw inName(name, "function should have at least one argument");
        }
        FuncType.Param first = func.params().getFirst();
        if (!first.name().equals("self")) {
            throw inName(name, "function should have a first argument called `self`");
        }
        if (!(first.type() instanceof BorrowType borrow)) {
            throw inName(name, "function should take a first argument of `(borrow $T)`");
        }
        named(name, resource, borrow.resource());
    }

    private void staticFunction(String name, String resource, ExternType type) {
        function(name, type);
        if (!resourceNames.contains(resource)) {
            throw inName(name, "static resource name is not known in this context");
        }
    }

    private FuncType function(String name, ExternType type) {
        if (type instanceof ExternType.Func func) {
            return func.type();
        }
        throw inName(name, "item is not a func");
    }

    private void named(String name, String expected, ResourceType resource) {
        String actual = resources.get(resource);
        if (actual == null) {
            throw inName(name, "resource used in function does not have a name in this context");
        }
        if (!actual.equals(expected)) {
            throw inName(name, "function does not match expected resource name `" + actual + "`");
        }
    }

    private ComponentException inName(String name, String problem) {
        return work.invalid(kind + " name `" + name + "` is not valid: " + problem);
    }
}
