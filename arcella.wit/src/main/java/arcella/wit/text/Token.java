package arcella.wit.text;

/**
 * A token of WIT text (WIT, "Lexical structure").
 *
 * @param text the token as written; an identifier without its {@code %}, a string as it is meant
 * @param docs the documentation comments before it, or the empty string
 */
record Token(Kind kind, String text, int start, int end, String docs) {

    enum Kind {
        IDENTIFIER,
        KEYWORD,
        INTEGER,
        STRING,
        SYMBOL,
        END
    }

    /** Whether it is this keyword or symbol. */
    boolean is(String wanted) {
        return (kind == Kind.KEYWORD || kind == Kind.SYMBOL) && text.equals(wanted);
    }

    /** How to call it in a message. */
    String describe() {
        return switch (kind) {
            case IDENTIFIER, INTEGER, SYMBOL -> "'" + text + "'";
            case KEYWORD -> "the keyword '" + text + "'";
            case STRING -> "a string";
            case END -> "the end of the file";
        };
    }
}
