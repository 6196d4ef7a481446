package arcella.wit.wave;

import arcella.wit.text.WitTextException;

/** A char, a string or a string over several lines, from its opening to its closing quotes. */
final class QuotedText {

    private static final String TRIPLE = "\"\"\"";

    private final WaveTokens tokens;
    private final String text;
    private final int start;
    private final StringBuilder value = new StringBuilder();
    private int at;

    QuotedText(WaveTokens tokens, String text, int start) {
        this.tokens = tokens;
        this.text = text;
        this.start = start;
        if (text.startsWith(TRIPLE, start)) {
            at = start + TRIPLE.length();
            multiline();
        } else {
            at = start + 1;
            line(text.charAt(start));
        }
    }

    String value() {
        return value.toString();
    }

    int end() {
        return at;
    }

    private void line(char quote) {
        while (true) {
            if (at == text.length() || text.charAt(at) == '\n') {
                throw error(
                        start,
                        at,
                        (quote == '"' ? "a string" : "a char") + " that does not end",
                        "close it on the same line; write a line feed as '\\n'");
            }
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                break;
            }
            next();
        }
        if (quote == '\'' && (value.isEmpty() || value.codePointCount(0, value.length()) != 1)) {
            throw error(start, at, "a char that is not one character", "put one between the quotes");
        }
    }

    private void multiline() {
        if (text.startsWith("\r\n", at)) {
            at += 2;
        } else if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        } else {
            throw error(start, at, "a string over several lines that goes on behind its opening quotes",
                    "begin it on the next line");
        }
        int closing = closing();
        int lineStart = text.lastIndexOf('\n', closing - 1) + 1;
        int indent = closing - lineStart;
        for (int i = lineStart; i < closing; i++) {
            if (text.charAt(i) != ' ') {
                throw error(
                        closing, closing + 3, "closing quotes behind other text", "put them on a line of their own");
            }
        }
        boolean first = true;
        while (at < lineStart) {
            if (!first) {
                value.append('\n');
            }
            first = false;
            contentLine(indent);
        }
        at = closing + TRIPLE.length();
    }

    /** Reads one line of the content, whose first blanks are left out. */
    private void contentLine(int indent) {
        int end = text.indexOf('\n', at);
        int stop = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
        for (int i = 0; i < indent && at < stop; i++) {
            if (text.charAt(at) != ' ') {
                throw error(
                        at,
                        at + 1,
                        "a line that is indented less than the closing quotes",
                        "indent it by " + indent + " spaces");
            }
            at++;
        }
        while (at < stop) {
            next();
        }
        at = end + 1;
    }

    /** The index of the closing quotes: the first three that no escape parts. */
    private int closing() {
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
                if (text.startsWith(TRIPLE, i)) {
                    throw error(i, i + 3, "three quotes in a string", "write \"\"\\\" instead");
                }
            } else if (text.startsWith(TRIPLE, i)) {
                return i;
            }
        }
        throw error(start, start + 3, "a string that does not end", "close it with \"\"\" on a line of its own");
    }

    private void next() {
        int point = text.codePointAt(at);
        if (point == '\\') {
            escape();
        } else if (point >= 0xd800 && point <= 0xdfff) {
            throw error(at, at + 1, "a lone surrogate", "take it out");
        } else {
            value.appendCodePoint(point);
            at += Character.charCount(point);
        }
    }

    private void escape() {
        int from = at++;
        char c = at < text.length() ? text.charAt(at) : '\n';
        int simple = "tnr\"'\\".indexOf(c);
        if (simple >= 0) {
            at++;
            value.append("\t\n\r\"'\\".charAt(simple));
            return;
        }
        int point = -1;
        if (c == 'u' && at + 1 < text.length() && text.charAt(at + 1) == '{') {
            int close = at + 2;
            while (close < text.length() && isHex(text.charAt(close))) {
                close++;
            }
            int digits = close - at - 2;
            if (digits > 0 && digits <= 6 && close < text.length() && text.charAt(close) == '}') {
                point = Integer.parseInt(text, at + 2, close, 16);
                at = close + 1;
            }
        }
        if (point < 0 || point > 0x10ffff || point >= 0xd800 && point <= 0xdfff) {
            throw error(
                    from,
                    Math.max(at, from + 2),
                    "an unknown escape",
                    "write \\t \\n \\r \\\" \\' \\\\ or \\u{hhhh} of a Unicode scalar value");
        }
        value.appendCodePoint(point);
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private WitTextException error(int from, int to, String what, String remedy) {
        return tokens.error(from, to, what, remedy);
    }
}
