package arcella.command.text;

import java.util.ArrayList;
import java.util.List;

import arcella.command.Parameter;
import arcella.command.Role;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.Labels;

/** Writes help from the descriptions of verbs. */
public final class HelpText {

    private static final int WIDEST_LEFT = 28;

    private HelpText() {}

    /** Help for one verb. */
    public static String verb(VerbSpec spec, CommandForm form, List<Parameter> common, Screen screen) {
        StringBuilder out = new StringBuilder();
        int columns = Math.min(screen.columns(), 100);
        out.append(screen.bold(form.name(spec.name()))).append(" - ").append(Escape.line(spec.summary())).append("\n\n");
        List<String[]> places = new ArrayList<>();
        List<String[]> options = new ArrayList<>();
        for (Parameter parameter : spec.parameters()) {
            if (parameter.positional()) {
                places.add(new String[] {Labels.of(parameter), help(parameter)});
            } else {
                options.add(new String[] {option(parameter), help(parameter)});
            }
        }
        for (Parameter parameter : common) {
            if (spec.parameter(parameter.name()).isEmpty()) {
                options.add(new String[] {option(parameter), help(parameter)});
            }
        }
        out.append("Usage: ").append(usage(spec, form)).append('\n');
        if (!spec.description().isEmpty()) {
            out.append('\n');
            Wrap.hanging(out, Escape.block(spec.description()), 0, columns);
        }
        section(out, "Arguments", places, columns, screen);
        section(out, "Options", options, columns, screen);
        if (!spec.examples().isEmpty()) {
            out.append('\n').append(screen.bold("Examples")).append('\n');
            for (String example : spec.examples()) {
                out.append("  ").append(Escape.line(form.example(spec.name(), example))).append('\n');
            }
        }
        if (spec.role() == Role.ADMIN) {
            out.append("\nFor the role ").append(spec.role().word()).append(".\n");
        }
        return out.toString();
    }

    /** How a verb is written: its name and where its arguments stand. */
    static String usage(VerbSpec spec, CommandForm form) {
        StringBuilder usage = new StringBuilder(form.command(spec.name())).append(" [options]");
        for (Parameter parameter : spec.parameters()) {
            if (parameter.positional()) {
                usage.append(' ').append(Labels.place(parameter));
            }
        }
        return usage.toString();
    }

    /** All verbs, a section for each scope; those without a scope come first. */
    public static String list(List<VerbSpec> specs, CommandForm form, Screen screen) {
        StringBuilder out = new StringBuilder();
        int columns = Math.min(screen.columns(), 100);
        List<String> scopes = new ArrayList<>();
        for (VerbSpec spec : specs) {
            if (!scopes.contains(spec.name().scope())) {
                scopes.add(spec.name().scope());
            }
        }
        scopes.sort(null);
        for (String scope : scopes) {
            List<String[]> rows = new ArrayList<>();
            for (VerbSpec spec : specs) {
                if (spec.name().scope().equals(scope)) {
                    rows.add(new String[] {form.name(spec.name()), Escape.line(spec.summary())});
                }
            }
            section(out, scope.isEmpty() ? "Commands" : "Commands of " + scope, rows, columns, screen);
        }
        return out.toString();
    }

    /** A heading and rows of two columns; nothing if there are no rows. */
    public static void section(StringBuilder out, String title, List<String[]> rows, int columns, Screen screen) {
        if (rows.isEmpty()) {
            return;
        }
        int left = 0;
        for (String[] row : rows) {
            left = Math.max(left, Math.min(WIDEST_LEFT, TextWidth.of(row[0])));
        }
        out.append(out.isEmpty() ? "" : "\n").append(screen.bold(title)).append('\n');
        for (String[] row : rows) {
            out.append("  ");
            TextWidth.pad(out, row[0], left);
            if (TextWidth.of(row[0]) > left) {
                out.append('\n');
                TextWidth.blanks(out, left + 2);
            }
            out.append("  ");
            Wrap.hanging(out, row[1], left + 4, columns);
        }
    }

    static String option(Parameter parameter) {
        String label = Labels.of(parameter);
        return (parameter.shortName().isPresent() ? "-" + parameter.shortName().get() + ", " : "    ")
                + "--" + parameter.name() + (label.isEmpty() ? "" : " " + label);
    }

    static String help(Parameter parameter) {
        StringBuilder help = new StringBuilder(Escape.line(parameter.help()));
        Parameter.Kind kind = parameter.kind();
        if (kind instanceof Parameter.Choice && parameter.positional()) {
            help.append("; ").append(Labels.wanted(parameter));
        }
        if (kind instanceof Parameter.Whole(long min, long max) && min != Long.MIN_VALUE && max != Long.MAX_VALUE) {
            help.append(" (").append(min).append(" to ").append(max).append(')');
        }
        if (!parameter.positional() && parameter.required()) {
            help.append(" (required)");
        }
        if (parameter.repeated() && !parameter.positional()) {
            help.append(" (may be repeated)");
        }
        return help.toString();
    }
}
