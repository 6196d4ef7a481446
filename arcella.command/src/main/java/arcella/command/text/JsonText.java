package arcella.command.text;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import arcella.command.Data;

/**
 * Writes {@link Data} as JSON (RFC 8259). Bytes become base64 text; numbers that JSON does not have become the texts
 * {@code NaN}, {@code Infinity} and {@code -Infinity}. Characters that a terminal must not see are written as
 * {@code \}{@code u001b}, so the output is safe to show, and reads back as it was.
 */
public final class JsonText {

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private JsonText(boolean indented) {
        this.indented = indented;
    }

    /** On one line, with no final line end. */
    public static String compact(Data data) {
        JsonText json = new JsonText(false);
        json.write(data, 0);
        return json.out.toString();
    }

    /** With two blanks of indentation a level, with no final line end. */
    public static String indented(Data data) {
        JsonText json = new JsonText(true);
        json.write(data, 0);
        return json.out.toString();
    }

    private void write(Data data, int depth) {
        if (data instanceof Data.Text(String value)) {
            quote(value);
        } else if (data instanceof Data.Whole(long value)) {
            out.append(value);
        } else if (data instanceof Data.Truth(boolean value)) {
            out.append(value);
        } else if (data instanceof Data.Fields(Map<String, Data> values)) {
            fields(values, depth);
        } else if (data instanceof Data.Items(List<Data> values)) {
            items(values, depth);
        } else if (data instanceof Data.Real(double value)) {
            real(value);
        } else if (data instanceof Data.Bytes(byte[] value)) {
            out.append('"').append(Base64.getEncoder().encodeToString(value)).append('"');
        } else {
            out.append("null");
        }
    }

    private void real(double value) {
        if (Double.isFinite(value)) {
            out.append(value);
        } else {
            out.append('"').append(value).append('"');
        }
    }

    private void fields(Map<String, Data> values, int depth) {
        if (values.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, Data> entry : values.entrySet()) {
            separate(first, depth + 1);
            first = false;
            quote(entry.getKey());
            out.append(indented ? ": " : ":");
            write(entry.getValue(), depth + 1);
        }
        end(depth);
        out.append('}');
    }

    private void items(List<Data> values, int depth) {
        if (values.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            separate(i == 0, depth + 1);
            write(values.get(i), depth + 1);
        }
        end(depth);
        out.append(']');
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            out.append(',');
        }
        end(depth);
    }

    private void end(int depth) {
        if (indented) {
            out.append('\n');
            TextWidth.blanks(out, 2 * depth);
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c >= 0x7f && escaped(text, i)) {
                        out.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            out.append(Character.forDigit(c >> shift & 15, 16));
                        }
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean escaped(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            int whole = text.codePointAt(at);
            return whole == c || Escape.isHarmful(whole);
        }
        if (Character.isLowSurrogate(c)) {
            int whole = at > 0 ? text.codePointAt(at - 1) : c;
            return whole < 0x10000 || Escape.isHarmful(whole);
        }
        return Escape.isHarmful(c);
    }
}
