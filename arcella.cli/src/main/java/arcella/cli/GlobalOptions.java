package arcella.cli;

import java.util.ArrayList;
import java.util.List;

import arcella.command.CommandError;
import arcella.error.ArcellaException;

/**
 * What stands on the command line for the program itself.
 *
 * @param home the home that {@code --home} names, empty if it does not
 * @param output what {@code --output} before the command says, empty if nothing
 * @param help whether {@code --help} stands before the command
 * @param version whether {@code --version} does
 * @param words the command and what follows it, without {@code --home}
 */
record GlobalOptions(String home, String output, boolean help, boolean version, List<String> words) {

    /**
     * Takes the program's options out of the arguments. {@code --home} may stand anywhere before {@code --}; the others are
     * looked for before the command only, since behind it they are the command's.
     */
    static GlobalOptions read(List<String> arguments) {
        String home = "";
        String output = "";
        boolean help = false;
        boolean version = false;
        List<String> words = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            boolean before = words.isEmpty() && !ended;
            if (ended || word.isEmpty() || word.charAt(0) != '-') {
                words.add(word);
            } else if (word.equals("--")) {
                ended = true;
                if (!before) {
                    words.add(word);
                }
            } else if (word.startsWith("--home=")) {
                home = word.substring("--home=".length());
                if (home.isEmpty()) {
                    throw usage("'--home' needs a value");
                }
            } else if (word.equals("--home")) {
                home = value(arguments, ++i, word);
            } else if (!before) {
                words.add(word);
            } else if (word.startsWith("--output=")) {
                output = word.substring("--output=".length());
            } else if (word.equals("--output") || word.equals("-o")) {
                output = value(arguments, ++i, word);
            } else if (word.equals("--help") || word.equals("-h")) {
                help = true;
            } else if (word.equals("--version") || word.equals("-V")) {
                version = true;
            } else {
                throw usage("arcella-cli has no option '" + word + "'");
            }
        }
        if (!output.isEmpty() && !output.equals("table") && !output.equals("wide") && !output.equals("json")) {
            throw usage("--output takes one of table, wide, json, not '" + output + "'");
        }
        return new GlobalOptions(home, output, help, version, words);
    }

    /**
     * Whether results and failures are to be JSON, wherever on the command line that is said, also where the rest of it makes
     * no sense. The last word on it counts, and none behind {@code --}.
     */
    static boolean asksForJson(List<String> arguments) {
        String output = "";
        for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
            String word = arguments.get(i);
            if (word.equals("--output") || word.equals("-o")) {
                output = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            } else if (word.startsWith("--output=")) {
                output = word.substring("--output=".length());
            } else if (word.startsWith("-o")) {
                output = word.substring(word.startsWith("-o=") ? 3 : 2);
            }
        }
        return output.equals("json");
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at >= arguments.size() || arguments.get(at).isEmpty()) {
            throw usage("'" + option + "' needs a value");
        }
        return arguments.get(at);
    }

    private static ArcellaException usage(String what) {
        return new ArcellaException(CommandError.USAGE, what, "see 'arcella-cli --help'");
    }
}
