package arcella.command.line;

import java.util.List;
import java.util.Locale;

import arcella.command.Parameter;

/** The names of parameters and their values in help and messages. */
public final class Labels {

    private Labels() {}

    /** What stands for a parameter's value: {@code FILE}, {@code N}, {@code table|json}; empty for a flag. */
    public static String of(Parameter parameter) {
        Parameter.Kind kind = parameter.kind();
        if (kind instanceof Parameter.Flag) {
            return "";
        }
        if (parameter.positional()) {
            return parameter.name().toUpperCase(Locale.ROOT);
        }
        if (kind instanceof Parameter.Text(String label)) {
            return label.toUpperCase(Locale.ROOT);
        }
        if (kind instanceof Parameter.Choice(List<String> words)) {
            return String.join("|", words);
        }
        if (kind instanceof Parameter.Reference(String what)) {
            return what.toUpperCase(Locale.ROOT);
        }
        if (kind instanceof Parameter.NameOrPath named) {
            return named.what().toUpperCase(Locale.ROOT);
        }
        return kind instanceof Parameter.Upload ? "FILE" : "N";
    }

    /** What a parameter takes, for messages: {@code a whole number from 1 to 9}. */
    public static String wanted(Parameter parameter) {
        Parameter.Kind kind = parameter.kind();
        if (kind instanceof Parameter.Flag) {
            return "true or false";
        }
        if (kind instanceof Parameter.Whole(long min, long max)) {
            return max == Long.MAX_VALUE
                    ? "a whole number" + (min == Long.MIN_VALUE ? "" : " from " + min + " up")
                    : "a whole number from " + min + " to " + max;
        }
        if (kind instanceof Parameter.Choice(List<String> words)) {
            return "one of " + String.join(", ", words);
        }
        if (kind instanceof Parameter.Reference(String what)) {
            return "the name of a " + what;
        }
        if (kind instanceof Parameter.NameOrPath) {
            return "a name or a path";
        }
        return kind instanceof Parameter.Upload ? "a file" : "text";
    }

    /** The usage line's part for one positional parameter: {@code FILE}, {@code [NAME]}, {@code [ARG…]}. */
    public static String place(Parameter parameter) {
        String label = of(parameter) + (parameter.repeated() ? "…" : "");
        return parameter.required() ? label : "[" + label + "]";
    }
}
