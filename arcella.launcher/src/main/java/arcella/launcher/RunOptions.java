package arcella.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import arcella.error.ArcellaException;
import arcella.wasi.Preopen;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

/**
 * The command line of {@code arcella run}.
 *
 * @param file the module
 * @param arguments the guest's own, without its name
 * @param environment the guest's whole environment
 * @param configuration the values of {@code wasi:config/store}
 * @param folders the folders of the host that the guest may use
 * @param network what of the network the guest may use
 * @param timeout after which it is stopped; empty for never
 * @param memoryBytes the most linear memory
 * @param fuel units it may use up; empty for no count
 * @param invoke the call to make, such as {@code greet("Ada")}, in place of running the module as a command
 */
record RunOptions(
        Path file,
        List<String> arguments,
        Map<String, String> environment,
        Map<String, String> configuration,
        List<Preopen> folders,
        NetworkRules network,
        Optional<Duration> timeout,
        long memoryBytes,
        OptionalLong fuel,
        Optional<String> invoke) {

    static final String HELP = """
            arcella run: runs one module and ends with it

            Usage: arcella run [OPTIONS] FILE [--] [ARG ...]

            Standard input, output and error are the module's, unchanged; what it writes
            to wasi:logging is lines on standard error. What stands behind FILE is the
            module's.
            Exit code: the module's own; 1 if it trapped or could not run, or if its
            output could not be written; 2 for a wrong command line; 141 instead of 0 if
            nobody read what it wrote.

            Options:
              --env NAME=VALUE   a variable of the module's environment, which is empty
                                 otherwise (may be repeated); --env NAME takes the
                                 value from this process's environment
              --config KEY=VALUE a value that wasi:config/store gives to the module (may
                                 be repeated)
              --dir HOST[::GUEST][:ro|:rw]
                                 a folder that the module may use, by the name GUEST
                                 (default: HOST as given); ':ro' for reading only, ':rw'
                                 or nothing for writing too (may be repeated)
              --net RULE         where it may connect and send to: tcp://HOST:PORT,
                                 udp://HOST:PORT, https://HOST; HOST is a name, an
                                 address, 10.0.0.0/8 or *, PORT a number or * (may be
                                 repeated). Only localhost and addresses written out
                                 mean this machine
              --listen RULE      where it may listen: tcp://127.0.0.1:8080, udp://*:53
                                 (may be repeated)
              --timeout TIME     stop it after that time: 500ms, 5s, 2m
              --memory SIZE      the most linear memory it may have: 64MiB (default
                                 256MiB)
              --invoke CALL      call a function and print what it gives, such as
                                 --invoke 'greet("Ada")'; values are WAVE, and the
                                 function is fn, iface.fn or ns:pkg/iface@version.fn
              --fuel UNITS       the most work it may do, about one unit an instruction
              --help             this text
            """;

    private static final List<String> OPTIONS = List.of("--env", "--config", "--dir", "--net", "--listen", "--timeout",
            "--memory", "--fuel", "--invoke");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(b|kib|mib|gib)?");

    RunOptions {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        folders = List.copyOf(folders);
    }

    /**
     * Reads the words behind {@code run}; empty if they ask for help.
     *
     * @throws ArcellaException if they are not understood
     */
    static Optional<RunOptions> parse(List<String> words) {
        Map<String, String> environment = new LinkedHashMap<>();
        Map<String, String> configuration = new LinkedHashMap<>();
        List<Preopen> folders = new ArrayList<>();
        List<NetworkRule> allow = new ArrayList<>();
        List<NetworkRule> listen = new ArrayList<>();
        Optional<Duration> timeout = Optional.empty();
        long memory = 256L << 20;
        OptionalLong fuel = OptionalLong.empty();
        Optional<String> invoke = Optional.empty();
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("--")) {
            String word = words.get(at++);
            String name = word;
            String value = null;
            int equals = word.indexOf('=');
            if (word.startsWith("--") && equals > 0) {
                name = word.substring(0, equals);
                value = word.substring(equals + 1);
            }
            if (name.equals("--help") || name.equals("-h")) {
                return Optional.empty();
            }
            if (!OPTIONS.contains(name)) {
                throw usage("there is no option '" + name + "'");
            }
            if (value == null) {
                if (at == words.size()) {
                    throw usage(name + " needs a value");
                }
                value = words.get(at++);
            }
            switch (name) {
                case "--env" -> addVariable(environment, value);
                case "--config" -> addValue(configuration, value);
                case "--dir" -> folders.add(folder(value, folders));
                case "--net" -> allow.add(rule(name, value));
                case "--listen" -> listen.add(rule(name, value));
                case "--timeout" -> timeout = Optional.of(time(value));
                case "--memory" -> memory = size(value);
                case "--invoke" -> invoke = Optional.of(value);
                default -> fuel = OptionalLong.of(whole(name, value));
            }
        }
        if (at < words.size() && words.get(at).equals("--")) {
            at++;
        }
        if (at == words.size()) {
            throw usage("no FILE to run is named");
        }
        Path file = Path.of(words.get(at++));
        if (at < words.size() && words.get(at).equals("--")) {
            at++;
        }
        return Optional.of(new RunOptions(
                file, words.subList(at, words.size()), environment, configuration, folders,
                new NetworkRules(allow, listen), timeout, memory, fuel, invoke));
    }

    private static void addVariable(Map<String, String> environment, String text) {
        int equals = text.indexOf('=');
        if (equals == 0 || text.isEmpty()) {
            throw usage("--env takes NAME=VALUE, not '" + text + "'");
        }
        if (equals > 0) {
            environment.put(text.substring(0, equals), text.substring(equals + 1));
            return;
        }
        String inherited = System.getenv(text);
        if (inherited == null) {
            throw usage("--env " + text + ": this process has no such variable");
        }
        environment.put(text, inherited);
    }

    private static void addValue(Map<String, String> configuration, String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw usage("--config takes KEY=VALUE, not '" + text + "'");
        }
        configuration.put(text.substring(0, equals), text.substring(equals + 1));
    }

    /** {@code HOST[::GUEST][:ro|:rw]}; a folder whose own name ends in {@code :ro} is written {@code HOST::GUEST}. */
    private static Preopen folder(String text, List<Preopen> others) {
        boolean readOnly = text.endsWith(":ro");
        String rest = readOnly || text.endsWith(":rw") ? text.substring(0, text.length() - ":ro".length()) : text;
        int colons = rest.lastIndexOf("::");
        String host = colons < 0 ? rest : rest.substring(0, colons);
        String guest = colons < 0 ? rest : rest.substring(colons + 2);
        // A colon in the module's name for it is rather a mistyped mode.
        if (host.isEmpty() || guest.isEmpty() || colons >= 0 && guest.indexOf(':') >= 0) {
            throw usage("--dir takes HOST or HOST::GUEST, with ':ro' behind for reading only, not '" + text + "'");
        }
        if (others.stream().anyMatch(other -> other.guest().equals(guest))) {
            throw usage("--dir: two folders are given as '" + guest + "', and the module could reach only one of them");
        }
        return new Preopen(Path.of(host), guest, readOnly ? Preopen.Access.READ_ONLY : Preopen.Access.READ_WRITE);
    }

    private static NetworkRule rule(String option, String text) {
        NetworkRule rule;
        try {
            rule = NetworkRule.parse(text);
        } catch (ArcellaException e) {
            throw usage(option + " takes a rule such as tcp://127.0.0.1:5432, udp://*:53 or https://api.example.com, not '"
                    + text + "'");
        }
        if (option.equals("--listen") && !rule.protocol().listens()) {
            throw usage("--listen takes tcp:// or udp://, not '" + text + "'");
        }
        return rule;
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw usage("--timeout takes a time such as 500ms, 5s or 2m, not '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static long size(String text) {
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw usage("--memory takes a size such as 65536, 512KiB or 64MiB, not '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "kib" -> number << 10;
            case "mib" -> number << 20;
            case "gib" -> number << 30;
            case null, default -> number;
        };
    }

    private static long whole(String name, String text) {
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw usage(name + " takes a whole number, not '" + text + "'");
        }
        throw usage(name + " takes a number above 0, not '" + text + "'");
    }

    private static ArcellaException usage(String what) {
        return new ArcellaException(LauncherError.USAGE, "run: " + what, "see 'arcella run --help'");
    }
}
