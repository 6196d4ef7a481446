package arcella.wit.wave;

/**
 * A token of WAVE.
 *
 * @param text the token as written; of a label without its {@code %}, of a char or string what it means
 * @param escaped whether it is a label with {@code %} before it, and so no keyword
 */
record WaveToken(Kind kind, String text, boolean escaped, int start, int end) {

    enum Kind {
        LABEL,
        NUMBER,
        CHAR,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether it is this word and means the keyword. */
    boolean isKeyword(String word) {
        return kind == Kind.LABEL && !escaped && text.equals(word);
    }

    String describe() {
        return switch (kind) {
            case LABEL -> "'" + (escaped ? "%" : "") + text + "'";
            case NUMBER, SYMBOL -> "'" + text + "'";
            case CHAR -> "a char";
            case STRING -> "a string";
            case END -> "the end";
        };
    }
}
