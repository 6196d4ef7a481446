package arcella.wit.wave;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.wit.WitError;
import arcella.wit.value.Bytes;
import arcella.wit.value.WitValue;

/** Writes values on one line. */
final class WaveWriter {

    private static final Set<String> KEYWORDS = Set.of("true", "false", "inf", "nan", "some", "none", "ok", "err");

    private static final int MAX_DEPTH = 500;

    private final StringBuilder out;
    private final int most;

    /** @param most how many characters there may be in all */
    WaveWriter(StringBuilder out, int most) {
        this.out = out;
        this.most = most;
    }

    /** Looked at before each value: what has many parts is refused before they are written. */
    private void need(long characters) {
        if (characters > most - out.length()) {
            throw new ArcellaException(WitError.WAVE, "the value takes more than " + most + " characters to write",
                    "have less of it returned at a time");
        }
    }

    /** Whether a case of this name needs {@code %} before it. */
    static boolean isKeyword(String label) {
        return KEYWORDS.contains(label);
    }

    /** A case as it is written. */
    static String escaped(String label) {
        return isKeyword(label) ? "%" + label : label;
    }

    void write(WitValue value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ArcellaException(
                    WitError.WAVE, "a value nested deeper than " + MAX_DEPTH + " cannot be printed", "flatten it");
        }
        need(1);
        switch (value) {
            case WitValue.Bool bool -> out.append(bool.value());
            case WitValue.S8 number -> out.append(number.value());
            case WitValue.U8 number -> out.append(number.value());
            case WitValue.S16 number -> out.append(number.value());
            case WitValue.U16 number -> out.append(number.value());
            case WitValue.S32 number -> out.append(number.value());
            case WitValue.U32 number -> out.append(number.value());
            case WitValue.S64 number -> out.append(number.value());
            case WitValue.U64 number -> out.append(Long.toUnsignedString(number.value()));
            case WitValue.F32 number -> floating(Float.toString(number.value()));
            case WitValue.F64 number -> floating(Double.toString(number.value()));
            case WitValue.Char one -> {
                out.append('\'');
                character(one.codePoint(), '\'');
                out.append('\'');
            }
            case WitValue.Text text -> {
                need(text.value().length());
                out.append('"');
                text.value().codePoints().forEach(point -> character(point, '"'));
                out.append('"');
            }
            case Bytes bytes -> {
                need(3L * bytes.size());
                out.append('[');
                for (int i = 0; i < bytes.size(); i++) {
                    out.append(i == 0 ? "" : ", ").append(bytes.at(i));
                }
                out.append(']');
            }
            case WitValue.ListOf list -> all("[", list.elements(), "]", depth);
            case WitValue.TupleOf tuple -> all("(", tuple.elements(), ")", depth);
            case WitValue.MapOf map -> {
                out.append('[');
                String gap = "(";
                for (var entry : map.entries().entrySet()) {
                    out.append(gap);
                    write(entry.getKey(), depth + 1);
                    out.append(", ");
                    write(entry.getValue(), depth + 1);
                    out.append(')');
                    gap = ", (";
                }
                out.append(']');
            }
            case WitValue.RecordOf record -> record(record, depth);
            case WitValue.VariantOf variant -> {
                label(variant.name());
                payload(variant.payload(), depth);
            }
            case WitValue.EnumOf one -> label(one.name());
            case WitValue.FlagsOf flags -> out.append('{').append(String.join(", ", flags.names())).append('}');
            case WitValue.OptionOf option -> {
                out.append(option.payload().isPresent() ? "some" : "none");
                payload(option.payload(), depth);
            }
            case WitValue.ResultOf result -> {
                out.append(result.isOk() ? "ok" : "err");
                payload(result.payload(), depth);
            }
            case WitValue.Handle handle ->
                throw new ArcellaException(
                        WitError.WAVE,
                        "a handle (" + handle.kind() + ") cannot be written as text",
                        "call the function from code");
        }
    }

    private void record(WitValue.RecordOf record, int depth) {
        out.append('{');
        boolean empty = true;
        for (WitValue.Field field : record.fields()) {
            if (field.value() instanceof WitValue.OptionOf option && option.payload().isEmpty()) {
                continue;
            }
            out.append(empty ? "" : ", ").append(field.name()).append(": ");
            write(field.value(), depth + 1);
            empty = false;
        }
        out.append(empty ? ":}" : "}");
    }

    private void all(String open, List<WitValue> values, String close, int depth) {
        out.append(open);
        boolean first = true;
        for (WitValue value : values) {
            out.append(first ? "" : ", ");
            write(value, depth + 1);
            first = false;
        }
        out.append(close);
    }

    private void payload(Optional<WitValue> payload, int depth) {
        if (payload.isPresent()) {
            out.append('(');
            write(payload.get(), depth + 1);
            out.append(')');
        }
    }

    private void label(String label) {
        out.append(escaped(label));
    }

    /** Java's shortest form of a number, in WAVE's words and without an empty fraction. */
    private void floating(String java) {
        switch (java) {
            case "NaN" -> out.append("nan");
            case "Infinity" -> out.append("inf");
            case "-Infinity" -> out.append("-inf");
            default -> {
                String text = java.replace("E", "e").replace(".0e", "e");
                out.append(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
            }
        }
    }

    private void character(int point, char quote) {
        int type = Character.getType(point);
        switch (point) {
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\\' -> out.append("\\\\");
            default -> {
                // What a terminal would obey, or hide, is shown by its number.
                boolean hidden = type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR
                        || type == Character.PRIVATE_USE
                        || type == Character.UNASSIGNED;
                if (point == quote) {
                    out.append('\\').append(quote);
                } else if (hidden) {
                    out.append("\\u{").append(Integer.toHexString(point)).append('}');
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }
}
