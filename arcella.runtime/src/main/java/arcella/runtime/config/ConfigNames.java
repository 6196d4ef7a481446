package arcella.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;

/** The names of keys as somebody who looks for one types them: whole, or any part. Stateless. */
public final class ConfigNames {

    private ConfigNames() {}

    /**
     * Refuses what is no key's name and no part of one, whether anything is said of that key or not.
     *
     * @param typed a key with dots, a table, or a part of one; empty for all
     * @throws ArcellaException {@code UNKNOWN_SETTING}, with the nearest key
     */
    public static void check(String typed, Configuration configuration) {
        Set<String> known = new TreeSet<>();
        configuration.values().forEach(value -> known.add(value.name()));
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            known.add(key.text());
            for (int i = 1; i < key.path().size(); i++) {
                known.add(ConfigKey.text(key.path().subList(0, i)));
            }
        }
        if (known.stream().noneMatch(name -> name.contains(typed)) && ConfigKeys.ALL.stream().noneMatch(key -> fits(typed, key))) {
            throw new ArcellaException(RuntimeError.UNKNOWN_SETTING, "no key of the container's configuration has '" + typed + "' in its name",
                    Nearest.remedy(typed, known, "'config show' shows all that hold, docs/CONFIGURATION.md all that there are; "
                            + "configurations with a pid are shown by config:list"));
        }
    }

    /** Whether it is the beginning of a key that holds names of an operator's. */
    private static boolean fits(String typed, ConfigKey<?> key) {
        List<String> parts = Arrays.asList(typed.split("\\.", -1));
        if (parts.size() > key.path().size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            String name = key.path().get(i);
            Optional<FreeName> free = Arrays.stream(FreeName.values()).filter(one -> one.placeholder().equals(name)).findFirst();
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            boolean here = free.isPresent() ? free.get().problem(part.replace("\"", "")).isEmpty() || last && part.isEmpty()
                    : last ? name.startsWith(part) : name.equals(part);
            if (!here) {
                return false;
            }
        }
        return true;
    }
}
