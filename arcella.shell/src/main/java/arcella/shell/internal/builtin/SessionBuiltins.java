package arcella.shell.internal.builtin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import org.jline.reader.History;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

import arcella.command.Arguments;
import arcella.command.Parameter;
import arcella.command.Role;
import arcella.command.VerbSpec;
import arcella.command.line.CommandForm;
import arcella.command.text.Escape;
import arcella.command.text.HelpText;
import arcella.command.text.ReferencePage;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.gogo.VerbFunction;

/** Commands about the session: help, history, aliases, leaving. */
final class SessionBuiltins {

    private SessionBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin(Builtins.spec("help", "Shows the commands, or one of them", "",
                        List.of(Parameter.optionalArgument("command", new Parameter.Reference("command"),
                                "a command, or the first word of a family such as module"),
                                Parameter.flag("markdown", "writes all of them as the page docs/VERBS.md")),
                        "help", "help module:start", "help bundle"), SessionBuiltins::help),
                leaving("exit"),
                leaving("logout"),
                new Builtin(Builtins.spec("clear", "Clears the screen", "", List.of()), call -> {
                    call.shell().terminal().ifPresent(terminal -> {
                        terminal.puts(InfoCmp.Capability.clear_screen);
                        terminal.flush();
                    });
                    return null;
                }),
                new Builtin(Builtins.spec("history", "Shows the lines typed before",
                        "They are kept in the container's home in a file that only its owner can read. A line that"
                                + " begins with a blank is not kept.",
                        List.of(
                                Parameter.flag("clear", "forgets all of them").letter('c'),
                                Parameter.option("last", new Parameter.Whole(1, 1_000_000), "only so many").letter('n')),
                        "history -n 10"), SessionBuiltins::history),
                new Builtin(Builtins.admin("alias", "Gives a command line a short name",
                        "What is written behind the alias is added to the command line. An alias in its own text means the"
                                + " command of that name. Aliases last as long as the"
                                + " session; those in etc/shell.init under the container's home are there in every one.",
                        List.of(Parameter.optionalArgument("definition", new Parameter.Text("NAME=COMMAND"),
                                "name=command line; shows all if absent").many()),
                        "alias ll='bundle:list --all'", "alias"), SessionBuiltins::alias),
                new Builtin(Builtins.admin("unalias", "Forgets an alias", "",
                        List.of(Parameter.argument("name", new Parameter.Text("NAME"), "the alias"))), call -> {
                    String name = call.arguments().text("name");
                    if (!call.shell().aliases().forget(name)) {
                        throw new ArcellaException(ShellError.BAD_USE, "there is no alias '" + name + "'", "see alias");
                    }
                    return null;
                }),
                new Builtin(Builtins.spec("last-error", "Shows the last failure in full, for a bug report", "",
                        List.of()), SessionBuiltins::lastError));
    }

    private static Builtin leaving(String word) {
        return new Builtin(Builtins.spec(word, "Leaves the shell; the container goes on", "", List.of()), call -> {
            call.arguments();
            call.shell().leave();
            return null;
        });
    }

    private static @Nullable Object help(Call call) {
        Arguments arguments = call.arguments();
        var asked = arguments.optionalText("command");
        Role role = call.shell().caller().role();
        List<VerbSpec> all = new java.util.ArrayList<>(call.shell().catalogue().verbs().specs(role));
        call.shell().builtins().stream().filter(spec -> role.covers(spec.role())).forEach(all::add);
        all.sort((a, b) -> a.name().compareTo(b.name()));
        if (arguments.flag("markdown")) {
            call.print(ReferencePage.of(call.shell().catalogue().verbs().specs(role),
                    call.shell().builtins().stream().filter(spec -> role.covers(spec.role())).toList(),
                    "arcella-cli shell -c 'help --markdown'"));
            return null;
        }
        if (asked.isEmpty()) {
            call.print(HelpText.list(all, CommandForm.SHELL, call.shell().screen(call.process())));
            foreign(call);
            shorthands(call);
            return null;
        }
        List<VerbSpec> family = all.stream().filter(spec -> spec.name().scope().equals(asked.get())).toList();
        var one = call.shell().describe(asked.get());
        if (one.isPresent() && (family.isEmpty() || asked.get().contains(":"))) {
            call.print(HelpText.verb(
                    one.get(), CommandForm.SHELL, VerbFunction.COMMON, call.shell().screen(call.process())));
        } else if (!family.isEmpty()) {
            call.print(HelpText.list(family, CommandForm.SHELL, call.shell().screen(call.process())));
        } else {
            throw call.shell().notFound(asked.get());
        }
        return null;
    }

    private static void foreign(Call call) {
        var names = call.shell().catalogue().foreignNames();
        if (!names.isEmpty() && call.shell().caller().role() == Role.ADMIN) {
            call.line("\nOther bundles' commands, without help here:");
            names.forEach(name -> call.line("  " + Escape.line(name)));
        }
    }

    private static void shorthands(Call call) {
        StringBuilder out = new StringBuilder();
        HelpText.section(
                out,
                "Short names",
                call.shell().shorthands().stream()
                        .map(entry -> new String[] {entry.getKey(), entry.getValue()}).toList(),
                80,
                call.shell().screen(call.process()));
        call.print("\n" + out + """

                The family may be left out where only one command has the name: diag is
                bundle:diag. COMMAND --help shows a command's arguments.
                """);
    }

    private static @Nullable Object history(Call call) throws java.io.IOException {
        Arguments arguments = call.arguments();
        History history = call.shell().history().orElseThrow(() -> new ArcellaException(
                ShellError.BAD_USE, "there is no history without a terminal", ""));
        if (arguments.flag("clear")) {
            history.purge();
            return null;
        }
        int first = Math.max(history.first(),
                history.last() + 1 - Math.toIntExact(arguments.whole("last").orElse(1_000_000L)));
        StringBuilder out = new StringBuilder();
        for (int i = first; i <= history.last() && history.size() > 0; i++) {
            out.append(String.format("%5d  %s%n", i + 1, history.get(i)));
        }
        call.print(out.toString());
        return null;
    }

    private static @Nullable Object alias(Call call) {
        String definition = String.join(" ", call.words()).strip();
        if (definition.isEmpty()) {
            call.shell().aliases().texts().forEach((name, text) -> call.line(name + "='" + text + "'"));
            return null;
        }
        int equals = definition.indexOf('=');
        String name = equals < 0 ? "" : definition.substring(0, equals).strip();
        String text = definition.substring(equals + 1).strip();
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*") || text.isEmpty()) {
            throw new ArcellaException(
                    ShellError.BAD_USE, "'" + definition + "' defines no alias", "write alias name='command line'");
        }
        call.shell().aliases().define(name, text);
        return null;
    }

    private static @Nullable Object lastError(Call call) {
        var failure = call.shell().lastFailure();
        if (failure.isEmpty()) {
            call.line("nothing has failed");
            return null;
        }
        StringWriter trace = new StringWriter();
        failure.get().printStackTrace(new PrintWriter(trace));
        call.print(Escape.block(trace.toString()));
        return null;
    }
}
