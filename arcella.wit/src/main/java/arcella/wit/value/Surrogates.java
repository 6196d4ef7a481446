package arcella.wit.value;

/** Looks for UTF-16 code units that stand for no Unicode scalar value. */
final class Surrogates {

    private Surrogates() {}

    /** Throws {@link IllegalArgumentException} if a surrogate stands alone. */
    static void refuseLone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw new IllegalArgumentException("lone surrogate at index " + i);
            }
            i++;
        }
    }
}
