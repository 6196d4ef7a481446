package arcella.command.text;

/**
 * How many character cells a terminal gives to text that was escaped: none to combining marks and joiners, two to East
 * Asian wide and emoji characters (Unicode Standard Annex 11), one to all others.
 */
public final class TextWidth {

    /** First and last code points of characters two cells wide, ascending. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
        0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
        0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
        0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
        0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
        0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
        0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b,
        0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18cd8, 0x1aff0, 0x1b2fb, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf,
        0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393,
        0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440,
        0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4,
        0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d7, 0x1f6dc, 0x1f6ec, 0x1f6f4, 0x1f6fc,
        0x1f7e0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd};

    private TextWidth() {}

    /** The cells of a text of one line. */
    public static int of(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            width += of(c);
            at += Character.charCount(c);
        }
        return width;
    }

    /** The cells of one character: 0, 1 or 2. */
    public static int of(int c) {
        if (c < 0x300) {
            return c == 0xad ? 0 : 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT
                || c >= 0x1160 && c <= 0x11ff) {
            return 0;
        }
        int low = 0;
        int high = WIDE.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (c < WIDE[2 * middle]) {
                high = middle - 1;
            } else if (c > WIDE[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return 2;
            }
        }
        return 1;
    }

    /** The text, cut to at most {@code cells} with an ellipsis at its end if it is longer. */
    public static String cut(String text, int cells) {
        if (text.length() * 2 <= cells || of(text) <= cells) {
            return text;
        }
        int end = end(text, 0, Math.max(0, cells - 1));
        return text.substring(0, end) + (cells > 0 ? "…" : "");
    }

    /**
     * The text, cut to at most {@code cells} if it is longer: one of several words at its end, a name or path within, for what is
     * apart in such names stands at both ends, and more of it at the last.
     */
    static String shorten(String text, int cells) {
        if (cells < 8 || text.indexOf(' ') >= 0 || of(text) <= cells) {
            return cut(text, cells);
        }
        int head = (cells - 1) / 3;
        int start = end(text, 0, head);
        int rest = text.length();
        int width = of(text.substring(0, start)) + 1;
        while (rest > start) {
            int before = text.offsetByCodePoints(rest, -1);
            width += of(text.codePointAt(before));
            if (width > cells) {
                break;
            }
            rest = before;
        }
        // A mark belongs to what stands before it.
        while (rest < text.length() && of(text.codePointAt(rest)) == 0) {
            rest += Character.charCount(text.codePointAt(rest));
        }
        return text.substring(0, start) + "…" + text.substring(rest);
    }

    /** Where the characters from {@code start} on end that fill at most {@code cells}. */
    static int end(String text, int start, int cells) {
        int at = start;
        int width = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            width += of(c);
            if (width > cells) {
                return at;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** Appends a text and blanks up to {@code cells}. */
    static void pad(StringBuilder out, String text, int cells) {
        out.append(text);
        blanks(out, cells - of(text));
    }

    static void blanks(StringBuilder out, int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}
