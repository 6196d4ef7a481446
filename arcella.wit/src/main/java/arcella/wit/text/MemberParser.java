package arcella.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.Annotations;
import arcella.wit.TypeDef;
import arcella.wit.WitFunction;
import arcella.wit.WitFunction.Kind;
import arcella.wit.WitType;

/** Reads what interfaces and worlds have in common: uses, types and functions (WIT, "Item: interface" and on). */
final class MemberParser {

    private final Tokens tokens;
    private final TypeParser types;
    private final GateParser gates;
    private final PathParser paths;

    MemberParser(Tokens tokens, Mentions mentions) {
        this.tokens = tokens;
        this.types = new TypeParser(tokens, mentions);
        this.gates = new GateParser(tokens);
        this.paths = new PathParser(tokens);
    }

    /** The members of an interface, from its opening brace to its closing one. */
    List<Ast.Member> interfaceBody() {
        tokens.expect("{");
        List<Ast.Member> members = new ArrayList<>();
        while (!tokens.eat("}")) {
            Annotations annotations = gates.annotations();
            Optional<Ast.Member> member = useOrType(annotations);
            members.add(member.isPresent() ? member.get() : function(annotations));
        }
        return members;
    }

    /** A {@code use} or the definition of a type, if one is next. */
    Optional<Ast.Member> useOrType(Annotations annotations) {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.KEYWORD) {
            return Optional.empty();
        }
        return switch (token.text()) {
            case "use" -> Optional.of(use(annotations));
            case "type" -> {
                tokens.next();
                Ast.Id id = tokens.identifier("a type");
                tokens.expect("=");
                WitType type = types.type();
                tokens.expect(";");
                yield Optional.of(new Ast.Type(id, type, annotations));
            }
            case "record", "variant", "enum", "flags" -> Optional.of(body(annotations));
            case "resource" -> Optional.of(resource(annotations));
            default -> Optional.empty();
        };
    }

    /** {@code name: func(…)}. */
    Ast.Function function(Annotations annotations) {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.END) {
            throw tokens.error(
                    tokens.span(token),
                    "expected a type, a function, 'use' or '}' but found " + token.describe(),
                    "");
        }
        Ast.Id id = tokens.identifier("a function");
        tokens.expect(":");
        Ast.Function function = new Ast.Function(id, function(id, Kind.FREE, types.signature(), annotations));
        tokens.expect(";");
        return function;
    }

    /** The signature of a function of a world. */
    WitFunction function(Ast.Id id, Annotations annotations) {
        WitFunction function = function(id, Kind.FREE, types.signature(), annotations);
        tokens.expect(";");
        return function;
    }

    private static WitFunction function(
            Ast.Id id, Kind kind, TypeParser.Signature signature, Annotations annotations) {
        return Tokens.located(id.span(), () -> new WitFunction(
                id.name(), kind, signature.isAsync(), signature.params(), signature.result(), annotations));
    }

    private Ast.Use use(Annotations annotations) {
        tokens.expect("use");
        Ast.Path path = paths.path("an interface");
        tokens.expect(".");
        Token open = tokens.expect("{");
        List<Ast.UsedName> names = tokens.list("}", () -> {
            Ast.Id original = tokens.identifier("a type");
            return new Ast.UsedName(original, tokens.eat("as") ? tokens.identifier("a type") : original);
        });
        if (names.isEmpty()) {
            throw tokens.error(tokens.span(open), "a 'use' of no types", "name at least one");
        }
        tokens.expect(";");
        return new Ast.Use(path, names, annotations);
    }

    private Ast.Type body(Annotations annotations) {
        Token keyword = tokens.next();
        Ast.Id id = tokens.identifier("a " + keyword.text());
        tokens.expect("{");
        List<Ast.Id> names = new ArrayList<>();
        WitType type =
                switch (keyword.text()) {
                    case "record" -> {
                        List<WitType.Field> fields = tokens.list("}", () -> {
                            String docs = tokens.peek().docs();
                            String name = label(names, "a field");
                            tokens.expect(":");
                            return new WitType.Field(name, types.type(), docs);
                        });
                        Tokens.requireUnique(names, "field");
                        yield Tokens.located(id.span(), () -> new WitType.RecordType(fields));
                    }
                    case "variant" -> {
                        List<WitType.Case> cases = tokens.list("}", () -> {
                            String docs = tokens.peek().docs();
                            String name = label(names, "a case");
                            return new WitType.Case(name, payload(), docs);
                        });
                        Tokens.requireUnique(names, "case");
                        yield Tokens.located(id.span(), () -> new WitType.VariantType(cases));
                    }
                    case "enum" -> {
                        List<WitType.Label> cases = labels(names, "a case");
                        Tokens.requireUnique(names, "case");
                        yield Tokens.located(id.span(), () -> new WitType.EnumType(cases));
                    }
                    default -> {
                        List<WitType.Label> flags = labels(names, "a flag");
                        Tokens.requireUnique(names, "flag");
                        yield Tokens.located(id.span(), () -> new WitType.FlagsType(flags));
                    }
                };
        return new Ast.Type(id, type, annotations);
    }

    private Optional<WitType> payload() {
        if (!tokens.eat("(")) {
            return Optional.empty();
        }
        WitType type = types.type();
        tokens.expect(")");
        return Optional.of(type);
    }

    private List<WitType.Label> labels(List<Ast.Id> names, String what) {
        return tokens.list("}", () -> {
            String docs = tokens.peek().docs();
            return new WitType.Label(label(names, what), docs);
        });
    }

    private String label(List<Ast.Id> names, String what) {
        Ast.Id id = tokens.identifier(what);
        names.add(id);
        return id.name();
    }

    private Ast.Resource resource(Annotations annotations) {
        tokens.expect("resource");
        Ast.Id id = tokens.identifier("a resource");
        List<WitFunction> functions = new ArrayList<>();
        if (!tokens.eat(";")) {
            if (!tokens.at("{")) {
                Token found = tokens.peek();
                throw tokens.error(tokens.span(found), "expected ';' or '{' but found " + found.describe(), "");
            }
            tokens.next();
            List<Ast.Id> names = new ArrayList<>();
            while (!tokens.eat("}")) {
                functions.add(resourceFunction(id, names));
            }
            Tokens.requireUnique(names, "function");
        }
        Tokens.located(id.span(), () -> new TypeDef.Resource(id.name(), functions, annotations));
        return new Ast.Resource(id, functions, annotations);
    }

    private WitFunction resourceFunction(Ast.Id resource, List<Ast.Id> names) {
        Annotations annotations = gates.annotations();
        if (tokens.at("constructor")) {
            Ast.Id name = new Ast.Id("constructor", tokens.span(tokens.next()));
            TypeParser.Signature signature = new TypeParser.Signature(false, types.params(), types.result());
            tokens.expect(";");
            signature.result().ifPresent(result -> checkConstructorResult(resource, name, result));
            return function(name, Kind.CONSTRUCTOR, signature, annotations);
        }
        Ast.Id name = tokens.identifier("a function");
        names.add(name);
        tokens.expect(":");
        Kind kind = tokens.eat("static") ? Kind.STATIC : Kind.METHOD;
        WitFunction function = function(name, kind, types.signature(), annotations);
        tokens.expect(";");
        if (mayBeRefused(resource, function)) {
            Tokens.located(name.span(), () -> new TypeDef.Resource(resource.name(), List.of(function), annotations));
        }
        return function;
    }

    /**
     * Whether it is worth trying if the resource takes this function by itself, for the place in the message. All are tried
     * together in the end; but the resource's name may be long, and its functions many.
     */
    private static boolean mayBeRefused(Ast.Id resource, WitFunction function) {
        return function.name().length() == resource.name().length()
                || function.params().stream().anyMatch(param -> param.name().equalsIgnoreCase("self"));
    }

    private void checkConstructorResult(Ast.Id resource, Ast.Id place, WitType result) {
        boolean fits = result instanceof WitType.ResultType either
                && either.ok().isPresent()
                && (either.ok().get() instanceof WitType.Named named
                                && named.label().equals(resource.name())
                        || either.ok().get() instanceof WitType.Own own
                                && own.label().equals(resource.name()));
        if (!fits) {
            throw tokens.error(
                    place.span(),
                    "the constructor of '" + resource.name() + "' returns something else",
                    "write no result, or '-> result<" + resource.name() + ", …>'");
        }
    }
}
