package arcella.wit.text;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.error.ErrorCode;

/**
 * A mistake in a text, and where it is. The message begins with {@code file:line:column:}, and ends with the line in
 * question and a caret under the place.
 *
 * <p>Immutable, hence safe to hand between threads.
 */
public final class WitTextException extends ArcellaException {

    private static final long serialVersionUID = 1L;

    /** A longer line is shown in part. */
    private static final int SHOWN = 110;

    private final String source;
    private final int line;
    private final int column;
    private final String excerpt;

    /**
     * @param code the stable code
     * @param source the text and its name
     * @param start the index in the text of the first UTF-16 unit to point at
     * @param end the index after the last one
     * @param what what is wrong, without the place
     * @param remedy what to write instead; empty if there is nothing to say
     */
    public WitTextException(ErrorCode code, WitSource source, int start, int end, String what, String remedy) {
        this(code, new Place(source, start, end), what, remedy, null);
    }

    private WitTextException(ErrorCode code, Place at, String what, String remedy, @Nullable Throwable cause) {
        super(code, at.source.name() + ":" + at.line + ":" + at.column + ": " + what, remedy, cause);
        this.source = at.source.name();
        this.line = at.line;
        this.column = at.column;
        this.excerpt = at.excerpt();
    }

    static WitTextException at(ErrorCode code, Span span, String what, String remedy) {
        return new WitTextException(code, span.source(), span.start(), span.end(), what, remedy);
    }

    /** A failure that knew no place, at this place. */
    static WitTextException at(Span span, ArcellaException cause) {
        return new WitTextException(
                cause.code(), new Place(span.source(), span.start(), span.end()), cause.what(), cause.remedy(), cause);
    }

    /** The name of the text. */
    public String source() {
        return source;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column in the line, counted in Unicode code points from 1. */
    public int column() {
        return column;
    }

    /** The line in question, and under it carets that point at the place. */
    public String excerpt() {
        return excerpt;
    }

    @Override
    public String getMessage() {
        return super.getMessage() + "\n" + excerpt;
    }

    /** Where a stretch of text is, in a person's terms. */
    private static final class Place {
        final WitSource source;
        final int line;
        final int column;
        private final int start;
        private final int end;
        private final int lineStart;
        private final int lineEnd;

        Place(WitSource source, int start, int end) {
            this.source = Objects.requireNonNull(source, "source");
            String text = source.text();
            // A byte order mark takes no column.
            int from = text.startsWith("\uFEFF") ? 1 : 0;
            this.start = Math.clamp(start, from, text.length());
            this.end = Math.clamp(end, this.start, text.length());
            int number = 1;
            for (int feed = text.indexOf('\n'); feed >= 0 && feed < this.start; feed = text.indexOf('\n', from)) {
                number++;
                from = feed + 1;
            }
            int feed = text.indexOf('\n', this.start);
            this.line = number;
            this.lineStart = from;
            this.lineEnd = feed < 0 ? text.length() : feed;
            this.column = text.codePointCount(from, this.start) + 1;
        }

        String excerpt() {
            int from = lineStart;
            int to = lineEnd;
            if (to - from > SHOWN) {
                from = Math.max(from, start - SHOWN / 2);
                to = Math.min(to, from + SHOWN);
            }
            String text = source.text();
            StringBuilder out = new StringBuilder("  ");
            text.substring(from, to).codePoints().forEach(point -> out.appendCodePoint(shown(point)));
            int pad = text.codePointCount(from, start);
            int carets = start >= to ? 1 : Math.max(1, text.codePointCount(start, Math.min(end, to)));
            return out.append("\n  ").repeat(' ', pad).repeat('^', carets).toString();
        }

        /** The character itself, or something that a terminal shows one column wide and does not obey. */
        private static int shown(int point) {
            int type = Character.getType(point);
            boolean unsafe = Character.isISOControl(point)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            return point == '\t' || point == '\r' ? ' ' : unsafe ? '\uFFFD' : point;
        }
    }
}
