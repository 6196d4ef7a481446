package arcella.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import arcella.error.ArcellaException;

/** The checks of lists of named things that several records share. */
final class Labels {

    private Labels() {}

    static void requireSome(List<?> items, String type, String item) {
        if (items.isEmpty()) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE, type + " without any " + item, "give it at least one");
        }
    }

    static <T> void requireUnique(List<T> items, Function<T, String> name, String what) {
        Map<String, String> seen = new HashMap<>();
        for (T item : items) {
            requireNew(seen, name.apply(item), what);
        }
    }

    /** Adds a name to those seen in a scope, and refuses it if it is there already, in whatever case. */
    static void requireNew(Map<String, String> seen, String name, String what) {
        String earlier = seen.putIfAbsent(Kebab.fold(name), name);
        if (earlier != null) {
            throw new ArcellaException(
                    WitError.WIT_RESOLVE,
                    earlier.equals(name)
                            ? what + " '" + name + "' is defined twice"
                            : what + " '" + name + "' differs from '" + earlier + "' in case only",
                    "rename one of them");
        }
    }
}
