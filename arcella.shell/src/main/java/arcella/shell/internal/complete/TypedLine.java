package arcella.shell.internal.complete;

import java.util.ArrayList;
import java.util.List;

import org.jline.reader.CompletingParsedLine;

/**
 * The command under the cursor of a line that need not be finished: its words up to the cursor, without quotes, and how
 * the last one is written.
 *
 * @param line the whole line
 * @param cursor the cursor's place in it
 * @param words the command's words; the last, maybe empty, is the one that the cursor is in
 * @param wordStart where the last word's writing begins in the line
 * @param quote the quote that is open at the cursor, 0 if none
 */
record TypedLine(String line, int cursor, List<String> words, int wordStart, char quote)
        implements CompletingParsedLine {

    private static final String ENDS = "|;&{}()\n";
    private static final String SPECIAL = " \t\n|;&{}()[]$'\"\\<>#%=*?~";

    TypedLine {
        words = List.copyOf(words);
    }

    /** Reads a line up to the cursor. */
    static TypedLine of(String line, int cursor) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int start = 0;
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < cursor; i++) {
            char c = line.charAt(i);
            boolean escaped = c == '\\' && quote != '\'' && i + 1 < cursor;
            if (!inWord && (quote != 0 || !Character.isWhitespace(c) && ENDS.indexOf(c) < 0)) {
                inWord = true;
                start = i;
            }
            if (escaped) {
                word.append(line.charAt(++i));
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (Character.isWhitespace(c) && c != '\n' || ENDS.indexOf(c) >= 0) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
                if (ENDS.indexOf(c) >= 0) {
                    words.clear();
                }
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return new TypedLine(line, cursor, words, inWord ? start : cursor, quote);
    }

    @Override
    public String word() {
        return words.getLast();
    }

    @Override
    public int wordCursor() {
        return word().length();
    }

    @Override
    public int wordIndex() {
        return words.size() - 1;
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        if (quote != 0) {
            String text = candidate.toString().replace("\\", "\\\\").replace(String.valueOf(quote), "\\" + quote);
            return quote + (quote == '\'' ? candidate.toString() : text) + (complete ? String.valueOf(quote) : "");
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < candidate.length(); i++) {
            char c = candidate.charAt(i);
            if (SPECIAL.indexOf(c) >= 0 && !(c == '=' && i > 0) && !(c == '~' && i > 0)) {
                out.append('\\');
            }
            out.append(c);
        }
        return out;
    }

    @Override
    public int rawWordCursor() {
        return cursor - wordStart;
    }

    @Override
    public int rawWordLength() {
        return cursor - wordStart;
    }
}
