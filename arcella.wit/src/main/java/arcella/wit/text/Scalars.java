package arcella.wit.text;

import arcella.wit.WitError;

/** The characters that WIT text must not contain (WIT, "Lexical structure"). */
final class Scalars {

    private Scalars() {}

    /** Throws at the first character that is not allowed. */
    static void check(WitSource source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            int point = text.codePointAt(i);
            if (!isAllowed(point)) {
                throw new WitTextException(
                        WitError.WIT_SYNTAX,
                        source,
                        i,
                        i + Character.charCount(point),
                        String.format("the character U+%04X is not allowed in WIT", point),
                        "take it out");
            }
            i += Character.charCount(point) - 1;
        }
    }

    static boolean isAllowed(int point) {
        return switch (point) {
            case '\n', '\r', '\t' -> true;
            // Deprecated, or strongly discouraged, by the Unicode standard.
            case 0x149, 0x673, 0xF77, 0xF79, 0x17A3, 0x17A4, 0x17B4, 0x17B5 -> false;
            default ->
                !Character.isISOControl(point)
                        && !(point >= 0x202A && point <= 0x202E)
                        && !(point >= 0x2066 && point <= 0x2069)
                        && !(point >= 0xD800 && point <= 0xDFFF);
        };
    }
}
