package arcella.wit.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import arcella.wit.component.ComponentException;
import arcella.wit.component.CoreTypeDef;
import arcella.wit.component.CoreValType;
import arcella.wit.component.ExternDesc;
import arcella.wit.component.Primitive;
import arcella.wit.component.TypeDef;
import arcella.wit.component.ValRef;
import arcella.wit.resolved.BorrowType;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.CoreExternType;
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

/** Turns type definitions and externtypes, which refer by index, into resolved types, checking the rules on each. */
final class TypeResolver {

    /** Values as large as this, or larger, overflow arithmetic in obscure corners ({@code elem_size} of the Canonical ABI). */
    private static final long MAX_VALUE_BYTES = 1L << 28;

    private final CoreTypes coreTypes;
    private final Declarations declarations;
    private final Work work;

    TypeResolver(CoreTypes coreTypes, Declarations declarations, Work work) {
        this.coreTypes = coreTypes;
        this.declarations = declarations;
        this.work = work;
    }

    /** Resolves the body of component and instance types. */
    interface Declarations {
        DefType component(TypeDef.Component type, Scope outer);

        DefType instance(TypeDef.Instance type, Scope outer);
    }

    /** Resolves one entry of a type section. */
    DefType type(TypeDef type, Scope scope) {
        DefType resolved = switch (type) {
            case TypeDef.Value value -> value(value, scope);
            case TypeDef.Func func -> func(func, scope);
            case TypeDef.Resource resource -> resource(resource, scope);
            case TypeDef.Component component -> declarations.component(component, scope);
            case TypeDef.Instance instance -> declarations.instance(instance, scope);
        };
        return work.bounded(resolved);
    }

    private ValueType value(TypeDef.Value type, Scope scope) {
        ValueType resolved = switch (type) {
            case TypeDef.Prim prim -> PrimitiveType.of(prim.type());
            case TypeDef.Record record -> {
                notEmpty(record.fields(), "record type must have at least one field");
                Labels.check(record.fields(), TypeDef.Field::name, "record field", "field", work);
                yield new RecordType(record.fields().stream()
                        .map(field -> new RecordType.Field(field.name(), value(field.type(), scope))).toList());
            }
            case TypeDef.Variant variant -> {
                notEmpty(variant.cases(), "variant type must have at least one case");
                Labels.check(variant.cases(), TypeDef.Case::name, "variant case", "case", work);
                yield new VariantType(variant.cases().stream()
                        .map(one -> new VariantType.Case(one.name(), value(one.payload(), scope))).toList());
            }
            case TypeDef.ListOf list -> new ListType(value(list.element(), scope));
            case TypeDef.FixedList list -> {
                if (list.length() == 0) {
                    throw work.invalid("fixed-length lists must have a length of at least one");
                }
                yield new FixedListType(value(list.element(), scope), Integer.toUnsignedLong(list.length()));
            }
            case TypeDef.Tuple tuple -> {
                notEmpty(tuple.elements(), "tuple type must have at least one type");
                yield new TupleType(tuple.elements().stream().map(element -> value(element, scope)).toList());
            }
            case TypeDef.Flags flags -> {
                notEmpty(flags.names(), "flags must have at least one entry");
                if (flags.names().size() > 32) {
                    throw work.invalid("cannot have more than 32 flags");
                }
                Labels.check(flags.names(), Function.identity(), "flag", "flag", work);
                yield new FlagsType(flags.names());
            }
            case TypeDef.Enum cases -> {
                notEmpty(cases.names(), "enum type must have at least one variant");
                Labels.check(cases.names(), Function.identity(), "enum tag", "tag", work);
                yield new EnumType(cases.names());
            }
            case TypeDef.Option option -> new OptionType(value(option.element(), scope));
            case TypeDef.Result result -> new ResultType(value(result.ok(), scope), value(result.error(), scope));
            case TypeDef.MapOf map -> new MapType(key(map.key(), scope), value(map.value(), scope));
            case TypeDef.Own own -> new OwnType(resourceAt(own.typeIndex(), scope));
            case TypeDef.Borrow borrow -> new BorrowType(resourceAt(borrow.typeIndex(), scope));
            case TypeDef.Stream stream -> {
                Optional<ValueType> element = carried(stream.element(), "stream", scope);
                if (element.isPresent() && element.get().definition() == PrimitiveType.of(Primitive.CHAR)) {
                    throw work.invalid("`stream<char>` is not valid at this time");
                }
                yield new StreamType(element);
            }
            case TypeDef.Future future -> new FutureType(carried(future.element(), "future", scope));
        };
        if (resolved.size(true) >= MAX_VALUE_BYTES) {
            throw work.invalid("a value of this " + resolved.kind() + " type takes " + resolved.size(true)
                    + " bytes, which exceeds maximum byte size " + (MAX_VALUE_BYTES - 1));
        }
        return resolved;
    }

    private void notEmpty(List<?> things, String problem) {
        if (things.isEmpty()) {
            throw work.invalid(problem);
        }
    }

    private Optional<ValueType> carried(Optional<ValRef> ref, String what, Scope scope) {
        Optional<ValueType> element = value(ref, scope);
        if (element.isPresent() && element.get().containsBorrow()) {
            throw work.invalid(what + " element type cannot contain a `borrow` type");
        }
        return element;
    }

    private ValueType key(ValRef ref, Scope scope) {
        ValueType key = value(ref, scope);
        boolean allowed = key instanceof PrimitiveType primitive && switch (primitive.primitive()) {
            case BOOL, S8, U8, S16, U16, S32, U32, S64, U64, CHAR, STRING -> true;
            case F32, F64, ERROR_CONTEXT -> false;
        };
        if (!allowed) {
            throw work.invalid("invalid map key type `" + key.kind() + "`: keys are bool, integers, char or string");
        }
        return key;
    }

    /** The value type that a reference means. */
    ValueType value(ValRef ref, Scope scope) {
        return switch (ref) {
            case ValRef.Prim prim -> PrimitiveType.of(prim.type());
            case ValRef.Index index -> {
                if (Scope.at(scope.types, index.typeIndex(), "type", work) instanceof ValueType type) {
                    yield type;
                }
                throw notA(index.typeIndex(), "a defined type");
            }
        };
    }

    /** The value type that an optional reference means. */
    Optional<ValueType> value(Optional<ValRef> ref, Scope scope) {
        return ref.map(present -> value(present, scope));
    }

    private ComponentException notA(int index, String what) {
        return work.invalid("type index " + index + " is not " + what);
    }

    /** The resource type at a type index. */
    ResourceType resourceAt(int index, Scope scope) {
        if (Scope.at(scope.types, index, "type", work) instanceof ResourceType resource) {
            return resource;
        }
        throw notA(index, "a resource type");
    }

    /** The function type at a type index. */
    FuncType funcAt(int index, Scope scope) {
        if (Scope.at(scope.types, index, "type", work) instanceof FuncType func) {
            return func;
        }
        throw notA(index, "a function type");
    }

    private FuncType func(TypeDef.Func func, Scope scope) {
        Labels.check(func.params(), TypeDef.Field::name, "function parameter", "parameter", work);
        List<FuncType.Param> params = new ArrayList<>(func.params().size());
        for (TypeDef.Field param : func.params()) {
            params.add(new FuncType.Param(param.name(), value(param.type(), scope)));
        }
        Optional<ValueType> result = value(func.result(), scope);
        if (result.isPresent() && result.get().containsBorrow()) {
            throw work.invalid("function result cannot contain a `borrow` type");
        }
        return new FuncType(func.async(), params, result);
    }

    private ResourceType resource(TypeDef.Resource resource, Scope scope) {
        if (scope.kind != Scope.Kind.COMPONENT) {
            throw work.invalid("resources can only be defined within a concrete component");
        }
        CoreValType representation = resource.representation();
        if (representation != CoreValType.Num.I32 && representation != CoreValType.Num.I64) {
            throw work.invalid("resources can only be represented by `i32` or `i64`, not `" + representation.text() + "`");
        }
        if (resource.destructor().isPresent()) {
            CoreExternType.Func destructor =
                    Scope.at(scope.coreFuncs, resource.destructor().get(), "function", work);
            if (!destructor.type().equals(new CoreTypeDef.Func(List.of(representation), List.of()))) {
                throw work.invalid("wrong signature for a destructor: expected one parameter of type "
                        + representation.text() + " and no result, found " + destructor.type().text());
            }
        }
        ResourceId id = new ResourceId("type " + scope.types.size());
        scope.local.put(id, representation);
        scope.created.add(id);
        return new ResourceType(id);
    }

    /**
     * What an import or export declaration says that its thing is, as seen from the scope: abstract types and the resources
     * of instances become resources of their own, which join {@code introduced}.
     */
    ExternType extern(ExternDesc desc, String name, Scope scope, Set<ResourceId> introduced) {
        return switch (desc) {
            case ExternDesc.Module module ->
                    switch (Scope.at(scope.coreTypes, module.coreTypeIndex(), "type", work)) {
                        case Scope.CoreTypeEntry.Module(var type) -> new ExternType.Module(type);
                        case Scope.CoreTypeEntry.Numbered numbered -> throw work.invalid(
                                "core type index " + module.coreTypeIndex() + " is not a module type");
                    };
            case ExternDesc.Func func -> new ExternType.Func(funcAt(func.typeIndex(), scope));
            case ExternDesc.Value value -> new ExternType.Value(value(value.type(), scope));
            case ExternDesc.ValueEq value ->
                    new ExternType.Value(Scope.at(scope.values, value.valueIndex(), "value", work).type);
            case ExternDesc.TypeEq eq ->
                    new ExternType.Type(Scope.at(scope.types, eq.typeIndex(), "type", work).renamed());
            case ExternDesc.SubResource sub -> {
                ResourceId id = new ResourceId(name);
                introduced.add(id);
                yield new ExternType.Type(new ResourceType(id));
            }
            case ExternDesc.Component component -> {
                if (Scope.at(scope.types, component.typeIndex(), "type", work) instanceof ComponentType type) {
                    yield new ExternType.Component(type);
                }
                throw notA(component.typeIndex(), "a component type");
            }
            case ExternDesc.Instance instance -> {
                if (Scope.at(scope.types, instance.typeIndex(), "type", work) instanceof InstanceType type) {
                    yield new ExternType.Instance(open(type, introduced));
                }
                throw notA(instance.typeIndex(), "an instance type");
            }
        };
    }

    /** An instance type as that of one instance: what it binds becomes resources of that instance. */
    private InstanceType open(InstanceType type, Set<ResourceId> introduced) {
        if (type.bound().isEmpty()) {
            return type;
        }
        Map<ResourceId, ResourceId> fresh = freshen(type.bound());
        introduced.addAll(fresh.values());
        Substitution substitution = new Substitution(fresh, Map.of(), work);
        return new InstanceType(substitution.externs(type.exports()), Set.of());
    }

    /** For each resource a new one. */
    static Map<ResourceId, ResourceId> freshen(Set<ResourceId> bound) {
        if (bound.isEmpty()) {
            return Map.of();
        }
        Map<ResourceId, ResourceId> fresh = LinkedHashMap.newLinkedHashMap(bound.size());
        bound.forEach(id -> fresh.put(id, new ResourceId(id.label())));
        return fresh;
    }

    /** Takes up a core type definition, which may add several indices. */
    void coreType(CoreTypeDef type, Scope scope) {
        switch (type) {
            case CoreTypeDef.Rec group -> {
                coreTypes.define(group, scope.coreTypeNumbers);
                for (int i = scope.coreTypes.size(); i < scope.coreTypeNumbers.size(); i++) {
                    scope.coreTypes.add(new Scope.CoreTypeEntry.Numbered(scope.coreTypeNumbers.get(i)));
                }
            }
            case CoreTypeDef.Module module ->
                    scope.addCoreType(new Scope.CoreTypeEntry.Module(new CoreModuleTypes(coreTypes, work).declared(module, scope)));
        }
    }
}
