package arcella.worker.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import arcella.error.ArcellaException;
import arcella.wit.Allowance;
import arcella.wit.WitError;
import arcella.wit.typed.TypeText;

/**
 * What may be made of the functions of one module: an instance, which a component may export under many names, and a type,
 * which many functions may have, are there once in the binary, and in lists of functions with each. So the functions are
 * counted by the letters of their names, and their words are cut. For one list.
 */
public final class FunctionLetters {

    /** What a function takes beside its name. */
    private static final int FUNCTION = 16;

    private final Allowance names;
    private final Allowance words;

    /** @param bytes the length of the module */
    public FunctionLetters(long bytes) {
        names = new Allowance(bytes, "the module imports and exports more functions than so few bytes should",
                "since what an instance exports counts under each of its names, and long names with each function",
                "import and export each instance once, or under a shorter name");
        words = new Allowance(bytes, "the types of the module's functions take too many words", "since they are shared", "cut them");
    }

    /**
     * Pays for a function.
     *
     * @throws ArcellaException {@link WitError#WIT_LIMIT} if there are too many
     */
    public void spend(Optional<String> owner, String name) {
        names.spend(name, FUNCTION + owner.map(String::length).orElse(0));
    }

    /** How many letters the words for the next type may have. */
    public int forWords() {
        return words.atMost(TypeText.MOST_LETTERS);
    }

    /**
     * Words for each type, paid for. Where there are too many, a last one stands for all that are left out.
     *
     * @param word makes the words for a type, no longer than the number says but for a sign that they are cut
     */
    public <T> List<String> words(List<T> types, BiFunction<T, Integer, String> word) {
        List<String> made = new ArrayList<>();
        for (T type : types) {
            int most = forWords();
            made.add(most == 0 ? "…" : word.apply(type, most));
            spent(made.getLast() + ", ");
            if (most == 0) {
                break;
            }
        }
        return made;
    }

    /** Pays for words that are not longer than {@link #forWords} says, and a sign that they are cut. */
    public void spent(String made) {
        words.spent(made.length());
    }
}
