package arcella.command.text;

/**
 * Makes text harmless for a terminal: whatever could move the cursor, change colours or titles, answer back, reorder
 * what is shown, or hide, is written as its number in hexadecimal, such as {@code \x1b}.
 *
 * <p>Escaped are the control characters C0, DEL and C1, the line and paragraph separators, the marks and overrides of
 * bidirectional text (Unicode Standard Annex 9, "Trojan Source"), zero-width joiners excepted since scripts and emoji need
 * them, tag characters, the byte order mark, and halves of surrogate pairs.
 */
public final class Escape {

    private Escape() {}

    /** Text for one line: line ends and tabs are escaped, too, as {@code \n}, {@code \r} and {@code \t}. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** Text of several lines: line ends stay, tabs become blanks. */
    public static String block(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean block) {
        int at = 0;
        while (at < text.length() && harmless(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, at);
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int width = Character.charCount(c);
            if (c == '\n' && block) {
                out.append('\n');
            } else if (c == '\r' && block && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                // The end of a line as some systems write it: the line feed follows.
                at += width;
                continue;
            } else if (c == '\t' && block) {
                out.append("    ");
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (isHarmful(c)) {
                append(out, c);
            } else {
                out.appendCodePoint(c);
            }
            at += width;
        }
        return out.toString();
    }

    private static boolean harmless(char c) {
        return c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0x600;
    }

    /** Whether a code point must not reach a terminal as it is; line ends and tabs count. */
    public static boolean isHarmful(int c) {
        return c < ' '
                || c >= 0x7f && c < 0xa0
                || c == 0x61c
                || c == 0x200e || c == 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2066 && c <= 0x206f
                || c >= 0xd800 && c < 0xe000
                || c == 0xfeff
                || c >= 0xfff9 && c <= 0xfffb
                || c >= 0xe0000 && c < 0xe1000;
    }

    private static void append(StringBuilder out, int c) {
        if (c < 0x100) {
            out.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }
}
