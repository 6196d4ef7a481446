package arcella.wit.wave;

import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.wit.Kebab;
import arcella.wit.WitError;
import arcella.wit.text.WitSource;
import arcella.wit.text.WitTextException;

/** Cuts WAVE into tokens, with one token of foresight. */
final class WaveTokens {

    private static final String SYMBOLS = "{}()[],:";
    /** One text for all tokens of a symbol, which are most of a dense value. */
    private static final List<String> SYMBOL_TEXTS = List.of(SYMBOLS.split(""));

    private final WitSource source;
    private final String text;
    private int at;
    private @Nullable WaveToken ahead;

    WaveTokens(WitSource source, int start) {
        this.source = source;
        this.text = source.text();
        this.at = start;
    }

    /** How many characters there are to read in all. */
    int length() {
        return text.length();
    }

    WaveToken peek() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead;
    }

    WaveToken next() {
        WaveToken token = peek();
        ahead = null;
        return token;
    }

    boolean eat(String symbol) {
        if (peek().is(symbol)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        if (!eat(symbol)) {
            throw error(peek(), "expected '" + symbol + "' but found " + peek().describe(), "");
        }
    }

    void expectEnd() {
        if (peek().kind() != WaveToken.Kind.END) {
            throw error(peek(), "expected the end but found " + peek().describe(), "give one value");
        }
    }

    WitTextException error(WaveToken place, String what, String remedy) {
        return error(place.start(), place.end(), what, remedy);
    }

    WitTextException error(int start, int end, String what, String remedy) {
        return new WitTextException(WitError.WAVE, source, start, end, what, remedy);
    }

    private WaveToken read() {
        skipBlanks();
        int start = at;
        if (at == text.length()) {
            return new WaveToken(WaveToken.Kind.END, "", false, start, start);
        }
        char c = text.charAt(at);
        int symbol = SYMBOLS.indexOf(c);
        if (symbol >= 0) {
            at++;
            return new WaveToken(WaveToken.Kind.SYMBOL, SYMBOL_TEXTS.get(symbol), false, start, at);
        }
        if (c == '"' || c == '\'') {
            QuotedText quoted = new QuotedText(this, text, start);
            at = quoted.end();
            return new WaveToken(
                    c == '"' ? WaveToken.Kind.STRING : WaveToken.Kind.CHAR, quoted.value(), false, start, at);
        }
        if (c == '-' || isDigit(c)) {
            return number();
        }
        if (c == '%' || isLetter(c)) {
            return label();
        }
        int width = Character.charCount(text.codePointAt(at));
        throw error(start, start + width, "'" + text.substring(start, start + width) + "' has no place here", "");
    }

    private WaveToken number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        if (text.startsWith("inf", at) && at > start) {
            at += 3;
        } else {
            int digits = at;
            skipDigits();
            boolean bad = at == digits || at > digits + 1 && text.charAt(digits) == '0';
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                bad |= skipDigits() == 0;
            }
            if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
                at++;
                if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                    at++;
                }
                bad |= skipDigits() == 0;
            }
            if (bad) {
                throw error(
                        start,
                        Math.max(at, start + 1),
                        "'" + text.substring(start, at) + "' is not a number",
                        "write it in decimal without leading zeros, such as -12, 0.5 or 6.0e23");
            }
        }
        if (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            throw error(at, at + 1, "'" + text.charAt(at) + "' behind a number", "put a blank or a comma there");
        }
        return new WaveToken(WaveToken.Kind.NUMBER, text.substring(start, at), false, start, at);
    }

    private int skipDigits() {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - start;
    }

    private WaveToken label() {
        int start = at;
        boolean escaped = text.charAt(at) == '%';
        if (escaped) {
            at++;
        }
        int from = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String label = text.substring(from, at);
        if (!Kebab.isLabel(label)) {
            throw error(
                    start,
                    Math.max(at, start + 1),
                    "'" + text.substring(start, at) + "' is not a label",
                    "write words of lower-case or acronyms of upper-case letters and digits, with hyphens between");
        }
        return new WaveToken(WaveToken.Kind.LABEL, label, escaped, start, at);
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                int feed = text.indexOf('\n', at);
                at = feed < 0 ? text.length() : feed;
            } else {
                return;
            }
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
