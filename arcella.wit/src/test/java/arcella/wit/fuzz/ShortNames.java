package arcella.wit.fuzz;

/** The shortest names there are: letters. */
public final class ShortNames {

    private ShortNames() {}

    /** One for each number. */
    public static String of(int index) {
        StringBuilder name = new StringBuilder();
        for (int rest = index + 1; rest > 0; rest /= 26) {
            rest--;
            name.append((char) ('a' + rest % 26));
        }
        return name.reverse().toString();
    }
}
