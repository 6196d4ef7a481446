package arcella.runtime.internal.verb;

import java.util.List;

import arcella.runtime.config.ConfigSource;

/** What the verbs about the container's own configuration have in common. */
final class ConfigLines {

    private ConfigLines() {}

    /** Values that hold from the next start on only, a line each. */
    static List<String> waiting(ConfigSource source) {
        return source.waiting().stream().map(value -> value.name() + " = " + value.text() + " waits for the next start").toList();
    }

    static String indented(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }
}
