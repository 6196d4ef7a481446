package arcella.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.Annotations;

/** Reads one file of WIT (WIT, "Top-level items" and "Item: world"). */
final class FileParser {

    private final WitSource source;
    private final Tokens tokens;
    private final GateParser gates;
    private final PathParser paths;
    private final MemberParser members;

    private FileParser(WitSource source, Mentions mentions) {
        this.source = source;
        this.tokens = new Tokens(source);
        this.gates = new GateParser(tokens);
        this.paths = new PathParser(tokens);
        this.members = new MemberParser(tokens, mentions);
    }

    static Ast.File parse(WitSource source, Mentions mentions) {
        return new FileParser(source, mentions).file();
    }

    private Ast.File file() {
        Optional<Ast.PackageName> name = Optional.empty();
        List<Ast.Item> items = new ArrayList<>();
        List<Ast.Block> nested = new ArrayList<>();
        boolean first = true;
        while (tokens.peek().kind() != Token.Kind.END) {
            if (tokens.at("package")) {
                String docs = tokens.peek().docs();
                tokens.next();
                Ast.PackageName declared = paths.packageName(docs);
                if (tokens.eat("{")) {
                    List<Ast.Item> inside = new ArrayList<>();
                    while (!tokens.eat("}")) {
                        inside.add(item("'}'"));
                    }
                    nested.add(new Ast.Block(source, Optional.of(declared), inside));
                } else if (!tokens.at(";")) {
                    Token found = tokens.peek();
                    throw tokens.error(
                            tokens.span(found), "expected ';' or '{' but found " + found.describe(), "");
                } else {
                    tokens.next();
                    if (!first) {
                        throw tokens.error(
                                declared.span(),
                                "a package declaration behind other items",
                                "make it the first item of the file, or write the package as a block in braces");
                    }
                    name = Optional.of(declared);
                }
            } else {
                items.add(item("the end of the file"));
            }
            first = false;
        }
        return new Ast.File(new Ast.Block(source, name, items), nested);
    }

    private Ast.Item item(String end) {
        if (tokens.at("use")) {
            tokens.next();
            Ast.Path path = paths.path("an interface");
            Ast.Id alias = tokens.eat("as") ? tokens.identifier("an interface") : path.name();
            tokens.expect(";");
            return new Ast.TopUse(path, alias);
        }
        Annotations annotations = gates.annotations();
        Token keyword = tokens.peek();
        if (keyword.is("interface")) {
            tokens.next();
            return new Ast.Interface(tokens.identifier("an interface"), annotations, members.interfaceBody());
        }
        if (keyword.is("world")) {
            tokens.next();
            return new Ast.World(tokens.identifier("a world"), annotations, worldBody());
        }
        throw tokens.error(
                tokens.span(keyword),
                "expected 'interface', 'world', 'use', 'package' or " + end + " but found " + keyword.describe(),
                "");
    }

    private List<Ast.Member> worldBody() {
        tokens.expect("{");
        List<Ast.Member> body = new ArrayList<>();
        while (!tokens.eat("}")) {
            Annotations annotations = gates.annotations();
            Token keyword = tokens.peek();
            if (keyword.is("import") || keyword.is("export")) {
                tokens.next();
                body.add(new Ast.Extern(keyword.is("import"), externKind(annotations), annotations));
            } else if (keyword.is("include")) {
                tokens.next();
                body.add(include(annotations));
            } else {
                body.add(members.useOrType(annotations).orElseThrow(() -> tokens.error(
                        tokens.span(keyword),
                        "expected 'import', 'export', 'include', 'use', a type or '}' but found "
                                + keyword.describe(),
                        keyword.kind() == Token.Kind.IDENTIFIER
                                ? "a function of a world begins with 'import' or 'export'"
                                : "")));
            }
        }
        return body;
    }

    private Ast.ExternKind externKind(Annotations annotations) {
        Ast.Id id = tokens.identifier("an interface or function");
        if (!tokens.at(":") || isPath(id)) {
            Ast.Path path = paths.path(id, "an interface");
            tokens.expect(";");
            return new Ast.ByPath(path);
        }
        tokens.expect(":");
        if (tokens.at("func") || tokens.at("async")) {
            return new Ast.Plain(id, members.function(id, annotations));
        }
        if (tokens.eat("interface")) {
            return new Ast.InPlace(id, members.interfaceBody());
        }
        if (tokens.peek().kind() != Token.Kind.IDENTIFIER) {
            throw tokens.error(
                    tokens.span(tokens.peek()),
                    "expected 'func', 'interface' or the name of an interface but found "
                            + tokens.peek().describe(),
                    "");
        }
        Ast.Path path = paths.path("an interface");
        tokens.expect(";");
        return new Ast.ByName(id, path);
    }

    /**
     * Whether {@code a:b} is the beginning of a path. With no space around the colon it counts as one token, and so
     * as a path, unless the second word is a keyword: {@code a:func()} can be no path.
     */
    private boolean isPath(Ast.Id first) {
        Token colon = tokens.peek();
        int after = colon.end();
        String text = source.text();
        if (colon.start() != first.span().end() || after >= text.length()) {
            return false;
        }
        int end = after;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        boolean escaped = text.charAt(after) == '%';
        return escaped || end > after && !Keywords.contains(text.substring(after, end));
    }

    private Ast.Include include(Annotations annotations) {
        Ast.Path path = paths.path("a world");
        List<Ast.Renamed> renames = List.of();
        if (tokens.eat("with")) {
            tokens.expect("{");
            renames = tokens.list("}", () -> {
                Ast.Id from = tokens.identifier("an import or export");
                tokens.expect("as");
                return new Ast.Renamed(from, tokens.identifier("an import or export"));
            });
            // The grammar has no semicolon here, its own example has one.
            tokens.eat(";");
        } else {
            tokens.expect(";");
        }
        return new Ast.Include(path, renames, annotations);
    }
}
