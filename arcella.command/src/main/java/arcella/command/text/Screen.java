package arcella.command.text;

/**
 * What text is written to.
 *
 * @param columns the width in character cells; {@link Integer#MAX_VALUE} where lines may be as long as they are
 * @param boxes draws lines around and between cells
 * @param colours states and headings are coloured
 * @param wide all columns are shown, and nothing is cut
 */
public record Screen(int columns, boolean boxes, boolean colours, boolean wide) {

    /** A pipe or file: plain columns, nothing cut. */
    public static final Screen PLAIN = new Screen(Integer.MAX_VALUE, false, false, false);

    public Screen {
        if (columns < 1) {
            throw new IllegalArgumentException("columns: " + columns);
        }
    }

    /**
     * A terminal.
     *
     * @param columns its width; the usual 80 if not positive
     * @param noColor whether the environment variable {@code NO_COLOR} is set and not empty (no-color.org), or the
     *     terminal is {@code dumb}
     */
    public static Screen terminal(int columns, boolean noColor) {
        return new Screen(columns > 0 ? columns : 80, true, !noColor, false);
    }

    /** This one, with all columns and nothing cut. */
    public Screen inFull() {
        return new Screen(columns, boxes, colours, true);
    }

    String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
