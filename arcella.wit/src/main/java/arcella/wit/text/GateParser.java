package arcella.wit.text;

import java.util.Optional;

import arcella.wit.Annotations;
import arcella.wit.Gate;
import arcella.wit.SemVer;

/** Reads what stands before an item: documentation, feature gates and external ids (WIT, "Feature Gates"). */
final class GateParser {

    private final Tokens tokens;

    GateParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Annotations annotations() {
        StringBuilder docs = new StringBuilder(tokens.peek().docs());
        Optional<SemVer> since = Optional.empty();
        Optional<SemVer> deprecated = Optional.empty();
        Optional<String> unstable = Optional.empty();
        Optional<String> externalId = Optional.empty();
        Token first = tokens.peek();
        while (tokens.at("@")) {
            tokens.next();
            Ast.Id name = tokens.identifier("a gate");
            tokens.expect("(");
            boolean again;
            switch (name.name()) {
                case "since" -> {
                    again = since.isPresent();
                    since = Optional.of(version());
                }
                case "deprecated" -> {
                    again = deprecated.isPresent();
                    deprecated = Optional.of(version());
                }
                case "unstable" -> {
                    again = unstable.isPresent();
                    field("feature");
                    unstable = Optional.of(tokens.identifier("a feature").name());
                }
                case "external-id" -> {
                    again = externalId.isPresent();
                    Token text = tokens.next();
                    if (text.kind() != Token.Kind.STRING) {
                        throw tokens.error(
                                tokens.span(text), "expected a string but found " + text.describe(), "");
                    }
                    externalId = Optional.of(text.text());
                }
                default ->
                    throw tokens.error(
                            name.span(),
                            "there is no gate '@" + name.name() + "'",
                            "write @since, @unstable, @deprecated or @external-id");
            }
            tokens.expect(")");
            if (again) {
                throw tokens.error(name.span(), "'@" + name.name() + "' is there twice", "keep one of them");
            }
            String more = tokens.peek().docs();
            docs.append(!docs.isEmpty() && !more.isEmpty() ? "\n" : "").append(more);
        }
        Optional<SemVer> sinceVersion = since;
        Optional<SemVer> deprecatedVersion = deprecated;
        Optional<String> feature = unstable;
        Span place = tokens.span(first.start(), Math.max(tokens.lastEnd(), first.start() + 1));
        Gate gate = Tokens.located(place, () -> new Gate(sinceVersion, feature, deprecatedVersion));
        return new Annotations(docs.toString(), gate, externalId);
    }

    private SemVer version() {
        field("version");
        return tokens.version();
    }

    private void field(String name) {
        Ast.Id id = tokens.identifier("the field '" + name + "'");
        if (!id.name().equals(name)) {
            throw tokens.error(id.span(), "expected '" + name + "' but found '" + id.name() + "'", "");
        }
        tokens.expect("=");
    }
}
