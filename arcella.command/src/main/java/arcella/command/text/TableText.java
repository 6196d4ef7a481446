package arcella.command.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import arcella.command.Data;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;

/**
 * Lays out rows as a table: with lines between the columns and cut to the width of a terminal, or as plain columns, two
 * blanks apart, for pipes. Every cell is escaped.
 */
public final class TableText {

    /** No column is made narrower than this to fit a screen. */
    private static final int NARROWEST = 6;

    private final List<Column> columns = new ArrayList<>();
    private final Screen screen;

    private TableText(List<Column> columns, Screen screen) {
        for (Column column : columns) {
            if (!column.wideOnly() || screen.wide()) {
                this.columns.add(column);
            }
        }
        this.screen = screen;
    }

    /**
     * A table with its headings.
     *
     * @param rows each {@link Data.Fields}; fields that a row lacks are empty cells
     */
    public static String table(List<Column> columns, List<? extends Data> rows, Screen screen) {
        return new TableText(columns, screen).table(rows);
    }

    /** One thing: a line for each field, titles at the left; fields that are not there are left out. */
    public static String sheet(List<Column> columns, Data.Fields fields, Screen screen) {
        return new TableText(columns, screen).sheet(fields);
    }

    private String table(List<? extends Data> rows) {
        List<String[]> cells = new ArrayList<>();
        int[] widths = new int[columns.size()];
        for (int k = 0; k < widths.length; k++) {
            widths[k] = TextWidth.of(columns.get(k).title());
        }
        for (Data row : rows) {
            String[] line = new String[widths.length];
            for (int k = 0; k < widths.length; k++) {
                Data value = row instanceof Data.Fields(Map<String, Data> values)
                        ? values.getOrDefault(columns.get(k).key(), Data.NONE) : Data.NONE;
                line[k] = ValueText.line(value, columns.get(k).format());
                widths[k] = Math.max(widths[k], TextWidth.of(line[k]));
            }
            cells.add(line);
        }
        if (screen.boxes() && !screen.wide()) {
            fit(widths);
        }
        StringBuilder out = new StringBuilder();
        heading(out, widths);
        for (String[] line : cells) {
            row(out, line, widths);
        }
        return out.toString();
    }

    private void fit(int[] widths) {
        int space = screen.columns() - 3 * (widths.length - 1);
        int sum = 0;
        for (int k = 0; k < widths.length; k++) {
            widths[k] = Math.min(widths[k], screen.columns());
            sum += widths[k];
        }
        // What is wider than its heading first; the headings themselves only where that is not enough.
        sum = narrow(widths, sum, space, true);
        narrow(widths, sum, space, false);
    }

    private int narrow(int[] widths, int before, int space, boolean keepTitles) {
        int sum = before;
        while (sum > space) {
            int widest = -1;
            for (int k = 0; k < widths.length; k++) {
                int least = keepTitles ? Math.max(NARROWEST, TextWidth.of(columns.get(k).title())) : NARROWEST;
                if (widths[k] > least && (columns.get(k).format() != Format.NUMBER || !keepTitles)
                        && (widest < 0 || widths[k] >= widths[widest])) {
                    widest = k;
                }
            }
            if (widest < 0) {
                return sum;
            }
            widths[widest]--;
            sum--;
        }
        return sum;
    }

    private void heading(StringBuilder out, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < widths.length; k++) {
            String title = screen.boxes() && !screen.wide() ? TextWidth.cut(columns.get(k).title(), widths[k]) : columns.get(k).title();
            cell(line, title, k, widths, title);
        }
        out.append(screen.bold(line.toString())).append('\n');
        if (screen.boxes()) {
            for (int k = 0; k < widths.length; k++) {
                out.append(k == 0 ? "" : "─┼─");
                for (int i = 0; i < widths[k]; i++) {
                    out.append('─');
                }
            }
            out.append('\n');
        }
    }

    private void row(StringBuilder out, String[] cells, int[] widths) {
        if (cells.length == 0) {
            return;
        }
        for (int k = 0; k < widths.length; k++) {
            String cut = screen.boxes() && !screen.wide() ? TextWidth.shorten(cells[k], widths[k]) : cells[k];
            String shown = screen.colours() && columns.get(k).format() == Format.STATE
                    ? ValueText.coloured(cut, cells[k]) : cut;
            cell(out, cut, k, widths, shown);
        }
        while (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        out.append('\n');
    }

    private void cell(StringBuilder out, String text, int k, int[] widths, String shown) {
        if (k > 0) {
            out.append(screen.boxes() ? " │ " : "  ");
        }
        Format format = columns.get(k).format();
        boolean right = format == Format.NUMBER || format == Format.BYTES;
        int gap = widths[k] - TextWidth.of(text);
        if (right) {
            TextWidth.blanks(out, gap);
        }
        out.append(shown);
        if (!right && k < widths.length - 1) {
            TextWidth.blanks(out, gap);
        }
    }

    private String sheet(Data.Fields fields) {
        int title = 0;
        for (Column column : columns) {
            if (present(fields, column)) {
                title = Math.max(title, TextWidth.of(column.title()));
            }
        }
        String between = screen.boxes() ? " │ " : "  ";
        StringBuilder out = new StringBuilder();
        for (Column column : columns) {
            if (!present(fields, column)) {
                continue;
            }
            String text = ValueText.block(fields.values().get(column.key()), column.format());
            boolean coloured = screen.colours() && column.format() == Format.STATE;
            int space = screen.columns() == Integer.MAX_VALUE
                    ? Integer.MAX_VALUE : screen.columns() - title - between.length();
            List<String> lines = Wrap.lines(text, space);
            for (int i = 0; i < lines.size(); i++) {
                StringBuilder left = new StringBuilder();
                TextWidth.pad(left, i == 0 ? column.title() : "", title);
                out.append(screen.bold(left.toString())).append(between)
                        .append(coloured ? ValueText.coloured(lines.get(i), text) : lines.get(i)).append('\n');
            }
        }
        return out.toString();
    }

    private static boolean present(Data.Fields fields, Column column) {
        Data value = fields.values().get(column.key());
        return value != null && !(value instanceof Data.None)
                && !(value instanceof Data.Items(List<Data> values) && values.isEmpty())
                && !(value instanceof Data.Text(String text) && text.isEmpty());
    }
}
