package arcella.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What two readings of the configuration say differently. */
public final class ConfigDifference {

    private ConfigDifference() {}

    /** A line for each value and each table of a list that is not as it was, with when it holds. */
    public static List<String> between(Configuration before, Configuration after) {
        List<String> lines = new ArrayList<>();
        Map<String, ConfigValue> old = byName(before);
        Map<String, ConfigValue> now = byName(after);
        now.forEach((name, value) -> {
            ConfigValue was = old.get(name);
            if (was == null || !was.text().equals(value.text())) {
                lines.add(name + " = " + value.text() + " (" + value.origin().text() + "), was "
                        + (was == null ? "not said" : was.text()) + "; holds " + value.key().takes().text());
            }
        });
        old.forEach((name, was) -> {
            if (!now.containsKey(name)) {
                lines.add(name + " is no longer said, was " + was.text() + "; holds " + was.key().takes().text());
            }
        });
        List<String> gone = new ArrayList<>(before.tables().stream().map(ConfigDifference::text).toList());
        for (ConfigTable table : after.tables()) {
            if (!gone.remove(text(table))) {
                lines.add("new " + text(table) + " (" + table.origin().text() + ")");
            }
        }
        gone.forEach(text -> lines.add("gone " + text));
        return lines;
    }

    /** The values that hold only from the next start on, where they are not what holds now. */
    public static List<ConfigValue> waiting(Configuration atStart, Configuration now) {
        Map<String, ConfigValue> old = byName(atStart);
        List<ConfigValue> waiting = new ArrayList<>(now.values().stream()
                .filter(value -> value.key().takes() == Takes.NEXT_START)
                .filter(value -> {
                    ConfigValue was = old.get(value.name());
                    return was == null || !was.text().equals(value.text());
                }).toList());
        return List.copyOf(waiting);
    }

    private static Map<String, ConfigValue> byName(Configuration configuration) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        configuration.values().forEach(value -> values.put(value.name(), value));
        return values;
    }

    private static String text(ConfigTable table) {
        return "[[" + table.name() + "]] " + table.text();
    }
}
