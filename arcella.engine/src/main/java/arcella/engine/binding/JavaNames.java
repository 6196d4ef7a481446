package arcella.engine.binding;

import java.util.Locale;

/** WIT's names as Java spells them. */
final class JavaNames {

    private JavaNames() {}

    /** {@code read-via-stream} as {@code readViaStream}. */
    static String member(String wit) {
        String type = type(wit);
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    /** {@code read-via-stream} as {@code ReadViaStream}. */
    static String type(String wit) {
        StringBuilder text = new StringBuilder();
        for (String word : wit.split("-")) {
            text.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** {@code read-via-stream} as {@code READ_VIA_STREAM}. */
    static String constant(String wit) {
        return wit.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
