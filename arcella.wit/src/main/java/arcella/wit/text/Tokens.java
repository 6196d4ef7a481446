package arcella.wit.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wit.Kebab;
import arcella.wit.SemVer;
import arcella.wit.WitError;

/** The tokens of one source with one token of foresight, and the ways to ask for the next. */
final class Tokens {

    private final Lexer lexer;
    private @Nullable Token ahead;
    private int lastEnd;

    Tokens(WitSource source) {
        this.lexer = new Lexer(source);
    }

    Token peek() {
        if (ahead == null) {
            ahead = lexer.next();
        }
        return ahead;
    }

    Token next() {
        Token token = peek();
        ahead = null;
        lastEnd = token.end();
        return token;
    }

    boolean at(String wanted) {
        return peek().is(wanted);
    }

    /** Takes the keyword or symbol if it is next. */
    boolean eat(String wanted) {
        if (at(wanted)) {
            next();
            return true;
        }
        return false;
    }

    /** Takes the keyword or symbol, or throws. */
    Token expect(String wanted) {
        if (!at(wanted)) {
            // What is missing belongs behind the last token, not before one that may stand lines further down.
            boolean closing = wanted.equals(";") || wanted.equals(",");
            Span place = closing ? new Span(lexer.source(), lastEnd, lastEnd) : span(peek());
            throw error(place, "expected '" + wanted + "' but found " + peek().describe(), "");
        }
        return next();
    }

    /** Takes an identifier, or throws saying what it should have named. */
    Ast.Id identifier(String what) {
        Token token = peek();
        if (token.kind() == Token.Kind.IDENTIFIER) {
            next();
            return new Ast.Id(token.text(), span(token));
        }
        String remedy = token.kind() == Token.Kind.KEYWORD
                ? "write '%" + token.text() + "' to use the keyword as a name"
                : "";
        throw error(span(token), "expected the name of " + what + " but found " + token.describe(), remedy);
    }

    /** Takes what follows as a full semantic version, or throws. */
    SemVer version() {
        Token token = ahead;
        if (token != null) {
            lexer.moveTo(token.start());
            ahead = null;
        }
        Span span = lexer.version();
        lastEnd = span.end();
        String text = span.source().text().substring(span.start(), span.end());
        return located(span, () -> SemVer.parse(text));
    }

    /** Reads items with commas between them, one behind the last allowed, up to the closing symbol. */
    <T> List<T> list(String close, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        while (!eat(close)) {
            items.add(item.get());
            if (!eat(",")) {
                if (!at(close)) {
                    throw error(
                            span(peek()), "expected ',' or '" + close + "' but found " + peek().describe(), "");
                }
                next();
                break;
            }
        }
        return items;
    }

    /** Throws at the first name that is there before, in whatever case. */
    static void requireUnique(Map<String, Ast.Id> seen, Ast.Id id, String what) {
        Ast.Id earlier = seen.putIfAbsent(Kebab.fold(id.name()), id);
        if (earlier != null) {
            throw WitTextException.at(
                    WitError.WIT_RESOLVE,
                    id.span(),
                    earlier.name().equals(id.name())
                            ? what + " '" + id.name() + "' is defined twice"
                            : what + " '" + id.name() + "' differs from '" + earlier.name() + "' in case only",
                    "rename one of them");
        }
    }

    static void requireUnique(List<Ast.Id> ids, String what) {
        Map<String, Ast.Id> seen = new HashMap<>();
        ids.forEach(id -> requireUnique(seen, id, what));
    }

    /** Where the last token taken ended. */
    int lastEnd() {
        return lastEnd;
    }

    Span span(Token token) {
        return new Span(lexer.source(), token.start(), token.end());
    }

    Span span(int start, int end) {
        return new Span(lexer.source(), start, end);
    }

    WitTextException error(Span span, String what, String remedy) {
        return WitTextException.at(WitError.WIT_SYNTAX, span, what, remedy);
    }

    /** Runs what may fail without knowing the place, and adds the place. */
    static <T> T located(Span span, Supplier<T> work) {
        try {
            return work.get();
        } catch (WitTextException e) {
            throw e;
        } catch (ArcellaException e) {
            throw WitTextException.at(span, e);
        }
    }
}
