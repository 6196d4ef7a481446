package arcella.wit.validate;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

/** Finds the resources that types mention without binding them. Every type is looked into once. */
final class ResourceWalk {

    private final Set<DefType> seen = new HashSet<>();
    private final Set<ResourceId> mentioned = new LinkedHashSet<>();
    private final Set<ResourceId> bound = new LinkedHashSet<>();
    private final Work work;

    private ResourceWalk(Work work) {
        this.work = work;
    }

    /** The free resources of a type. */
    static Set<ResourceId> freeIn(DefType type, Work work) {
        ResourceWalk walk = new ResourceWalk(work);
        walk.type(type);
        return walk.free();
    }

    /** The free resources of imports or exports. */
    static Set<ResourceId> freeIn(Collection<ExternType> externs, Work work) {
        ResourceWalk walk = new ResourceWalk(work);
        externs.forEach(walk::extern);
        return walk.free();
    }

    /** Which of the imports or exports is the first in which a free resource is mentioned. */
    static int firstWith(ResourceId id, Collection<ExternType> externs, Work work) {
        ResourceWalk walk = new ResourceWalk(work);
        int index = 0;
        for (ExternType extern : externs) {
            walk.extern(extern);
            if (walk.mentioned.contains(id)) {
                break;
            }
            index++;
        }
        return index;
    }

    /** The resources that imports or exports have as types, their own or those of instances, in order. */
    static Set<ResourceId> named(Collection<ExternType> externs) {
        Set<ResourceId> ids = new LinkedHashSet<>();
        collectNamed(externs, ids);
        return ids;
    }

    private static void collectNamed(Collection<ExternType> externs, Set<ResourceId> ids) {
        for (ExternType extern : externs) {
            if (extern instanceof ExternType.Type(ResourceType resource)) {
                ids.add(resource.id());
            } else if (extern instanceof ExternType.Instance(InstanceType instance) && instance.mentionsResources()) {
                collectNamed(instance.exports().values(), ids);
            }
        }
    }

    /** Ids are unique to what binds them, so whatever is bound anywhere inside is bound there. */
    private Set<ResourceId> free() {
        mentioned.removeAll(bound);
        return mentioned;
    }

    private void extern(ExternType extern) {
        work.spend(1);
        switch (extern) {
            case ExternType.Module module -> { }
            case ExternType.Func func -> type(func.type());
            case ExternType.Value value -> type(value.type());
            case ExternType.Type type -> type(type.type());
            case ExternType.Instance instance -> type(instance.type());
            case ExternType.Component component -> type(component.type());
        }
    }

    private void type(DefType type) {
        if (!type.mentionsResources() || !seen.add(type)) {
            return;
        }
        work.spend(1);
        switch (type) {
            case ValueType value -> value(value);
            case ResourceType resource -> mentioned.add(resource.id());
            case FuncType func -> {
                func.params().forEach(param -> type(param.type()));
                func.result().ifPresent(this::type);
            }
            case InstanceType instance -> {
                instance.exports().values().forEach(this::extern);
                bound.addAll(instance.bound());
            }
            case ComponentType component -> {
                component.imports().values().forEach(this::extern);
                component.exports().values().forEach(this::extern);
                bound.addAll(component.importBound());
                bound.addAll(component.exportBound());
            }
        }
    }

    private void value(Optional<ValueType> type) {
        type.ifPresent(this::type);
    }

    private void value(ValueType type) {
        switch (type) {
            case PrimitiveType primitive -> { }
            case FlagsType flags -> { }
            case EnumType cases -> { }
            case RecordType record -> record.fields().forEach(field -> type(field.type()));
            case VariantType variant -> variant.cases().forEach(one -> value(one.payload()));
            case TupleType tuple -> tuple.elements().forEach(this::type);
            case ListType list -> type(list.element());
            case FixedListType list -> type(list.element());
            case OptionType option -> type(option.element());
            case ResultType result -> {
                value(result.ok());
                value(result.error());
            }
            case MapType map -> type(map.value());
            case OwnType own -> type(own.resource());
            case BorrowType borrow -> type(borrow.resource());
            case StreamType stream -> value(stream.element());
            case FutureType future -> value(future.element());
        }
    }
}
