package arcella.runtime.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import arcella.runtime.manifest.Limit;
import arcella.worker.GroupLimits;

/**
 * Every key of the container's configuration, each declared once. To add one, declare it here with {@link #key}, describe its
 * table in {@link #TABLES} if that is new, and write the reference page anew ({@code arcella config reference}): files and the
 * environment then have it, and {@link Configuration#get} answers it.
 */
public final class ConfigKeys {

    /** What the names of environment variables that override a key begin with. */
    public static final String VARIABLES = "ARCELLA_";

    /** Variables that begin likewise and are no keys. */
    public static final Set<String> OTHER_VARIABLES = Set.of("ARCELLA_HOME", "ARCELLA_JAVA_HOME", "ARCELLA_OPTS", "ARCELLA_TRACE",
            "ARCELLA_AOT_PROFILE", "ARCELLA_AOT_OUTPUT", "ARCELLA_BUILD", "ARCELLA_SIZE");

    /** The tables, in the order of the reference page, and what each is for (Markdown). */
    public static final Map<String, String> TABLES = tables(
            "", "Keys outside of any table; they stand at the beginning of a file.",
            "workers", "Worker processes; see [MODULES.md](MODULES.md#workers).",
            "workers.group.<group>", "The same for the worker of one group, key by key in place of those for all.",
            "log", "The container's log; see [LOGGING.md](LOGGING.md).",
            "defaults.limits", "What modules have of limits that they do not state, in place of the built-in defaults; see"
                    + " [MODULES.md](MODULES.md#limits). A change of `fuel` reaches running modules whose fuel is counted.",
            "caps.limits", "What no module has more of, whatever its manifest, its configuration and its grants say.",
            "caps.modules.<module>.limits", "The same for the modules of a name, limit by limit in place of those for all.",
            "roles", "Who beside the container's owner and root may do what; see [SECURITY.md](SECURITY.md#roles).",
            "roles.verbs", "Commands that ask for another role than their own, for everybody.",
            "grant[]", "Standing grants, as many as there are `[[grant]]`; those of all files hold together. See"
                    + " [MODULES.md](MODULES.md#grants).");

    private static final List<ConfigKey<?>> DECLARED = new ArrayList<>();

    /** Further files. */
    public static final ConfigKey<List<String>> INCLUDES = key("includes", ConfigType.texts(), Optional.of(List.of()),
            Takes.AT_ONCE, "Further files to read, relative to the folder of the file that names them; the last part of a path may"
                    + " have `*` and `?`. See [including files](#including-files).");

    /** Whether a worker is kept ready. */
    public static final ConfigKey<Boolean> WORKERS_SPARE = key("workers.spare", ConfigType.truth(), Optional.of(false),
            Takes.NEXT_START, "Whether one process more than is needed is kept ready for the next group that needs one: saves the"
                    + " start of a Java machine, and costs its memory.");

    /** How many workers there may be. */
    public static final ConfigKey<Long> WORKERS_MAX = key("workers.max", ConfigType.whole(1, 10_000), Optional.of(64L),
            Takes.NEXT_START, "How many workers there may be at a time, those that compile and a spare one not counted.");

    private static final ConfigType<Long> HEAP = ConfigType.size().which("a size from \"32MiB\" on", (key, bytes, problems) -> {
        boolean fine = bytes >= GroupLimits.LEAST_HEAP;
        if (!fine) {
            problems.accept("'" + key + "' must be at least \"32MiB\": a worker with less cannot live");
        }
        return fine;
    });

    /** The heap of a worker. */
    public static final ConfigKey<Long> WORKERS_HEAP = key("workers.heap", HEAP, Optional.empty(), Takes.NEXT_PROCESS,
            "The Java heap of a worker, in which the linear memories of its modules lie. If nothing is said, what the limits of"
                    + " memory of the group's modules come to: their sum, the largest once more, and 128 MiB; at least 640 MiB, and"
                    + " beyond that not more than a quarter of the machine's memory.");

    /** How many modules a worker may have. */
    public static final ConfigKey<Long> WORKERS_MODULES = key("workers.modules", ConfigType.whole(1, 1_000_000), Optional.empty(),
            Takes.AT_ONCE, "How many modules may run in one worker at a time; as many as one likes if nothing is said.");

    /** The heap of a group's worker. */
    public static final ConfigKey<Long> GROUP_HEAP = key("workers.group.<group>.heap", HEAP, Optional.empty(),
            Takes.NEXT_PROCESS, "The Java heap of that group's worker.");

    /** How many modules a group's worker may have. */
    public static final ConfigKey<Long> GROUP_MODULES = key("workers.group.<group>.modules", ConfigType.whole(1, 1_000_000),
            Optional.empty(), Takes.AT_ONCE, "How many modules of that group may run at a time.");

    /** How much of loggers is kept that have no level of their own. */
    public static final ConfigKey<String> LOG_LEVEL = key("log.level",
            ConfigType.word("trace", "debug", "info", "warn", "error", "off"), Optional.of("info"), Takes.AT_ONCE,
            "How much is kept of loggers that `log:set` has said nothing of.");

    /** How the log's file is written. */
    public static final ConfigKey<String> LOG_FORMAT = key("log.format", ConfigType.word("text", "json"), Optional.of("text"),
            Takes.AT_ONCE, "How the file is written: lines for people, or a JSON object a line.");

    /** Where the log's file is. */
    public static final ConfigKey<String> LOG_FILE = key("log.file", ConfigType.text().which(
            "a path", (key, text, problems) -> {
                Optional<String> problem = LogPlace.wordProblem(text);
                problem.ifPresent(what -> problems.accept("'" + key + "' " + what));
                return problem.isEmpty();
            }), Optional.of("arcella.log"), Takes.AT_ONCE, "The file: a path below the home's `log/`, or a whole one outside of the"
                    + " home, and no file that is read as configuration; `\"\"` for no file.");

    /** How large a file of the log becomes. */
    public static final ConfigKey<Long> LOG_MAX_SIZE = key("log.max-size", ConfigType.size().which(
            "a size of at least \"64KiB\"", (key, bytes, problems) -> {
                boolean fine = bytes >= 64 << 10;
                if (!fine) {
                    problems.accept("'" + key + "' must be at least \"64KiB\"");
                }
                return fine;
            }), Optional.of(10L << 20), Takes.AT_ONCE, "How large the file becomes before it is set aside.");

    /** How many files of the log there are. */
    public static final ConfigKey<Long> LOG_MAX_FILES = key("log.max-files", ConfigType.whole(1, 1000), Optional.of(5L),
            Takes.AT_ONCE, "How many files there are at most, those set aside and the current one: all together are never larger"
                    + " than so many times `max-size`.");

    /** How fast a module may write lines. */
    public static final ConfigKey<Long> LOG_RATE = key("log.rate", ConfigType.whole(1, 1_000_000), Optional.of(200L), Takes.AT_ONCE,
            "How many lines a second one module or Java bundle may write for long; five seconds' worth may come at once. What is more"
                    + " is dropped and counted.");

    /** What holds of limits that modules do not state. */
    public static final Map<Limit, ConfigKey<Long>> DEFAULTS = limits("defaults.limits",
            limit -> Optional.of(limit.standard()), limit -> limit.meaning() + ", for a module that states none.");

    /** What no module has more of. */
    public static final Map<Limit, ConfigKey<Long>> CAPS = limits("caps.limits",
            limit -> Optional.empty(), limit -> limit.meaning() + ", at the most.");

    /** The same, for modules of a name. */
    public static final Map<Limit, ConfigKey<Long>> MODULE_CAPS = limits("caps.modules.<module>.limits",
            limit -> Optional.empty(), limit -> limit.meaning() + ", at the most, for modules of that name.");

    /** Whom a grant is for. */
    public static final ConfigKey<String> GRANT_NAME = key("grant.[].name", ConfigType.text(), Optional.empty(),
            Takes.NEXT_INSTANCE, "The module's name; alone, it holds only for what an operator has installed by hand.");

    /** The content that a grant is for. */
    public static final ConfigKey<String> GRANT_SHA256 = key("grant.[].sha256", ConfigType.text().which(
            "64 hexadecimal digits", (key, text, problems) -> {
                boolean fine = text.matches("[0-9a-f]{64}");
                if (!fine) {
                    problems.accept("'" + key + "' must be 64 lower-case hexadecimal digits");
                }
                return fine;
            }), Optional.empty(), Takes.NEXT_INSTANCE, "The hash of the content, however it came. `name` or `sha256` is needed.");

    /** What is granted. */
    public static final ConfigKey<List<String>> GRANT_ALLOW = key("grant.[].allow", ConfigType.texts().which(
            "a list of grants, such as [\"trust\", \"env:LANG\"]", (key, words, problems) -> {
                List<GrantWord.Problem> wrong = words.stream().flatMap(word -> GrantWord.problem(word).stream()).toList();
                wrong.forEach(problem -> problems.accept(problem.what() + "; " + problem.remedy()));
                return wrong.isEmpty();
            }), Optional.empty(), Takes.NEXT_INSTANCE, "What is granted: `trust`, `env:NAME`, `limit:NAME`, `read:/FOLDER`,"
                    + " `write:/FOLDER`, `net:RULE`, `listen:RULE`, or `all` that is asked for.");

    /** Who is an admin. */
    public static final ConfigKey<List<String>> ROLES_ADMIN = key("roles.admin", people(), Optional.of(List.of()), Takes.AT_ONCE,
            "Who may do everything: users (`alice`, `uid:1000`) and members of groups (`group:ops`, `gid:1000`).");

    /** Who may look. */
    public static final ConfigKey<List<String>> ROLES_READ_ONLY = key("roles.read-only", people(), Optional.of(List.of()), Takes.AT_ONCE,
            "Who may give the commands that only look, written likewise.");

    /** Where the second socket is. */
    public static final ConfigKey<String> ROLES_SOCKET_FOLDER = key("roles.socket-folder", ConfigType.text().which(
            "an absolute path", (key, text, problems) -> {
                boolean fine = text.startsWith("/") && text.indexOf('\0') < 0 && text.length() <= 100;
                if (!fine) {
                    problems.accept("'" + key + "' must be an absolute path of at most 100 characters, such as \"/run/arcella\"");
                }
                return fine;
            }), Optional.empty(), Takes.AT_ONCE, "A folder for a second socket, which users with roles can reach; they take it for the"
                    + " home. Without it there is none, and the home's own is closed to them.");

    /** Who may connect to it. */
    public static final ConfigKey<String> ROLES_SOCKET_GROUP = key("roles.socket-group", ConfigType.text().which(
            "a group", (key, text, problems) -> {
                String problem = RoleWords.groupProblem(text);
                if (!problem.isEmpty()) {
                    problems.accept("'" + key + "': " + problem);
                }
                return problem.isEmpty();
            }), Optional.empty(), Takes.AT_ONCE, "The group, by name or as `gid:1000`, whose members may connect there; the container's"
                    + " own if it is not said.");

    /** What verbs ask for. */
    public static final ConfigKey<String> ROLES_VERBS = key("roles.verbs.<verb>", ConfigType.word("read-only", "admin"), Optional.empty(),
            Takes.AT_ONCE, "The role that the command asks for, such as `\"module:restart\" = \"read-only\"`.");

    /** Every key, in the order of their declaration. */
    public static final List<ConfigKey<?>> ALL = List.copyOf(DECLARED);

    /** What must hold of each table of a list, by its path: what is wrong with one that has these keys. */
    static final Map<String, Function<Set<String>, Optional<String>>> EACH = Map.of("grant", present ->
            present.contains("name") || present.contains("sha256") ? Optional.empty() : Optional.of("[[grant]] needs 'sha256' or 'name'"));

    private ConfigKeys() {}

    private static ConfigType<List<String>> people() {
        return ConfigType.texts().which("a list of users and groups, such as [\"alice\", \"group:ops\"]", (key, words, problems) -> {
            List<String> wrong = words.stream().map(RoleWords::problem).filter(problem -> !problem.isEmpty()).toList();
            wrong.forEach(problem -> problems.accept("'" + key + "': " + problem));
            return wrong.isEmpty();
        });
    }

    private static <T> ConfigKey<T> key(String path, ConfigType<T> type, Optional<T> standard, Takes takes, String meaning) {
        ConfigKey<T> key = ConfigKey.of(path, type, standard, takes, meaning);
        DECLARED.add(key);
        return key;
    }

    private static Map<Limit, ConfigKey<Long>> limits(
            String table, Function<Limit, Optional<Long>> standard, Function<Limit, String> meaning) {
        Map<Limit, ConfigKey<Long>> keys = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            keys.put(limit, key(table + "." + limit.key(), ConfigType.limit(limit), standard.apply(limit),
                    limit.live() ? Takes.AT_ONCE : Takes.NEXT_INSTANCE, meaning.apply(limit)));
        }
        return Collections.unmodifiableMap(keys);
    }

    private static Map<String, String> tables(String... namesAndTexts) {
        Map<String, String> tables = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            tables.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return Collections.unmodifiableMap(tables);
    }
}
