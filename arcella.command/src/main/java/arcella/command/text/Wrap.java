package arcella.command.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines between words. */
public final class Wrap {

    private Wrap() {}

    /**
     * The lines of a text, none wider than {@code cells}; words that are too long are broken. Line ends in the text
     * stay.
     */
    static List<String> lines(String text, int cells) {
        List<String> lines = new ArrayList<>();
        int width = Math.max(cells, 8);
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (TextWidth.of(line) <= width) {
                lines.add(line);
            } else {
                breakLine(line, width, lines);
            }
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return lines;
    }

    private static void breakLine(String line, int cells, List<String> lines) {
        int start = 0;
        while (start < line.length()) {
            int end = TextWidth.end(line, start, cells);
            if (end == start) {
                end = start + Character.charCount(line.codePointAt(start));
            }
            int next = end;
            if (end < line.length() && line.charAt(end) == ' ') {
                next = end + 1;
            } else if (end < line.length()) {
                int blank = line.lastIndexOf(' ', end - 1);
                if (blank > start) {
                    end = blank;
                    next = blank + 1;
                }
            }
            lines.add(line.substring(start, end));
            start = next;
        }
    }

    /**
     * A text for a terminal, each line broken between words where it is too long; what goes on begins below the line's own first
     * word, two cells further in, so that a list or a tree stays one.
     */
    static String screen(String text, Screen screen) {
        if (!screen.boxes() || screen.columns() == Integer.MAX_VALUE) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (TextWidth.of(line) <= screen.columns()) {
                out.append(line).append('\n');
                continue;
            }
            int begin = 0;
            while (begin < line.length() && " │├└─+-*".indexOf(line.charAt(begin)) >= 0) {
                begin++;
            }
            int indent = Math.min(TextWidth.of(line.substring(0, begin)) + 2, screen.columns() / 2);
            // The first line has those two cells more.
            List<String> parts = lines(line.substring(begin), screen.columns() - indent);
            out.append(line, 0, begin);
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0) {
                    TextWidth.blanks(out, indent);
                }
                out.append(parts.get(i)).append('\n');
            }
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    /** Appends a text, its lines wrapped behind {@code indent} blanks; the first one's blanks are there already. */
    public static void hanging(StringBuilder out, String text, int indent, int columns) {
        List<String> lines = columns == Integer.MAX_VALUE
                ? lines(text, Integer.MAX_VALUE) : lines(text, columns - indent);
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                TextWidth.blanks(out, indent);
            }
            out.append(lines.get(i)).append('\n');
        }
    }
}
