package arcella.worker.internal.local;

import java.util.Collection;
import java.util.stream.Collectors;

import arcella.error.ArcellaException;
import arcella.worker.WorkerError;

/** The words for a call of a function that is not there. */
final class NoFunction {

    private static final int MOST_NAMES = 12;

    private NoFunction() {}

    /**
     * @param command whether the module is a command, which has no functions to call
     * @param known the functions that it has
     */
    static ArcellaException of(String module, boolean command, String function, Collection<String> known) {
        if (command) {
            return new ArcellaException(WorkerError.NO_FUNCTION,
                    module + " is a command: it runs once when started and has no functions to call",
                    "start it, or build the module as a reactor");
        }
        return new ArcellaException(WorkerError.NO_FUNCTION, module + " has no function \"" + function + "\"",
                known.isEmpty() ? "it exports no functions at all" : "it has " + some(known));
    }

    private static String some(Collection<String> functions) {
        String first = functions.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return functions.size() > MOST_NAMES ? first + " and " + (functions.size() - MOST_NAMES) + " more" : first;
    }
}
