package arcella.runtime.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a person most likely meant to write. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate closest to {@code word} by edit distance, if it is close enough to be a likely slip: at most two
     * edits, or a third of the word's length if that is more.
     */
    public static Optional<String> of(String word, Collection<String> candidates) {
        int most = Math.max(2, word.length() / 3);
        return candidates.stream()
                // With every letter another one it is another word.
                .filter(candidate -> distance(word, candidate) <= Math.min(most, Math.max(word.length(), candidate.length()) - 1))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Insertions, deletions, replacements and swaps of neighbours (restricted Damerau-Levenshtein). */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int best = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    best = Math.min(best, beforeLast[j - 2] + 1);
                }
                row[j] = best;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }
}
