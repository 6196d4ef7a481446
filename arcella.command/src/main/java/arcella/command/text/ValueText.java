package arcella.command.text;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import arcella.command.Data;
import arcella.command.ResultShape.Format;

/** Writes single values for people, escaped. */
final class ValueText {

    private static final String RESET = "\u001b[0m";

    private ValueText() {}

    /** A value on one line. */
    static String line(Data data, Format format) {
        return text(data, format, ", ", false);
    }

    /** A value on as many lines as it has items. */
    static String block(Data data, Format format) {
        return text(data, format, "\n", true);
    }

    private static String text(Data data, Format format, String separator, boolean block) {
        if (data instanceof Data.Text(String value)) {
            return block ? Escape.block(value) : Escape.line(value);
        }
        if (data instanceof Data.Whole(long value)) {
            return switch (format) {
                case BYTES -> Units.bytes(value);
                case MILLIS -> Units.millis(value);
                case TIME -> Units.time(value, ZoneId.systemDefault());
                case PLAIN, NUMBER, STATE -> Long.toString(value);
            };
        }
        if (data instanceof Data.Truth(boolean value)) {
            return value ? "yes" : "no";
        }
        if (data instanceof Data.Real(double value)) {
            return Double.toString(value);
        }
        if (data instanceof Data.Bytes(byte[] value)) {
            return Units.bytes(value.length);
        }
        StringBuilder out = new StringBuilder();
        if (data instanceof Data.Items(List<Data> values)) {
            for (Data value : values) {
                out.append(out.isEmpty() ? "" : separator).append(text(value, format, ", ", block));
            }
        } else if (data instanceof Data.Fields(Map<String, Data> values) && values.get("text") instanceof Data.Text text) {
            // The rest is for machines, as in lines.
            return text(text, format, separator, block);
        } else if (data instanceof Data.Fields(Map<String, Data> values)) {
            for (Map.Entry<String, Data> entry : values.entrySet()) {
                out.append(out.isEmpty() ? "" : separator)
                        .append(Escape.line(entry.getKey())).append('=')
                        .append(text(entry.getValue(), format, ", ", block));
            }
        }
        return out.toString();
    }

    /** The colour that begins a state's name; empty if it has none. {@code text} may have more behind the name. */
    static String colour(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return switch (text.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "active", "running", "ok", "ready", "up", "satisfied" -> "\u001b[32m";
            case "failed", "error", "lost", "trapped", "unsatisfied", "down" -> "\u001b[31m";
            case "waiting", "restarting", "starting", "stopping", "degraded", "warning" -> "\u001b[33m";
            case "completed" -> "\u001b[36m";
            default -> "";
        };
    }

    static String coloured(String text, String name) {
        String colour = colour(name);
        return colour.isEmpty() ? text : colour + text + RESET;
    }
}
