package arcella.wit.text;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that someone may have meant. */
final class Nearest {

    private static final int MAX_LENGTH = 64;
    private static final int MAX_NAMES = 1000;

    private Nearest() {}

    /** The nearest name, if one is near: no more than a third of its letters differ. */
    static Optional<String> of(String wrong, Collection<String> names) {
        String best = null;
        int distance = Math.max(1, wrong.length() / 3) + 1;
        int tried = 0;
        for (String name : names) {
            if (wrong.length() > MAX_LENGTH || ++tried > MAX_NAMES) {
                break;
            }
            if (name.length() <= MAX_LENGTH) {
                int next = distance(wrong, name);
                if (next < distance) {
                    distance = next;
                    best = name;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** A remedy that names the nearest name, or else the other one. */
    static String remedy(String wrong, Collection<String> names, String otherwise) {
        return of(wrong, names).map(name -> "did you mean '" + name + "'?").orElse(otherwise);
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int swap = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(swap, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] spare = previous;
            previous = current;
            current = spare;
        }
        return previous[right.length()];
    }
}
