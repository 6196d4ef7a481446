package arcella.wit;

import java.util.List;
import java.util.Random;

/** Spoils texts: cuts, doubles, swaps and sprinkles them with words that matter. */
public final class Mutator {

    private final Random random;
    private final List<String> words;

    /**
     * @param seed the same seed spoils the same way
     * @param words what to sprinkle
     */
    public Mutator(long seed, List<String> words) {
        this.random = new Random(seed);
        this.words = List.copyOf(words);
    }

    /** The text with one to eight spoiled places. */
    public String spoil(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = random.nextInt(1 + random.nextInt(8)); i >= 0; i--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(7)) {
                case 0 -> out.delete(at, end);
                case 1 -> out.insert(at, out.substring(at, end));
                case 2 -> out.insert(random.nextInt(out.length() + 1), out.substring(at, end));
                case 3 -> out.replace(at, end, words.get(random.nextInt(words.size())));
                case 4 -> out.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                case 5 -> out.setLength(at);
                default -> out.insert(at, words.get(random.nextInt(words.size())).repeat(1 + random.nextInt(40)));
            }
        }
        return out.toString();
    }
}
