package arcella.wit.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.wit.PackageId;
import arcella.wit.SemVer;

/** Reads names of packages, and of interfaces and worlds in them (WIT, "Package declaration" and "use-path"). */
final class PathParser {

    private final Tokens tokens;

    PathParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What follows the keyword {@code package}. */
    Ast.PackageName packageName(String docs) {
        Ast.Id first = tokens.identifier("a namespace");
        List<String> namespaces = new ArrayList<>(List.of(first.name()));
        tokens.expect(":");
        String last = tokens.identifier("a package").name();
        while (tokens.eat(":")) {
            namespaces.add(last);
            last = tokens.identifier("a package").name();
        }
        StringBuilder name = new StringBuilder(last);
        while (tokens.eat("/")) {
            name.append('/').append(tokens.identifier("a nested package").name());
        }
        Optional<SemVer> version = version();
        Span span = tokens.span(first.span().start(), tokens.lastEnd());
        return new Ast.PackageName(
                Tokens.located(
                        span, () -> new PackageId(String.join(":", namespaces), name.toString(), version)),
                span,
                docs);
    }

    /** A path to something of this kind. */
    Ast.Path path(String what) {
        return path(tokens.identifier(what), what);
    }

    /** The rest of a path that begins with this identifier. */
    Ast.Path path(Ast.Id first, String what) {
        if (!tokens.at(":")) {
            return new Ast.Path(Optional.empty(), first, first.span());
        }
        List<String> parts = new ArrayList<>(List.of(first.name()));
        while (tokens.eat(":")) {
            parts.add(tokens.identifier("a package").name());
        }
        if (!tokens.at("/")) {
            Span whole = tokens.span(first.span().start(), tokens.lastEnd());
            throw tokens.error(
                    whole,
                    "'" + String.join(":", parts) + "' is a package, not " + what,
                    "name what you mean in it, as in '" + String.join(":", parts) + "/name'");
        }
        String namespace = String.join(":", parts.subList(0, parts.size() - 1));
        StringBuilder name = new StringBuilder(parts.getLast());
        tokens.expect("/");
        Ast.Id item = tokens.identifier(what);
        while (tokens.eat("/")) {
            name.append('/').append(item.name());
            item = tokens.identifier(what);
        }
        Optional<SemVer> version = version();
        Span span = tokens.span(first.span().start(), tokens.lastEnd());
        PackageId owner = Tokens.located(span, () -> new PackageId(namespace, name.toString(), version));
        return new Ast.Path(Optional.of(owner), item, span);
    }

    private Optional<SemVer> version() {
        return tokens.eat("@") ? Optional.of(tokens.version()) : Optional.empty();
    }
}
