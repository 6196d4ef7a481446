package arcella.shell.internal.verbs;

import java.util.ArrayList;
import java.util.List;

/** Lays a manifest header out for reading: one clause per line. */
final class Clauses {

    private Clauses() {}

    /** {@code Name = value}, or the name and then one indented line per comma-separated clause. */
    static List<String> lines(String name, String value) {
        List<String> clauses = split(value);
        if (clauses.size() < 2 || !structured(name)) {
            return List.of(name + " = " + value);
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + " =");
        for (int i = 0; i < clauses.size(); i++) {
            lines.add("    " + clauses.get(i) + (i + 1 < clauses.size() ? "," : ""));
        }
        return lines;
    }

    private static boolean structured(String name) {
        return name.endsWith("-Package") || name.endsWith("-Capability") || name.equals("Require-Bundle")
                || name.equals("Bundle-ClassPath") || name.equals("Service-Component");
    }

    /** Splits at the commas that stand outside of quotes. */
    static List<String> split(String value) {
        List<String> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                clauses.add(clause.toString().strip());
                clause.setLength(0);
            } else {
                clause.append(c);
            }
        }
        clauses.add(clause.toString().strip());
        return clauses;
    }
}
