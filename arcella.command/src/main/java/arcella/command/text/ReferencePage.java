package arcella.command.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.line.CommandLine;
import arcella.command.line.Labels;

/**
 * Writes the reference page of all commands, as Markdown, from the same descriptions that help, completion and the reading of
 * command lines use: the page cannot say anything else than they do.
 */
public final class ReferencePage {

    private ReferencePage() {}

    /**
     * The page.
     *
     * @param verbs those that all clients have
     * @param builtins those that only the shell has
     * @param how the command that writes the page
     */
    public static String of(List<VerbSpec> verbs, List<VerbSpec> builtins, String how) {
        StringBuilder out = new StringBuilder("""
                # Commands

                Every command of a running container, as its own `--help` has it. This page is written by
                `%s` and compared with it by a test: it is not to be edited.

                A command `scope:word` is written so in the shell, and `arcella-cli scope word` (or `arcella-cli scope:word`) outside;
                those of `module` need no scope there: `arcella-cli start m`. Over [ALME](ALME.md) they have the same names and
                arguments. The role says who may give it ([SECURITY.md](SECURITY.md#roles)): `read-only` ones are for both.

                | option of every command | |
                |---|---|
                """.formatted(how));
        row(out, CommandLine.HELP, "");
        row(out, CommandLine.OUTPUT, "");
        row(out, CommandLine.WATCH, ", for those that look and answer with a table or sheet; `arcella-cli` only, the shell has `watch`");
        out.append("\n`arcella-cli` itself has `help`, `completion bash|zsh|fish` and `doctor`, which need no daemon. Codes of its exit:"
                + " 0 done, 1 failed,\n2 usage, 3 no daemon.\n");
        scopes(verbs).forEach((scope, specs) -> {
            out.append("\n## ").append(scope.isEmpty() ? "Without a scope" : scope).append('\n');
            specs.forEach(spec -> verb(out, spec, CommandForm.CLI));
        });
        out.append("\n## The shell's own\n\nText commands, scripts and the session. They are written with or without `shell:`.\n");
        builtins.stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(spec -> verb(out, spec, CommandForm.SHELL));
        return out.toString();
    }

    private static TreeMap<String, List<VerbSpec>> scopes(List<VerbSpec> verbs) {
        TreeMap<String, List<VerbSpec>> scopes = new TreeMap<>();
        verbs.stream().sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(spec -> scopes.computeIfAbsent(spec.name().scope(), _ -> new ArrayList<>()).add(spec));
        return scopes;
    }

    private static void verb(StringBuilder out, VerbSpec spec, CommandForm form) {
        out.append("\n### ").append(spec.name()).append("\n\n").append(sentence(spec.summary())).append(" Role: `")
                .append(spec.role().word()).append("`.\n\n```\n").append(HelpText.usage(spec, form)).append("\n```\n");
        if (!spec.description().isEmpty()) {
            out.append('\n');
            spec.description().lines().map(ReferencePage::escaped).forEach(line -> out.append(line).append('\n'));
        }
        if (!spec.parameters().isEmpty()) {
            out.append("\n| | |\n|---|---|\n");
            spec.parameters().stream().filter(Parameter::positional).forEach(parameter -> row(out, parameter, ""));
            spec.parameters().stream().filter(parameter -> !parameter.positional()).forEach(parameter -> row(out, parameter, ""));
        }
        columns(out, spec);
        if (!spec.examples().isEmpty()) {
            out.append("\n```sh\n");
            spec.examples().forEach(example -> out.append(form.example(spec.name(), example)).append('\n'));
            out.append("```\n");
        }
    }

    /** What a machine finds in the result. */
    private static void columns(StringBuilder out, VerbSpec spec) {
        List<ResultShape.Column> columns = spec.shape() instanceof ResultShape.Table(List<ResultShape.Column> table) ? table
                : spec.shape() instanceof ResultShape.Sheet(List<ResultShape.Column> sheet) ? sheet : List.of();
        if (!columns.isEmpty()) {
            List<String> keys = columns.stream().map(column -> "`" + column.key() + "`" + (column.wideOnly() ? " (wide)" : "")).toList();
            out.append("\nGives ").append(spec.shape() instanceof ResultShape.Table ? "rows of " : "").append(String.join(", ", keys))
                    .append(".\n");
        }
    }

    private static void row(StringBuilder out, Parameter parameter, String more) {
        out.append("| `").append((parameter.positional() ? Labels.of(parameter) : HelpText.option(parameter).strip()).replace("|", "\\|"))
                .append("` | ").append(escaped(HelpText.help(parameter))).append(more).append(" |\n");
    }

    private static String sentence(String summary) {
        return escaped(Character.toUpperCase(summary.charAt(0)) + summary.substring(1)) + ".";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[");
    }
}
