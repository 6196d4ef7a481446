package arcella.runtime.internal.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import arcella.command.Data;
import arcella.command.text.Escape;
import arcella.command.text.JsonText;

/** How a line is written, to people and to the log's file. Whatever a guest put into it, it stays one line. */
public enum LineFormat {

    /** For people: time, level, origin, text, with what could act on a terminal written as its number. */
    TEXT {
        @Override
        public String write(JournalLine line) {
            return Escape.line(shown(line, ZoneId.systemDefault()));
        }
    },

    /** For programs: one JSON object, with the text as it came. */
    JSON {
        @Override
        public String write(JournalLine line) {
            return JsonText.compact(fields(line).build());
        }
    };

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    /** The levels in one width, each with a blank behind. */
    private static final Map<JournalLine.Level, String> LEVELS = new EnumMap<>(JournalLine.Level.class);

    static {
        for (JournalLine.Level level : JournalLine.Level.values()) {
            LEVELS.put(level, level.name() + " ".repeat(6 - level.name().length()));
        }
    }

    /** One line without an end. */
    public abstract String write(JournalLine line);

    /**
     * What programs get of a line: {@code time} (ISO 8601), {@code level}, {@code logger}, {@code module} or {@code bundle} if it
     * has one, and {@code text} as it came.
     */
    public static Data.FieldsBuilder fields(JournalLine line) {
        Data.FieldsBuilder fields = Data.fields()
                .put("time", line.time().toString())
                .put("level", line.level().name())
                .put("logger", line.logger());
        line.module().ifPresent(id -> fields.put("module", id.toString()));
        line.bundle().ifPresent(name -> fields.put("bundle", name));
        return fields.put("text", line.text());
    }

    /** What a reader sees of a line, not yet escaped. */
    public static String shown(JournalLine line, ZoneId zone) {
        return TIME.format(line.time().atZone(zone)) + " " + LEVELS.get(line.level()) + line.origin() + ": " + line.text();
    }
}
