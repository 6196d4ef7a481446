package arcella.wit.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import arcella.wit.Annotations;
import arcella.wit.Gate;
import arcella.wit.Kebab;
import arcella.wit.TypeDef;
import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitId;
import arcella.wit.WitInterface;
import arcella.wit.WitType;

/**
 * Looks up the names in the body of one interface or world (WIT, "Name resolution"). First all names are gathered,
 * then the types put in an order in which each stands after those it mentions, then everything made out.
 */
final class BodyBuilder {

    /** An interface made out, with what others must know of its types. */
    record Built(WitInterface definition, TypeFacts facts) {}

    private final Scope scope;
    private final Mentions mentions;
    private final Map<WitId, Built> interfaces;
    private final TypeFacts facts;
    private final Map<String, Ast.Id> names = new HashMap<>();
    private final Map<String, Ast.Member> types = new LinkedHashMap<>();
    private final Map<String, Ast.UsedName> used = new HashMap<>();
    private final Map<String, WitType> values = new HashMap<>();
    private final List<TypeDef> definitions = new ArrayList<>();

    /**
     * @param scope where paths are looked up
     * @param interfaces all interfaces that the body uses, made out
     */
    BodyBuilder(Scope scope, Mentions mentions, Map<WitId, Built> interfaces) {
        this.scope = scope;
        this.mentions = mentions;
        this.interfaces = interfaces;
        this.facts = new TypeFacts(mentions);
    }

    /** The interface with these members. */
    Built buildInterface(Ast.Id id, Annotations annotations, List<Ast.Member> members) {
        gather(members);
        List<WitFunction> functions = new ArrayList<>();
        for (Ast.Member member : members) {
            if (member instanceof Ast.Function function) {
                Tokens.requireUnique(names, function.id(), "function");
            }
        }
        define(members);
        for (Ast.Member member : members) {
            if (member instanceof Ast.Function function) {
                functions.add(function(function.function()));
            }
        }
        return new Built(
                Tokens.located(id.span(), () -> new WitInterface(id.name(), definitions, functions, annotations)),
                facts);
    }

    /** Takes up the names of types, which functions added later must not have. */
    void gather(List<Ast.Member> members) {
        for (Ast.Member member : members) {
            switch (member) {
                case Ast.Type type -> {
                    Tokens.requireUnique(names, type.id(), "type");
                    types.put(type.id().name(), type);
                }
                case Ast.Resource resource -> {
                    Tokens.requireUnique(names, resource.id(), "resource");
                    types.put(resource.id().name(), resource);
                }
                case Ast.Use use -> {
                    refuseExternalId(use.annotations(), use.path().span(), "a 'use'");
                    for (Ast.UsedName one : use.names()) {
                        Tokens.requireUnique(names, one.name(), "type");
                        types.put(one.name().name(), use);
                        used.put(one.name().name(), one);
                    }
                }
                case Ast.Function function -> {}
                case Ast.Extern extern -> {}
                case Ast.Include include -> {}
            }
        }
    }

    /** The names taken in the scope of types and imports. */
    Map<String, Ast.Id> names() {
        return names;
    }

    /** Makes out all types; {@link #definitions()} has them in the order written. */
    void define(List<Ast.Member> members) {
        for (String name : sorted()) {
            switch (types.get(name)) {
                case Ast.Resource resource -> {
                    facts.addResource(name);
                    facts.addGate(name, resource.annotations().gate());
                }
                case Ast.Type type -> {
                    facts.requireGate(type.type(), type.annotations().gate());
                    facts.addGate(name, type.annotations().gate());
                    WitType value = facts.definition(type.type());
                    values.put(name, value);
                    facts.addDefinition(name, value, type.id().span());
                }
                case Ast.Use use -> addUse(use, used(name));
                case null -> throw new IllegalStateException("no type " + name);
                case Ast.Function other -> throw new IllegalStateException("no type " + other.id());
                case Ast.Extern other -> throw new IllegalStateException("no type " + other);
                case Ast.Include other -> throw new IllegalStateException("no type " + other);
            }
        }
        for (Ast.Member member : members) {
            switch (member) {
                case Ast.Type type ->
                    definitions.add(new TypeDef.Value(
                            type.id().name(),
                            Objects.requireNonNull(values.get(type.id().name())),
                            type.annotations()));
                case Ast.Resource resource ->
                    definitions.add(new TypeDef.Resource(
                            resource.id().name(),
                            resource.functions().stream().map(this::function).toList(),
                            resource.annotations()));
                case Ast.Use use -> {
                    WitId from = scope.interfaceAt(use.path());
                    for (Ast.UsedName one : use.names()) {
                        definitions.add(new TypeDef.Use(
                                one.name().name(), from, one.original().name(), use.annotations()));
                    }
                }
                case Ast.Function function -> {}
                case Ast.Extern extern -> {}
                case Ast.Include include -> {}
            }
        }
    }

    List<TypeDef> definitions() {
        return definitions;
    }

    /** A function with the types that it mentions made out. */
    WitFunction function(WitFunction parsed) {
        List<WitFunction.Param> params = new ArrayList<>();
        for (WitFunction.Param param : parsed.params()) {
            requireKnown(param.type());
            facts.requireGate(param.type(), parsed.annotations().gate());
            WitType resolved = facts.resolve(param.type());
            requireSize(param.type(), resolved);
            params.add(new WitFunction.Param(param.name(), resolved));
        }
        Optional<WitType> result = parsed.result();
        if (result.isPresent()) {
            requireKnown(result.get());
            facts.requireGate(result.get(), parsed.annotations().gate());
            WitType resolved = facts.resolve(result.get());
            requireSize(result.get(), resolved);
            if (facts.borrows(resolved)) {
                throw WitTextException.at(
                        WitError.WIT_RESOLVE,
                        facts.firstPlace(result.get()),
                        "the result of function '" + parsed.name() + "' has a borrowed handle in it",
                        "return an owned handle: a borrowed one ends with the call");
            }
            result = Optional.of(resolved);
        }
        return new WitFunction(
                parsed.name(), parsed.kind(), parsed.isAsync(), params, result, parsed.annotations());
    }

    /** A type without mentions was found too large when it was parsed. */
    private void requireSize(WitType written, WitType resolved) {
        if (!MentionFinder.in(written).isEmpty()) {
            facts.requireSize(resolved, facts.firstPlace(written));
        }
    }

    /** Throws if the interface is unstable and what names it by this path is not. */
    static void requireGate(WitInterface named, Gate gate, Ast.Path path) {
        TypeFacts.requireGate(named.annotations().gate().unstable(), gate, named.name(), path.span());
    }

    /** Throws if there is an external id where the grammar has none. */
    static void refuseExternalId(Annotations annotations, Span place, String what) {
        if (annotations.externalId().isPresent()) {
            throw WitTextException.at(
                    WitError.WIT_SYNTAX,
                    place,
                    "@external-id before " + what,
                    "it goes with functions, types of interfaces, and imports and exports of a plain name");
        }
    }

    private void addUse(Ast.Use use, Ast.UsedName name) {
        WitId from = scope.interfaceAt(use.path());
        Built origin = interfaces.get(from);
        if (origin == null) {
            throw new IllegalStateException("not made out yet: " + from);
        }
        String original = name.original().name();
        if (!origin.facts().contains(original)) {
            List<String> there =
                    origin.definition().types().stream().map(TypeDef::name).toList();
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    name.original().span(),
                    "interface '" + from + "' has no type '" + original + "'",
                    Nearest.remedy(original, there, "define it there"));
        }
        Gate gate = use.annotations().gate();
        requireGate(origin.definition(), gate, use.path());
        TypeFacts.requireGate(origin.facts().unstable(original), gate, original, name.original().span());
        facts.addUse(name.name().name(), origin.facts(), original);
        facts.addGate(name.name().name(), gate);
    }

    private Ast.UsedName used(String name) {
        return Objects.requireNonNull(used.get(name), name);
    }

    private List<String> sorted() {
        return Topology.sort(types.keySet(), this::needs, circle -> {
            Ast.Id first = Objects.requireNonNull(names.get(Kebab.fold(circle.getFirst())));
            return WitTextException.at(
                    WitError.WIT_RESOLVE,
                    first.span(),
                    "type '" + circle.getFirst() + "' contains itself"
                            + (circle.size() == 1 ? "" : ", by way of '" + String.join("', '", circle) + "'"),
                    "types of values are finite: take a resource for what refers to itself");
        });
    }

    private Set<String> needs(String name) {
        Set<String> needed = new LinkedHashSet<>();
        if (types.get(name) instanceof Ast.Type type) {
            requireKnown(type.type());
            for (WitType.Mention mention : MentionFinder.in(type.type())) {
                if (types.containsKey(mention.label())) {
                    needed.add(mention.label());
                }
            }
        }
        return needed;
    }

    /** Throws at the first mention of a name that no type has. */
    private void requireKnown(WitType type) {
        for (WitType.Mention mention : MentionFinder.in(type)) {
            String label = mention.label();
            boolean builtIn = label.equals(WitType.Primitive.ERROR_CONTEXT.word());
            if (!types.containsKey(label) && !(builtIn && mention instanceof WitType.Named)) {
                String remedy =
                        switch (label) {
                            case "float32" -> "write 'f32'";
                            case "float64" -> "write 'f64'";
                            default -> Nearest.remedy(label, types.keySet(), "define it, or take it over with 'use'");
                        };
                throw WitTextException.at(
                        WitError.WIT_RESOLVE, mentions.place(mention), "there is no type '" + label + "'", remedy);
            }
        }
    }
}
