package arcella.command;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one probably meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * The known name nearest to a given one: by the fewest letters changed, added, dropped or swapped with a
     * neighbour, at most a third of the letters. A known name that the given one begins counts as near, too.
     */
    public static Optional<String> to(String given, Collection<String> known) {
        String wanted = given.toLowerCase(Locale.ROOT);
        String best = "";
        int bestDistance = Math.max(1, Math.min(wanted.length(), 64) / 3) + 1;
        for (String name : known) {
            int distance = name.length() > 256 || wanted.length() > 256 ? Integer.MAX_VALUE
                    : wanted.length() > 1 && name.startsWith(wanted) ? 1
                    : distance(wanted, name.toLowerCase(Locale.ROOT));
            // With every letter another one it is another word.
            if (distance < bestDistance && distance < Math.max(wanted.length(), name.length())) {
                best = name;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** The remedy {@code did you mean 'x'?} where a near name is known, else the given one. */
    public static String remedy(String given, Collection<String> known, String otherwise) {
        Optional<String> near = to(given, known);
        return near.isPresent() ? "did you mean '" + near.get() + "'?" : otherwise;
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int k = 0; k <= b.length(); k++) {
            last[k] = k;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int k = 1; k <= b.length(); k++) {
                int change = a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1;
                row[k] = Math.min(Math.min(row[k - 1], last[k]) + 1, last[k - 1] + change);
                boolean swapped = i > 1 && k > 1
                        && a.charAt(i - 1) == b.charAt(k - 2) && a.charAt(i - 2) == b.charAt(k - 1);
                if (swapped) {
                    row[k] = Math.min(row[k], before[k - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
