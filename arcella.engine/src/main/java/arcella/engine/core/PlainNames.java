package arcella.engine.core;

/** Makes names that a module's author chose fit for messages. Stateless. */
public final class PlainNames {

    /** How long a name is at most, in UTF-16 units. */
    public static final int MOST_LETTERS = 200;

    private PlainNames() {}

    /**
     * The name without characters that a terminal would obey or that would begin a line, which become U+FFFD, and cut at
     * {@link #MOST_LETTERS}, which an ellipsis shows.
     */
    public static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints().limit(MOST_LETTERS + 1L).forEach(c -> plain.appendCodePoint(isPlain(c) ? c : 0xfffd));
        if (plain.length() <= MOST_LETTERS) {
            return plain.toString();
        }
        int end = Character.isHighSurrogate(plain.charAt(MOST_LETTERS - 2)) ? MOST_LETTERS - 2 : MOST_LETTERS - 1;
        return plain.substring(0, end) + "…";
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
