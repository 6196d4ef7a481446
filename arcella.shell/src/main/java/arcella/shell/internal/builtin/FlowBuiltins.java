package arcella.shell.internal.builtin;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.felix.service.command.Function;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

import arcella.command.Arguments;
import arcella.command.Parameter;
import arcella.command.Role;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.gogo.Mistakes;
import arcella.shell.internal.text.TextLines;

/** Commands that run other commands: scripts, repetition, choice. */
final class FlowBuiltins {

    private static final Parameter.Text CLOSURE = new Parameter.Text("{COMMANDS}");

    private FlowBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin(Builtins.admin("source", "Runs the commands in a file",
                        "The file is read where the container runs. It ends with the first command that fails. What"
                                + " stands behind the file's name is $1, $2 … and $args in it.",
                        List.of(
                                Parameter.argument("file", new Parameter.Reference("file"), "the script"),
                                Parameter.optionalArgument("arg", new Parameter.Text("ARG"), "its arguments").many()),
                        "source /opt/app/setup.arc"), FlowBuiltins::source),
                new Builtin(Builtins.spec("watch", "Runs a command again and again until Ctrl-C",
                        "Everything from the command's name on belongs to the command.",
                        List.of(
                                Parameter.option("interval", new Parameter.Whole(1, 86_400), "seconds between two runs; 1 if"
                                        + " absent").letter('n'),
                                Parameter.option("count", new Parameter.Whole(1, 1_000_000_000),
                                        "stops after so many runs").letter('c'),
                                Parameter.argument("command", new Parameter.Text("COMMAND"),
                                        "a command line, or { commands }").many()),
                        "watch -n 5 module:list", "watch { module:list | grep Active }"), FlowBuiltins::watch),
                new Builtin(Builtins.admin("each", "Runs commands for each item of a list",
                        "The item is $it in the commands. Without a list, the lines of the pipe are the items.",
                        List.of(
                                Parameter.argument("list", new Parameter.Text("LIST"), "such as [a b c]"),
                                Parameter.optionalArgument("commands", CLOSURE, "what to do")),
                        "each [one two] { echo $it }"), FlowBuiltins::each),
                new Builtin(Builtins.admin("if", "Runs commands if others succeed",
                        "A condition holds if its last pipe neither fails nor gives false, and does not end with a grep that finds"
                                + " nothing. One that is no command, or makes no sense, is a mistake and not a no.",
                        List.of(
                                Parameter.argument("condition", CLOSURE, "decides"),
                                Parameter.argument("then", CLOSURE, "runs if it holds"),
                                Parameter.optionalArgument("else", CLOSURE, "runs if it does not")),
                        "if { module:info hello } { echo here } { echo absent }",
                        "if { module:list | grep -q Failed } { module:list | grep Failed }"), FlowBuiltins::choose),
                new Builtin(Builtins.spec("sleep", "Waits so many seconds", "",
                        List.of(Parameter.argument("seconds", new Parameter.Text("SECONDS"), "such as 2 or 0.5")),
                        "sleep 2"), FlowBuiltins::sleep));
    }

    private static @Nullable Object source(Call call) throws Exception {
        List<String> words = call.words();
        Arguments arguments = call.arguments(words);
        Path file = call.shell().folder().resolve(arguments.text("file")).normalize();
        Scripts.run(call.session(), file, List.copyOf(call.given().subList(1, call.given().size())));
        return null;
    }

    private static @Nullable Object watch(Call call) throws Exception {
        List<Object> given = call.given();
        int start = 0;
        while (start < given.size() && given.get(start).toString().startsWith("-")) {
            start += given.get(start).toString().matches("-[nc]|--interval|--count") ? 2 : 1;
        }
        int from = Math.min(start, given.size());
        List<String> options = new java.util.ArrayList<>(call.words().subList(0, from));
        options.addAll(from < given.size() ? List.of("--", "command") : List.of());
        Arguments arguments = call.arguments(options);
        long pause = arguments.whole("interval").orElse(1L);
        long count = arguments.whole("count").orElse(Long.MAX_VALUE);
        List<Object> command = given.subList(from, given.size());
        for (long i = 0; i < count; i++) {
            if (i > 0) {
                TimeUnit.SECONDS.sleep(pause);
            }
            if (call.shell().onScreen(call.process())) {
                call.shell().terminal().ifPresent(terminal -> {
                    terminal.puts(InfoCmp.Capability.clear_screen);
                    terminal.flush();
                });
            }
            if (command.getFirst() instanceof Function closure) {
                show(call, closure.execute(call.session(), List.of()));
            } else {
                show(call, call.session().execute(written(call, command)));
            }
        }
        return null;
    }

    /** The command as a line; for who is no admin with its words as values, so that none of them is read as language. */
    private static String written(Call call, List<Object> command) {
        if (call.shell().caller().role() == Role.ADMIN) {
            return quoted(command);
        }
        StringBuilder line = new StringBuilder(command.getFirst().toString());
        if (!line.toString().matches("[a-z][a-z0-9:-]*")) {
            throw new ArcellaException(ShellError.BAD_USE, "'" + line + "' is no name of a command", "write watch module:list");
        }
        for (int i = 1; i < command.size(); i++) {
            call.session().put("watched" + i, command.get(i).toString());
            line.append(" $watched").append(i);
        }
        return line.toString();
    }

    private static String quoted(List<Object> command) {
        StringBuilder line = new StringBuilder(command.getFirst().toString());
        command.stream().skip(1).forEach(word ->
                line.append(" '").append(word.toString().replace("\\", "\\\\").replace("'", "'\\''")).append('\''));
        return line.toString();
    }

    private static void show(Call call, @Nullable Object result) {
        if (result != null) {
            call.line(call.session().format(result, org.apache.felix.service.command.Converter.INSPECT).toString());
        }
    }

    private static @Nullable Object each(Call call) throws Exception {
        List<Object> given = call.given();
        if (given.size() == 1 && given.getFirst() instanceof Function closure) {
            TextLines lines = new TextLines(call.process().in(), TextSources.PIPE);
            for (String line = lines.next(); line != null; line = lines.next()) {
                show(call, closure.execute(call.session(), List.of(line)));
            }
            return null;
        }
        if (given.size() != 2 || !(given.get(1) instanceof Function closure)) {
            throw new ArcellaException(
                    ShellError.BAD_USE, "each takes a list and { commands }", "see 'each --help'");
        }
        Collection<?> items = switch (given.getFirst()) {
            case Collection<?> many -> many;
            case Object[] many -> Arrays.asList(many);
            case Object one -> List.of(one);
        };
        for (Object item : items) {
            show(call, closure.execute(call.session(), List.of(item)));
        }
        return null;
    }

    private static @Nullable Object choose(Call call) throws Exception {
        List<Object> given = call.given();
        if (given.size() < 2 || given.size() > 3 || !given.stream().allMatch(Function.class::isInstance)) {
            throw new ArcellaException(
                    ShellError.BAD_USE, "if takes { condition } { commands } and maybe { others }", "see 'if --help'");
        }
        boolean holds;
        try {
            Object value = ((Function) given.getFirst()).execute(call.session(), List.of());
            // A command that prints and gives no value has succeeded, unless it says no, as grep does without a match.
            holds = call.shell().succeeded(call.process()) && !Boolean.FALSE.equals(value) && !"false".equals(value);
        } catch (ArcellaException e) {
            if (Mistakes.are(e)) {
                throw e;
            }
            holds = false;
        }
        // A no of the condition is none of the command.
        call.process().error(0);
        if (holds) {
            return ((Function) given.get(1)).execute(call.session(), List.of());
        }
        return given.size() == 3 ? ((Function) given.get(2)).execute(call.session(), List.of()) : null;
    }

    private static @Nullable Object sleep(Call call) throws InterruptedException {
        String text = call.arguments().text("seconds");
        if (!text.matches("\\d{1,7}(\\.\\d{1,3})?")) {
            throw new ArcellaException(
                    ShellError.BAD_USE, "sleep takes a number of seconds, not '" + text + "'", "write sleep 2 or sleep 0.5");
        }
        Thread.sleep((long) (Double.parseDouble(text) * 1000));
        return null;
    }
}
