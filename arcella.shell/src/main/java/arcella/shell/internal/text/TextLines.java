package arcella.shell.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * Reads lines as {@link java.io.BufferedReader} does, none of them longer than {@link #LONGEST}: what has no ends of lines, such
 * as {@code /dev/zero}, would otherwise fill the memory. For one thread.
 */
public final class TextLines {

    /** The longest line in characters: far more than anybody reads, as long as the longest frame of ALME. */
    public static final int LONGEST = 1 << 20;

    private final Reader text;
    private final String name;
    private final char[] buffer = new char[8192];
    private int at;
    private int end;
    private boolean afterReturn;

    /** @param name of the text, as the operator knows it */
    public TextLines(Reader text, String name) {
        this.text = text;
        this.name = name;
    }

    /** Lines of UTF-8; what is none is replaced. */
    public TextLines(InputStream text, String name) {
        this(new InputStreamReader(text, StandardCharsets.UTF_8), name);
    }

    /**
     * The next line without its end, null behind the last.
     *
     * @throws ArcellaException {@link ShellError#LONG_LINE}
     */
    public @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean some = false;
        while (fill()) {
            if (afterReturn) {
                afterReturn = false;
                if (buffer[at] == '\n') {
                    at++;
                    continue;
                }
            }
            some = true;
            int start = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            if (line.length() + at - start > LONGEST) {
                throw tooLong("a line of " + name);
            }
            line.append(buffer, start, at - start);
            if (at < end) {
                afterReturn = buffer[at++] == '\r';
                return line.toString();
            }
        }
        return some ? line.toString() : null;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, text.read(buffer));
        }
        return at < end;
    }

    /** The failure of a line, or of what goes over several, that is longer than {@link #LONGEST}. */
    public static ArcellaException tooLong(String what) {
        return new ArcellaException(
                ShellError.LONG_LINE,
                what + " is longer than " + LONGEST + " characters",
                "it may be no text: only cat and wc take what has no lines");
    }
}
