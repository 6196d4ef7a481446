package arcella.wit.text;

import java.util.List;

import arcella.wit.Kebab;
import arcella.wit.WitError;

/**
 * Cuts WIT text into tokens, in one pass and on demand (WIT, "Lexical structure").
 *
 * <p>Documentation comments go with the token that follows them. Versions have no token of their own, since
 * {@code 1.0.0.} may be one with a dot behind: the parser asks for a version where one may stand.
 */
final class Lexer {

    private static final String SYMBOLS = "=,:;(){}<>*/.@_";
    /** One text for all tokens of a symbol, which are half of all tokens. */
    private static final List<String> SYMBOL_TEXTS = List.of(SYMBOLS.split(""));

    private final WitSource source;
    private final String text;
    private int at;

    Lexer(WitSource source) {
        this.source = source;
        this.text = source.text();
        Scalars.check(source);
        // A byte order mark is no part of the text.
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    WitSource source() {
        return source;
    }

    /** Goes back, or forward, to this index. */
    void moveTo(int index) {
        at = index;
    }

    Token next() {
        String docs = skipBlanks();
        int start = at;
        if (at == text.length()) {
            return new Token(Token.Kind.END, "", start, start, docs);
        }
        char c = text.charAt(at);
        if (isLetter(c) || c == '%') {
            return word(docs);
        }
        if (isDigit(c)) {
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return new Token(Token.Kind.INTEGER, text.substring(start, at), start, at, docs);
        }
        if (c == '"') {
            StringLiteral literal = new StringLiteral(source, start);
            at = literal.end();
            return new Token(Token.Kind.STRING, literal.value(), start, at, docs);
        }
        if (text.startsWith("->", at)) {
            at += 2;
            return new Token(Token.Kind.SYMBOL, "->", start, at, docs);
        }
        int symbol = SYMBOLS.indexOf(c);
        if (symbol < 0) {
            int width = Character.charCount(text.codePointAt(at));
            String shown = text.substring(at, at + width);
            throw error(start, start + width, "'" + shown + "' has no place here", "take it out");
        }
        at++;
        return new Token(Token.Kind.SYMBOL, SYMBOL_TEXTS.get(symbol), start, at, docs);
    }

    /** The stretch that may be a version, up to and without a dot that belongs to what follows. */
    Span version() {
        skipBlanks();
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!isLetter(c) && !isDigit(c) && c != '.' && c != '-' && c != '+') {
                break;
            }
            at++;
        }
        while (at > start && text.charAt(at - 1) == '.') {
            at--;
        }
        return new Span(source, start, at);
    }

    private Token word(String docs) {
        int start = at;
        boolean escaped = text.charAt(at) == '%';
        if (escaped) {
            at++;
        }
        int from = at;
        while (at < text.length() && isWordPart(at)) {
            at++;
        }
        String word = text.substring(from, at);
        if (!Kebab.isLabel(word)) {
            throw error(
                    start,
                    at,
                    "'" + text.substring(start, at) + "' is not an identifier",
                    "write words of lower-case or acronyms of upper-case letters and digits, with single hyphens"
                            + " between them, beginning with a letter");
        }
        Token.Kind kind = !escaped && Keywords.contains(word) ? Token.Kind.KEYWORD : Token.Kind.IDENTIFIER;
        return new Token(kind, word, start, at, docs);
    }

    private boolean isWordPart(int index) {
        char c = text.charAt(index);
        // Underscores and other letters are no part of a word, but a mistake in one: better named as a whole.
        return isLetter(c)
                || isDigit(c)
                || c == '_'
                || c > 127
                || c == '-' && !(index + 1 < text.length() && text.charAt(index + 1) == '>');
    }

    /** Skips white space and comments, and gives back the text of the documentation among them. */
    private String skipBlanks() {
        StringBuilder docs = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                at++;
                continue;
            }
            int start = at;
            if (text.startsWith("//", at)) {
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? text.length() : feed;
            } else if (text.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                break;
            }
            String comment = text.substring(start, at);
            if (Comments.isDocs(comment)) {
                docs = docs == null ? new StringBuilder() : docs.append('\n');
                docs.append(Comments.docs(comment));
            }
        }
        return docs == null ? "" : docs.toString();
    }

    private void skipBlockComment() {
        int start = at;
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at < text.length()) {
                at++;
            } else {
                throw error(start, start + 2, "a comment that does not end", "close it with '*/'; comments nest");
            }
        } while (depth > 0);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private WitTextException error(int start, int end, String what, String remedy) {
        return new WitTextException(WitError.WIT_SYNTAX, source, start, end, what, remedy);
    }
}
