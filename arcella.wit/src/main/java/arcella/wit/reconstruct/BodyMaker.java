package arcella.wit.reconstruct;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wit.Allowance;
import arcella.wit.Annotations;
import arcella.wit.ExternName;
import arcella.wit.Kebab;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitFunction.Kind;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitType;
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
import arcella.wit.resolved.ResourceType;
import arcella.wit.resolved.ResultType;
import arcella.wit.resolved.StreamType;
import arcella.wit.resolved.TupleType;
import arcella.wit.resolved.ValueType;
import arcella.wit.resolved.VariantType;

/** Makes the types and functions of one interface or world, as its exports or imports come. */
final class BodyMaker {

    private final Origins origins;
    private final Optional<WitId> home;
    private final Omissions omissions;
    private final Allowance allowance;
    /** What may not be given as a name to a type that the component leaves unnamed here; folded. */
    private final Set<String> taken = new HashSet<>();
    private final Map<Object, String> names = new IdentityHashMap<>();
    private final Map<String, TypeDef> types = new LinkedHashMap<>();
    private final Map<String, List<WitFunction>> members = new LinkedHashMap<>();
    private final List<WitFunction> functions = new ArrayList<>();

    /**
     * @param home the interface that is made; empty for a world or an interface of no name, which none can use
     * @param taken the names of all that will be added
     */
    BodyMaker(Origins origins, Optional<WitId> home, Set<String> taken, Omissions omissions) {
        this.origins = origins;
        this.home = home;
        this.omissions = omissions;
        this.allowance = omissions.allowance();
        taken.forEach(name -> {
            // What is of that name will be a line.
            allowance.spend(name, Letters.LINE);
            this.taken.add(Kebab.fold(name));
        });
    }

    /** The maker of all that an instance exports. */
    static BodyMaker of(Origins origins, Optional<WitId> home, InstanceType type, Omissions omissions) {
        BodyMaker maker = new BodyMaker(origins, home, type.exports().keySet(), omissions);
        type.exports().forEach((name, extern) -> omissions.attempt(name, () -> maker.add(name, extern)));
        return maker;
    }

    void add(String name, ExternType extern) {
        switch (extern) {
            case ExternType.Type type -> {
                switch (type.type()) {
                    case ValueType value -> type(name, value);
                    case ResourceType resource -> type(name, resource);
                    case FuncType other -> throw formless(name, "function type");
                    case InstanceType other -> throw formless(name, "instance type");
                    case ComponentType other -> throw formless(name, "component type");
                }
            }
            case ExternType.Func func -> function(name, func.type());
            case ExternType.Module other -> throw formless(name, other.kind());
            case ExternType.Value other -> throw formless(name, other.kind());
            case ExternType.Instance other -> throw formless(name, other.kind());
            case ExternType.Component other -> throw formless(name, other.kind());
        }
    }

    /** The types, with the functions of each resource. */
    List<TypeDef> types() {
        List<TypeDef> made = new ArrayList<>();
        types.forEach((name, type) -> made.add(
                type instanceof TypeDef.Resource
                        ? new TypeDef.Resource(name, members.getOrDefault(name, List.of()), Annotations.NONE)
                        : type));
        return made;
    }

    WitInterface toInterface(String name, Annotations annotations) {
        return new WitInterface(name, types(), functions, annotations);
    }

    /** A function of a world. */
    WitFunction free(String name, FuncType type, Annotations annotations) {
        return function(name, Kind.FREE, type, annotations);
    }

    private void type(String name, DefType type) {
        Optional<Object> known = Origins.nearest(type, this::named);
        TypeDef made = switch (known.orElse(name)) {
            case Origins.Origin(WitId owner, String label) -> {
                Letters.use(allowance, owner, label, "");
                yield new TypeDef.Use(name, owner, label, Annotations.NONE);
            }
            case String earlier when known.isPresent() ->
                new TypeDef.Value(name, mention(earlier), Annotations.NONE);
            default ->
                type instanceof ResourceType
                        ? new TypeDef.Resource(name, List.of(), Annotations.NONE)
                        : new TypeDef.Value(name, definition((ValueType) type), Annotations.NONE);
        };
        types.put(name, made);
        // A primitive type without a name is one object everywhere: a name for it would be a name everywhere.
        if (!(type instanceof PrimitiveType) || type.original().isPresent()) {
            names.put(type, name);
        }
        if (Origins.nominal(type) instanceof Object needed) {
            names.putIfAbsent(needed, name);
        }
        home.ifPresent(id -> origins.add(type, id, name));
    }

    /** The name of a type here, or where another interface has it. */
    private @Nullable Object named(Object type) {
        String name = names.get(type);
        if (name != null) {
            return name;
        }
        Origins.Origin origin = origins.at(type);
        return origin == null || Optional.of(origin.home()).equals(home) ? null : origin;
    }

    private void function(String name, FuncType type) {
        switch (ExternName.parse(name)) {
            case ExternName.Plain plain -> functions.add(function(plain.label(), Kind.FREE, type, Annotations.NONE));
            case ExternName.Constructor one -> member(name, one.resource(), "constructor", Kind.CONSTRUCTOR, type);
            case ExternName.Method one -> member(name, one.resource(), one.label(), Kind.METHOD, type);
            case ExternName.Static one -> member(name, one.resource(), one.label(), Kind.STATIC, type);
            case ExternName.Interface one -> throw formless(name, "function with the name of an interface");
        }
    }

    private void member(String name, String resource, String label, Kind kind, FuncType type) {
        if (!(types.get(resource) instanceof TypeDef.Resource)) {
            throw Omissions.formless("'" + name + "' belongs to a resource that is not defined beside it");
        }
        members.computeIfAbsent(resource, key -> new ArrayList<>())
                .add(function(label, kind, type, Annotations.NONE));
    }

    private WitFunction function(String label, Kind kind, FuncType type, Annotations annotations) {
        List<WitFunction.Param> params = new ArrayList<>();
        for (FuncType.Param param : type.params().subList(kind == Kind.METHOD ? 1 : 0, type.params().size())) {
            allowance.spend(param.name(), 4);
            params.add(new WitFunction.Param(param.name(), mention(param.type())));
        }
        Optional<WitType> result = type.result().map(this::mention);
        // A constructor that cannot fail has its result unsaid.
        boolean unsaid = kind == Kind.CONSTRUCTOR && type.result().stream().allMatch(OwnType.class::isInstance);
        return new WitFunction(label, kind, type.async(), params, unsaid ? Optional.empty() : result, annotations);
    }

    private Optional<WitType> mention(Optional<ValueType> type) {
        return type.map(this::mention);
    }

    private WitType mention(ValueType type) {
        String name = names.get(type);
        if (name != null) {
            return mention(name);
        }
        return Origins.nominal(type) == null ? definition(type) : mention(needed(type, DefType.withArticle(type.kind())));
    }

    private WitType.Named mention(String name) {
        allowance.spend(name, 2);
        return new WitType.Named(name);
    }

    /**
     * The name of a type that cannot be written without one. Where the component leaves it to another interface to name
     * it, that name is taken over.
     */
    private String needed(DefType type, String kind) {
        Object known = Origins.nearest(type, this::named).orElseThrow(() -> Omissions.formless(
                kind + " that has no name where it is mentioned cannot be written as WIT"));
        if (!(known instanceof Origins.Origin(WitId owner, String label))) {
            return (String) known;
        }
        String name = label;
        for (int i = 0; !taken.add(Kebab.fold(name)); i++) {
            name = label + "-n" + i;
        }
        Letters.use(allowance, owner, label, name);
        types.put(name, new TypeDef.Use(name, owner, label, Annotations.NONE));
        names.put(type, name);
        names.put(Objects.requireNonNull(Origins.nominal(type)), name);
        return name;
    }

    private WitType definition(ValueType type) {
        allowance.spend(Letters.PART);
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive);
            case ListType list -> WitType.ListType.of(mention(list.element()));
            case FixedListType list -> {
                if (list.length() > Integer.MAX_VALUE) {
                    throw Omissions.formless("a list of fixed length " + list.length() + " is too long for any value");
                }
                yield new WitType.ListType(mention(list.element()), Optional.of((int) list.length()));
            }
            case MapType map -> new WitType.MapType(definition(map.key()), mention(map.value()));
            case OptionType option -> new WitType.OptionType(mention(option.element()));
            case ResultType result -> new WitType.ResultType(mention(result.ok()), mention(result.error()));
            case TupleType tuple ->
                new WitType.TupleType(tuple.elements().stream().map(this::mention).toList());
            case StreamType stream -> new WitType.StreamType(mention(stream.element()));
            case FutureType future -> new WitType.FutureType(mention(future.element()));
            case OwnType own -> new WitType.Own(resource(own.resource()));
            case BorrowType borrow -> new WitType.Borrow(resource(borrow.resource()));
            case RecordType record ->
                new WitType.RecordType(record.fields().stream()
                        .map(field -> new WitType.Field(part(field.name()), mention(field.type()), ""))
                        .toList());
            case VariantType variant ->
                new WitType.VariantType(variant.cases().stream()
                        .map(one -> new WitType.Case(part(one.name()), mention(one.payload()), ""))
                        .toList());
            case EnumType labels -> new WitType.EnumType(labels(labels.names()));
            case FlagsType flags -> new WitType.FlagsType(labels(flags.names()));
        };
    }

    private String resource(ResourceType type) {
        String name = names.get(type);
        String known = name == null ? needed(type, "a resource") : name;
        allowance.spend(known, 0);
        return known;
    }

    private List<WitType.Label> labels(List<String> names) {
        return names.stream().map(name -> new WitType.Label(part(name), "")).toList();
    }

    /** The name of a part that has a line of its own. */
    private String part(String name) {
        allowance.spend(name, 8);
        return name;
    }

    private static WitType.Primitive primitive(PrimitiveType type) {
        return WitType.Primitive.valueOf(type.primitive().name());
    }

    private static ArcellaException formless(String name, String kind) {
        return Omissions.formless("'" + name + "' is " + DefType.withArticle(kind) + ", for which WIT has no form");
    }
}
