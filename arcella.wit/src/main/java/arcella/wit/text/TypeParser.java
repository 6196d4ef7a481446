package arcella.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.WitError;
import arcella.wit.WitFunction;
import arcella.wit.WitType;
import arcella.wit.WitType.Primitive;

/** Reads types and the types of functions (WIT, "Types", "Item: type" and the production {@code func-type}). */
final class TypeParser {

    /** How deep one type expression may be nested, as deep as types in components: {@code u8} is one level. */
    static final int MAX_DEPTH = 100;

    private final Tokens tokens;
    private final Mentions mentions;

    TypeParser(Tokens tokens, Mentions mentions) {
        this.tokens = tokens;
        this.mentions = mentions;
    }

    /** The parameters and result of a function, without any name. */
    record Signature(boolean isAsync, List<WitFunction.Param> params, Optional<WitType> result) {}

    WitType type() {
        return type(0);
    }

    private WitType type(int depth) {
        Token token = tokens.peek();
        if (depth >= MAX_DEPTH) {
            throw tokens.error(
                    tokens.span(token),
                    "a type nested deeper than " + MAX_DEPTH,
                    "give names to its parts with 'type', or flatten it");
        }
        if (token.kind() == Token.Kind.IDENTIFIER) {
            Ast.Id id = tokens.identifier("a type");
            return mentions.add(new WitType.Named(id.name()), id.span());
        }
        if (token.kind() != Token.Kind.KEYWORD) {
            throw expectedType(token);
        }
        return switch (token.text()) {
            case "list" -> list(depth);
            case "map" -> map(depth);
            case "option" -> {
                open();
                yield new WitType.OptionType(closed(type(depth + 1)));
            }
            case "result" -> result(depth);
            case "tuple" -> {
                open();
                List<WitType> elements = tokens.list(">", () -> type(depth + 1));
                yield Tokens.located(tokens.span(token), () -> new WitType.TupleType(elements));
            }
            case "stream" -> {
                Optional<WitType> element = optional(depth);
                if (element.filter(WitType.Primitive.CHAR::equals).isPresent()) {
                    throw TypeFacts.noCharacters(tokens.span(token));
                }
                yield new WitType.StreamType(element);
            }
            case "future" -> new WitType.FutureType(optional(depth));
            case "own", "borrow" -> {
                open();
                Ast.Id id = tokens.identifier("a resource");
                WitType.Mention handle =
                        token.text().equals("own") ? new WitType.Own(id.name()) : new WitType.Borrow(id.name());
                yield closed(mentions.add(handle, id.span()));
            }
            default -> primitive(tokens.next());
        };
    }

    /** {@code async? func(…) -> type}. */
    Signature signature() {
        boolean isAsync = tokens.eat("async");
        tokens.expect("func");
        return new Signature(isAsync, params(), result());
    }

    List<WitFunction.Param> params() {
        tokens.expect("(");
        List<Ast.Id> names = new ArrayList<>();
        List<WitFunction.Param> params = tokens.list(")", () -> {
            Ast.Id id = tokens.identifier("a parameter");
            names.add(id);
            tokens.expect(":");
            return new WitFunction.Param(id.name(), sized(id.span(), type()));
        });
        Tokens.requireUnique(names, "parameter");
        return params;
    }

    Optional<WitType> result() {
        if (!tokens.eat("->")) {
            return Optional.empty();
        }
        if (tokens.at("(")) {
            throw tokens.error(
                    tokens.span(tokens.peek()),
                    "expected a type but found '('",
                    "a function has one result: return a tuple or a record instead of named results");
        }
        Span place = tokens.span(tokens.peek());
        return Optional.of(sized(place, type()));
    }

    /** Refuses a type that is too large whatever the types that it mentions are. */
    private static WitType sized(Span place, WitType type) {
        if (ByteLayout.of(type, name -> ByteLayout.LEAST).isEmpty()) {
            throw TypeFacts.tooLarge(place);
        }
        return type;
    }

    private WitType list(int depth) {
        Token word = open();
        WitType element = type(depth + 1);
        Optional<Integer> length = Optional.empty();
        if (tokens.eat(",")) {
            Token digits = tokens.peek();
            if (digits.kind() != Token.Kind.INTEGER) {
                throw tokens.error(
                        tokens.span(digits), "expected the length of a list but found " + digits.describe(), "");
            }
            tokens.next();
            if (digits.text().startsWith("0") || digits.text().length() > 10
                    || Long.parseLong(digits.text()) > Integer.MAX_VALUE) {
                throw tokens.error(
                        tokens.span(digits),
                        "'" + digits.text() + "' is not the length of a list",
                        "write a number from 1 to " + Integer.MAX_VALUE + " without leading zeros");
            }
            length = Optional.of(Integer.parseInt(digits.text()));
            long least = ByteLayout.of(element, name -> ByteLayout.LEAST).map(ByteLayout::size).orElse(1L);
            if (length.get() * least >= ByteLayout.TOO_MANY) {
                throw TypeFacts.tooLarge(tokens.span(digits));
            }
        }
        Optional<Integer> fixed = length;
        return closed(Tokens.located(tokens.span(word), () -> new WitType.ListType(element, fixed)));
    }

    private WitType map(int depth) {
        open();
        Token first = tokens.peek();
        WitType key = type(depth + 1);
        tokens.expect(",");
        WitType value = type(depth + 1);
        return closed(Tokens.located(tokens.span(first), () -> new WitType.MapType(key, value)));
    }

    private WitType result(int depth) {
        tokens.next();
        if (!tokens.eat("<")) {
            return new WitType.ResultType(Optional.empty(), Optional.empty());
        }
        Optional<WitType> ok = Optional.empty();
        Optional<WitType> err = Optional.empty();
        if (tokens.eat("_")) {
            tokens.expect(",");
            err = Optional.of(type(depth + 1));
        } else {
            ok = Optional.of(type(depth + 1));
            if (tokens.eat(",")) {
                err = Optional.of(type(depth + 1));
            }
        }
        return closed(new WitType.ResultType(ok, err));
    }

    private Optional<WitType> optional(int depth) {
        tokens.next();
        return tokens.eat("<") ? Optional.of(closed(type(depth + 1))) : Optional.empty();
    }

    private WitType primitive(Token word) {
        for (Primitive primitive : Primitive.values()) {
            if (primitive != Primitive.ERROR_CONTEXT && primitive.word().equals(word.text())) {
                return primitive;
            }
        }
        throw expectedType(word);
    }

    private Token open() {
        Token word = tokens.next();
        tokens.expect("<");
        return word;
    }

    private <T> T closed(T type) {
        tokens.expect(">");
        return type;
    }

    private WitTextException expectedType(Token found) {
        String remedy = found.kind() != Token.Kind.KEYWORD
                ? ""
                : switch (found.text()) {
                    case "record", "variant", "enum", "flags", "resource" ->
                        "define the " + found.text() + " beside the function and use its name here";
                    default -> "write '%" + found.text() + "' if this is the name of a type";
                };
        return WitTextException.at(
                WitError.WIT_SYNTAX,
                tokens.span(found),
                "expected a type but found " + found.describe(),
                remedy);
    }
}
