package arcella.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.command.line.CommandNames;
import arcella.command.text.HelpText;
import arcella.command.text.Screen;
import arcella.command.text.Wrap;

/**
 * Help of commands without a daemon: from the distribution's page of commands, which is written from the same descriptions
 * that a daemon answers with. What bundles of an operator bring is known to a daemon only.
 */
final class PageHelp {

    private static final String SECTION = "### ";
    private static final int WIDEST = 100;

    /** The page's sections: a command's name with its lines. */
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private PageHelp(List<String> lines) {
        List<String> section = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(SECTION)) {
                section = new ArrayList<>();
                sections.put(line.substring(SECTION.length()), section);
            } else if (line.startsWith("## ")) {
                section = new ArrayList<>();
            } else {
                section.add(line);
            }
        }
    }

    /** The page at its place in a distribution; without any section if it is not there. */
    static PageHelp of(Path distribution) {
        try {
            return new PageHelp(Files.readAllLines(distribution.resolve("docs/VERBS.md"), StandardCharsets.UTF_8));
        } catch (IOException _) {
            // A distribution without its pages: then help is a daemon's.
            return new PageHelp(List.of());
        }
    }

    /** What the page says of the command or scope that the words begin with; empty if nothing. */
    String text(List<String> words, Screen screen) {
        int columns = Math.min(screen.columns(), WIDEST);
        String first = words.getFirst();
        List<String> names = new ArrayList<>();
        if (words.size() > 1) {
            names.add(first + ":" + words.get(1));
        }
        names.addAll(List.of(first, CommandNames.SHORT_SCOPE + ":" + first));
        for (String name : names) {
            List<String> section = sections.get(name);
            if (section != null) {
                return name.replace(':', ' ') + "\n\n" + plain(section, columns, screen);
            }
        }
        List<String[]> rows = new ArrayList<>();
        if (words.size() == 1 || words.get(1).startsWith("-")) {
            sections.forEach((name, section) -> {
                if (name.startsWith(first + ":")) {
                    rows.add(new String[] {name.replace(':', ' '), summary(section)});
                }
            });
        }
        StringBuilder out = new StringBuilder();
        HelpText.section(out, "Commands of " + first, rows, columns, screen);
        return out.toString();
    }

    private static String summary(List<String> section) {
        for (String line : section) {
            if (!line.isEmpty()) {
                return unmarked(line).replaceFirst(" Role: \\S+$", "");
            }
        }
        return "";
    }

    /** Markdown as this page uses it, for a terminal. */
    private static String plain(List<String> section, int columns, Screen screen) {
        StringBuilder out = new StringBuilder();
        List<String[]> rows = new ArrayList<>();
        boolean code = false;
        for (String line : section) {
            if (line.startsWith("| ") && !line.startsWith("| |")) {
                String[] cells = line.substring(2, line.length() - 2).replace("\\|", "\0").split(" \\| ", 2);
                rows.add(new String[] {unmarked(cells[0]), cells.length > 1 ? unmarked(cells[1]) : ""});
            } else if (!line.startsWith("|")) {
                if (!rows.isEmpty()) {
                    // It begins with a blank line of its own.
                    out.setLength(out.length() - 1);
                    HelpText.section(out, "Arguments and options", rows, columns, screen);
                    rows.clear();
                }
                if (line.startsWith("```")) {
                    code = !code;
                } else if (code) {
                    out.append("  ").append(line).append('\n');
                } else if (line.isEmpty()) {
                    out.append(out.isEmpty() || out.toString().endsWith("\n\n") ? "" : "\n");
                } else {
                    Wrap.hanging(out, unmarked(line), 0, columns);
                }
            }
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static String unmarked(String text) {
        return text.replace("`", "").replace('\0', '|').replaceAll("\\\\([\\[\\]<>*_|])", "$1");
    }
}
