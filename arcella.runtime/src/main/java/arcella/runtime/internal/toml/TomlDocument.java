package arcella.runtime.internal.toml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

import arcella.error.ArcellaException;
import arcella.error.ErrorCode;

/**
 * One TOML text and the mistakes found in it so far. Read its {@link #root} to the end, then call {@link #finish}:
 * mistakes are collected, so that a person sees all of them at once. Not thread-safe.
 */
public final class TomlDocument {

    private static final int LONGEST_LINE = 160;
    private static final int MOST_SHOWN = 20;

    private record Mistake(int line, int column, String text) {}

    private final ErrorCode code;
    private final String fileName;
    private final List<String> lines;
    private final TomlScope root;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * @param code what {@link #finish} fails with
     * @param fileName as it stands in messages
     * @throws ArcellaException if the text is no TOML
     */
    public TomlDocument(ErrorCode code, String fileName, String text) {
        this.code = code;
        this.fileName = fileName;
        this.lines = text.lines().toList();
        TomlParseResult result = parse(text);
        for (TomlParseError error : result.errors()) {
            add(error.position(), String.valueOf(error.getMessage()));
        }
        finish();
        this.root = new TomlScope(this, result, "");
    }

    /** The library collects mistakes, and throws those it finds within the name of a table. */
    private TomlParseResult parse(String text) {
        try {
            return Toml.parse(text);
        } catch (TomlParseError thrown) {
            add(thrown.position(), String.valueOf(thrown.getMessage()));
            finish();
            throw thrown;
        }
    }

    /** The table that the document is. */
    public TomlScope root() {
        return root;
    }

    void add(@Nullable TomlPosition position, String text) {
        mistakes.add(position == null ? new Mistake(1, 1, text) : new Mistake(position.line(), position.column(), text));
    }

    /** @throws ArcellaException if mistakes were found; its message lists each with its place and line */
    public void finish() {
        if (mistakes.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder(fileName)
                .append(mistakes.size() == 1 ? " has a mistake" : " has " + mistakes.size() + " mistakes");
        mistakes.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                .limit(MOST_SHOWN)
                .forEach(mistake -> message.append('\n').append(show(mistake)));
        throw new ArcellaException(code, message.toString(), "");
    }

    private String show(Mistake mistake) {
        String place = "  " + fileName + ":" + mistake.line() + ":" + mistake.column() + ": " + mistake.text();
        if (mistake.line() > lines.size()) {
            return place;
        }
        String line = lines.get(mistake.line() - 1);
        String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
        return place + "\n    " + mistake.line() + " | " + shown;
    }
}
