package arcella.launcher;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.command.Data;
import arcella.command.text.Escape;
import arcella.command.text.JsonText;
import arcella.command.text.ResultText;
import arcella.error.ArcellaException;

/**
 * The program {@code arcella}. Exit codes: 0 ok, 1 failed, 2 usage, 3 no daemon; {@code run} ends with the module's own
 * code.
 */
public final class Main {

    private static final String HELP = """
            arcella: a container for WebAssembly modules

            Usage: arcella [--home DIR]           a shell; starts the daemon if none runs
                   arcella [--home DIR] daemon    the daemon, in the foreground
                   arcella [--home DIR] start     the daemon, in the background
                   arcella [--home DIR] stop      stops it
                   arcella [--home DIR] status    how it is
                   arcella run [OPTIONS] FILE [-- ARG ...]
                                                  runs one module and ends with it
                   arcella wit FILE               prints the WIT of a component
                   arcella validate FILE          says whether a component or core
                                                  module is valid
                   arcella [--home DIR] config validate [FILE]
                                                  says what is wrong with the
                                                  container's configuration; also
                                                  'config show', 'config reference'
                   arcella [--home DIR] doctor    looks at the machine and the home,
                                                  and says what to do
            Without a terminal, plain 'arcella' is 'arcella daemon'.

            Options:
              --home DIR    the container's folder (else ARCELLA_HOME, else ~/.arcella)
              --help        this text; 'arcella run --help' for the options of run
              --version     the version

            A running container is operated with arcella-cli; see 'arcella-cli --help'.
            """;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** What {@code arcella ARGS} does, apart from ending the process. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            return dispatch(args, out);
        } catch (InvalidPathException e) {
            // Java gives such a name no file to stand for; the launch scripts ask for a locale in which that cannot be, where there is one.
            err.println("arcella: " + Escape.block(usage("'" + e.getInput() + "' can be no file's name in this locale", "choose one with UTF-8, such "
                    + "as LC_ALL=C.UTF-8").getMessage()));
            return 2;
        } catch (ArcellaException e) {
            // Names in it may be a module's own; only what a guest prints passes unchanged.
            err.println(DoctorCommand.asksForJson(args)
                    ? JsonText.compact(Data.fields().put("error", ResultText.failureData(e)).build())
                    : "arcella: " + Escape.block(e.getMessage()));
            if (System.getenv("ARCELLA_TRACE") != null) {
                e.printStackTrace(err);
            }
            return e.code().number() == LauncherError.USAGE.number()
                    ? 2
                    : e.code().number() == LauncherError.NOT_RUNNING.number() ? 3 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** The code of a command that is there to print; what a module prints under {@code run} is the module's affair. */
    private static int written(PrintStream out, int code) {
        if (code == 0 && out.checkError()) {
            // A stream that prints swallows what the system says.
            throw new ArcellaException(LauncherError.OUTPUT, "not all of the output could be written", "look at where it goes");
        }
        return code;
    }

    private static int dispatch(List<String> args, PrintStream out) throws InterruptedException {
        List<String> words = new ArrayList<>();
        Optional<String> homeOption = Optional.empty();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--home")) {
                if (i + 1 == args.size()) {
                    throw usage("--home needs a folder");
                }
                homeOption = Optional.of(homeFolder(args.get(++i)));
            } else if (arg.startsWith("--home=")) {
                homeOption = Optional.of(homeFolder(arg.substring("--home=".length())));
            } else if (arg.equals("run") && words.isEmpty()) {
                return RunCommand.run(args.subList(i + 1, args.size()), out);
            } else {
                words.add(arg);
            }
        }
        if (!words.isEmpty() && words.getFirst().equals("wit")) {
            return written(out, WitCommand.run(words.subList(1, words.size()), out));
        }
        if (!words.isEmpty() && words.getFirst().equals("validate")) {
            return written(out, ValidateCommand.run(words.subList(1, words.size()), out));
        }
        if (!words.isEmpty() && words.getFirst().equals("doctor")) {
            return written(out, DoctorCommand.run(Home.of(homeOption), Distribution.current(), words.subList(1, words.size()), out));
        }
        if (!words.isEmpty() && words.getFirst().equals("config")) {
            return written(out, ConfigCommand.run(Home.of(homeOption), System.getenv(), words.subList(1, words.size()), out));
        }
        if (words.size() > 1) {
            throw usage("'" + words.get(1) + "' is one word too many");
        }
        Background background = new Background(Home.of(homeOption), Distribution.current());
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "--help", "-h", "help" -> print(out, HELP);
            case "--version", "version" -> print(out, "arcella " + Version.text() + "\n");
            case "daemon" -> new Daemon(background.home(), background.distribution()).run();
            case "start" -> background.start();
            case "stop" -> background.stop();
            case "status" -> background.status();
            case "" -> System.console() != null && System.console().isTerminal()
                    ? background.attach()
                    : new Daemon(background.home(), background.distribution()).run();
            default -> throw usage("there is no '" + words.getFirst() + "'");
        };
    }

    /** What {@code --home} names; nothing, such as an unset variable of a script leaves, would mean the current folder. */
    private static String homeFolder(String value) {
        if (value.isEmpty()) {
            throw usage("--home needs a folder, and was given an empty name");
        }
        return value;
    }

    private static int print(PrintStream out, String text) {
        out.print(text);
        return written(out, 0);
    }

    private static ArcellaException usage(String what) {
        return usage(what, "see 'arcella --help'");
    }

    private static ArcellaException usage(String what, String remedy) {
        return new ArcellaException(LauncherError.USAGE, what, remedy);
    }
}
