package arcella.wit.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import arcella.wit.WitError;

/**
 * A string in the form of a {@code name} of the WebAssembly text format (core specification, "Names"): its escapes
 * stand for bytes, and all bytes together must be UTF-8.
 */
final class StringLiteral {

    private final WitSource source;
    private final String text;
    private final int start;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    /** Reads the string that begins with the quote at this index. */
    StringLiteral(WitSource source, int start) {
        this.source = source;
        this.text = source.text();
        this.start = start;
        this.at = start + 1;
        while (true) {
            if (at == text.length() || text.charAt(at) == '\n') {
                throw error(start, at, "a string that does not end", "close it with '\"' on the same line");
            }
            int point = text.codePointAt(at);
            if (point == '"') {
                at++;
                break;
            }
            if (point == '\\') {
                escape();
            } else if (point < ' ') {
                throw error(at, at + 1, "a control character in a string", "write it as an escape such as '\\t'");
            } else {
                at += Character.charCount(point);
                put(point);
            }
        }
    }

    /** The index after the closing quote. */
    int end() {
        return at;
    }

    String value() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error(start, at, "a string whose bytes are not UTF-8", "mend its '\\hh' escapes");
        }
    }

    private void escape() {
        int from = at++;
        char c = at < text.length() ? text.charAt(at) : '\n';
        int simple = "tnr\"'\\".indexOf(c);
        if (simple >= 0) {
            at++;
            bytes.write("\t\n\r\"'\\".charAt(simple));
        } else if (c == 'u') {
            unicode(from);
        } else if (digit(at) >= 0 && digit(at + 1) >= 0) {
            bytes.write(digit(at) << 4 | digit(at + 1));
            at += 2;
        } else {
            throw error(
                    from, at + 1, "an unknown escape in a string", "write \\t \\n \\r \\\" \\' \\\\ \\hh or \\u{hhhh}");
        }
    }

    private void unicode(int from) {
        int point = -1;
        if (++at < text.length() && text.charAt(at) == '{') {
            at++;
            point = digit(at) < 0 ? -1 : 0;
            for (boolean more = true; more && point >= 0; ) {
                if (digit(at) >= 0) {
                    point = point > 0x10ffff ? point : point << 4 | digit(at);
                    at++;
                    // The core format allows single underscores between digits.
                    at += at < text.length() && text.charAt(at) == '_' && digit(at + 1) >= 0 ? 1 : 0;
                } else {
                    more = false;
                }
            }
            point = at < text.length() && text.charAt(at) == '}' ? point : -1;
            at++;
        }
        if (point < 0 || point > 0x10ffff || point >= 0xd800 && point <= 0xdfff) {
            throw error(from, at, "an escape of no Unicode scalar value", "write \\u{…} with a value up to 10ffff");
        }
        put(point);
    }

    private int digit(int index) {
        char c = index < text.length() ? text.charAt(index) : ' ';
        return c > 127 ? -1 : Character.digit(c, 16);
    }

    private void put(int point) {
        bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }

    private WitTextException error(int from, int to, String what, String remedy) {
        return new WitTextException(WitError.WIT_SYNTAX, source, from, to, what, remedy);
    }
}
