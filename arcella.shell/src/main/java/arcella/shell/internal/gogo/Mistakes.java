package arcella.shell.internal.gogo;

import java.util.Set;

import arcella.command.CommandError;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** Failures that say of a command line that it is wrong, whatever there is: no condition takes them for a no. */
public final class Mistakes {

    private static final Set<Integer> NUMBERS = Set.of(CommandError.UNKNOWN_VERB.number(), CommandError.USAGE.number(),
            ShellError.UNKNOWN_COMMAND.number(), ShellError.AMBIGUOUS_COMMAND.number(), ShellError.BAD_USE.number());

    private Mistakes() {}

    /** Whether a failure is one of them. */
    public static boolean are(ArcellaException failure) {
        return NUMBERS.contains(failure.code().number());
    }
}
