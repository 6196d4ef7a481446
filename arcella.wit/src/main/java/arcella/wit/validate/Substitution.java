package arcella.wit.validate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.DefType;
import arcella.wit.resolved.EnumType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.FixedListType;
import arcella.wit.resolved.FlagsType;
import arcella.wit.resolved.FuncType;
import arcella.wit.resolved.FutureType;
import arcella.wit.resolved.InstanceType;
import arcella.wit.resolved.ListType;
import arcella.wit.resolved.MapType;
import arcella.wit.resolved.OptionType;
import arcella.wit.resolved.OwnType;
import arcella.wit.resolved.PrimitiveType;
import arcella.wit.resolved.RecordType;
import arcella.wit.resolved.ResourceId;
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/**
 * Puts actual types in place of what a component imports, and fresh resources in place of what a type binds. Two things are
 * replaced: resources by id, wherever they occur, and single named types by identity, so that a type which was supplied
 * stays known under the supplier's name. Types that nothing is replaced in keep their identity, and each type is looked at
 * once.
 */
final class Substitution {

    /** What is put in the place of something is kept: this pays for memory as well as for time. */
    private static final int KEPT = 10;

    private final Map<ResourceId, ResourceId> resources;
    private final Map<DefType, DefType> done;
    private final boolean resourcesOnly;
    private final Work work;

    /**
     * @param resources by what to replace which resource
     * @param named which named types stand for which others
     */
    Substitution(Map<ResourceId, ResourceId> resources, Map<DefType, DefType> named, Work work) {
        this.resources = resources;
        this.done = new HashMap<>(named);
        this.resourcesOnly = named.keySet().stream().allMatch(ResourceType.class::isInstance);
        this.work = work;
    }

    /** Whether nothing would ever be replaced. */
    boolean isEmpty() {
        return resources.isEmpty() && done.isEmpty();
    }

    Map<String, ExternType> externs(Map<String, ExternType> externs) {
        Map<String, ExternType> replaced = LinkedHashMap.newLinkedHashMap(externs.size());
        externs.forEach((name, type) -> replaced.put(name, extern(type)));
        return replaced;
    }

    private ExternType extern(ExternType extern) {
        work.spend(KEPT);
        return switch (extern) {
            case ExternType.Module module -> module;
            case ExternType.Func func -> {
                FuncType type = (FuncType) type(func.type());
                yield type == func.type() ? func : new ExternType.Func(type);
            }
            case ExternType.Value value -> {
                ValueType type = value(value.type());
                yield type == value.type() ? value : new ExternType.Value(type);
            }
            case ExternType.Type named -> {
                DefType type = type(named.type());
                yield type == named.type() ? named : new ExternType.Type(type);
            }
            case ExternType.Instance instance -> {
                InstanceType type = (InstanceType) type(instance.type());
                yield type == instance.type() ? instance : new ExternType.Instance(type);
            }
            case ExternType.Component component -> {
                ComponentType type = (ComponentType) type(component.type());
                yield type == component.type() ? component : new ExternType.Component(type);
            }
        };
    }

    DefType type(DefType type) {
        if (resourcesOnly && !type.mentionsResources()) {
            return type;
        }
        DefType known = done.get(type);
        if (known != null) {
            return known;
        }
        work.spend(1);
        DefType replaced = type.original().isPresent() ? renamed(type) : switch (type) {
            case ValueType value -> replaceValue(value);
            case ResourceType resource -> {
                ResourceId id = resources.get(resource.id());
                yield id == null ? resource : new ResourceType(id);
            }
            case FuncType func -> func(func);
            case InstanceType instance -> {
                Map<String, ExternType> exports = externs(instance.exports());
                yield same(instance.exports(), exports) ? instance : new InstanceType(exports, ids(instance.bound()));
            }
            case ComponentType component -> {
                Map<String, ExternType> imports = externs(component.imports());
                Map<String, ExternType> exports = externs(component.exports());
                yield same(component.imports(), imports) && same(component.exports(), exports)
                        ? component
                        : new ComponentType(imports, exports, ids(component.importBound()), ids(component.exportBound()));
            }
        };
        if (replaced != type) {
            work.spend(KEPT);
        }
        done.put(type, replaced);
        return replaced;
    }

    /**
     * Another name of a type becomes another name of what is put in that type's place, so that an instance which hands on
     * a type that it was given still says whose it is. Names of names may be many: no recursion.
     */
    private DefType renamed(DefType type) {
        Deque<DefType> names = new ArrayDeque<>();
        DefType before = type;
        while (!done.containsKey(before) && before.original().isPresent()) {
            work.spend(1);
            names.push(before);
            before = before.original().get();
        }
        DefType after = type(before);
        for (DefType name : names) {
            DefType replaced = after == before ? name : after.renamed();
            done.put(name, replaced);
            before = name;
            after = replaced;
        }
        return after;
    }

    private Set<ResourceId> ids(Set<ResourceId> bound) {
        Set<ResourceId> replaced = new LinkedHashSet<>();
        bound.forEach(id -> replaced.add(resources.getOrDefault(id, id)));
        return replaced;
    }

    private static boolean same(Map<String, ExternType> one, Map<String, ExternType> other) {
        var others = other.values().iterator();
        for (ExternType extern : one.values()) {
            if (extern != others.next()) {
                return false;
            }
        }
        return true;
    }

    private ValueType value(ValueType type) {
        return (ValueType) type(type);
    }

    private Optional<ValueType> value(Optional<ValueType> type) {
        return type.map(this::value);
    }

    private static boolean same(Optional<ValueType> one, Optional<ValueType> other) {
        return one.isEmpty() || one.get() == other.orElseThrow();
    }

    private FuncType func(FuncType func) {
        boolean changed = false;
        List<FuncType.Param> params = func.params();
        List<FuncType.Param> replaced = new ArrayList<>(params.size());
        for (FuncType.Param param : params) {
            ValueType type = value(param.type());
            changed |= type != param.type();
            replaced.add(type == param.type() ? param : new FuncType.Param(param.name(), type));
        }
        Optional<ValueType> result = value(func.result());
        return changed || !same(func.result(), result) ? new FuncType(func.async(), replaced, result) : func;
    }

    private ValueType replaceValue(ValueType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive;
            case FlagsType flags -> flags;
            case EnumType cases -> cases;
            case RecordType record -> {
                List<RecordType.Field> fields = record.fields().stream()
                        .map(field -> {
                            ValueType replaced = value(field.type());
                            return replaced == field.type() ? field : new RecordType.Field(field.name(), replaced);
                        }).toList();
                yield sameElements(record.fields(), fields) ? record : new RecordType(fields);
            }
            case VariantType variant -> {
                List<VariantType.Case> cases = variant.cases().stream()
                        .map(one -> {
                            Optional<ValueType> replaced = value(one.payload());
                            return same(one.payload(), replaced) ? one : new VariantType.Case(one.name(), replaced);
                        }).toList();
                yield sameElements(variant.cases(), cases) ? variant : new VariantType(cases);
            }
            case TupleType tuple -> {
                List<ValueType> elements = tuple.elements().stream().map(this::value).toList();
                yield sameElements(tuple.elements(), elements) ? tuple : new TupleType(elements);
            }
            case ListType list -> {
                ValueType element = value(list.element());
                yield element == list.element() ? list : new ListType(element);
            }
            case FixedListType list -> {
                ValueType element = value(list.element());
                yield element == list.element() ? list : new FixedListType(element, list.length());
            }
            case OptionType option -> {
                ValueType element = value(option.element());
                yield element == option.element() ? option : new OptionType(element);
            }
            case ResultType result -> {
                Optional<ValueType> ok = value(result.ok());
                Optional<ValueType> error = value(result.error());
                yield same(result.ok(), ok) && same(result.error(), error) ? result : new ResultType(ok, error);
            }
            case MapType map -> {
                ValueType value = value(map.value());
                yield value == map.value() ? map : new MapType(map.key(), value);
            }
            case OwnType own -> {
                ResourceType resource = (ResourceType) type(own.resource());
                yield resource == own.resource() ? own : new OwnType(resource);
            }
            case BorrowType borrow -> {
                ResourceType resource = (ResourceType) type(borrow.resource());
                yield resource == borrow.resource() ? borrow : new BorrowType(resource);
            }
            case StreamType stream -> {
                Optional<ValueType> element = value(stream.element());
                yield same(stream.element(), element) ? stream : new StreamType(element);
            }
            case FutureType future -> {
                Optional<ValueType> element = value(future.element());
                yield same(future.element(), element) ? future : new FutureType(element);
            }
        };
    }

    private static <T> boolean sameElements(List<T> one, List<T> other) {
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }
}
