package arcella.command.line;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What Karaf's operators may type that has another name here, or none: what to do instead. */
public final class KarafNames {

    private static final String FACTORY = "configurations of a factory come with a feature, as FACTORY~NAME in its JSON: see docs/FEATURES.md";
    private static final String MEMORY = "use shell:info, or status";
    private static final String PRINTF = "use echo, which also reads variables in double quotes";
    private static final String TAC = "there is nothing like it; use sort -r, or tail for the last lines";
    private static final String WHILE = "use each for a list, or watch for what is to be done again and again";
    private static final String VARIABLES = "NAME = VALUE sets a variable and echo $NAME shows it; system:property shows those of Java";
    private static final String COMPLETION = "there are no modes of completion: Tab completes all commands that you may give";
    private static final String PAGER = "use head, or the scrolling of your terminal";
    private static final String JOBS = "Ctrl-C ends the command that runs, and leaving the shell those in the background";
    private static final String CONDITIONS = "use if, && and ||: a command that fails is a no";
    private static final String KEYS = "the keys of the shell are what they are: see docs/SHELL.md";
    private static final String EDITOR = "use an editor of your own terminal for files, and config:edit for configurations";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("bundle:services", "use bundle:info, or service:list --bundle ID"),
            Map.entry("bundle:tree-show", "use bundle:info, which shows the bundles that it uses"),
            Map.entry("bundle:requirements", "use bundle:headers and bundle:diag"),
            Map.entry("bundle:capabilities", "use bundle:headers"),
            Map.entry("bundle:classes", "use bundle:headers, and unzip -l on the jar"),
            Map.entry("bundle:find-class", "use bundle:headers, which shows the packages, and grep"),
            Map.entry("bundle:load-test", "there is nothing like it"),
            Map.entry("bundle:start-level", "there is nothing like it: bundle:list shows the levels of bundles, system:start-level that of the framework"),
            Map.entry("bundle:status", "use bundle:info"),
            Map.entry("bundle:id", "use bundle:info"),
            Map.entry("bundle:watch", "a changed file in deploy/ is taken by itself; to look on, use watch bundle:list in the shell"
                    + " or arcella-cli bundle list --watch"),
            Map.entry("bundle:dynamic-import", "there is nothing like it; bundle:headers shows what a bundle imports, and its own manifest"
                    + " has to name what it lacks"),
            Map.entry("package:imports", "use bundle:headers"),
            Map.entry("package:exports", "use bundle:info"),
            Map.entry("config:property-get", "use config:property-list"),
            Map.entry("config:property-append", "use config:property-set with the whole value"),
            Map.entry("config:install", "use config:property-set --pid PID KEY VALUE"),
            Map.entry("config:factory-create", FACTORY),
            Map.entry("config:factory-list", "use config:list with a part of the factory's pid"),
            Map.entry("config:exists", "use config:list PID"),
            Map.entry("config:meta", "there is nothing like it; config:list shows what configurations say"),
            Map.entry("log:exception-display", "use last-error, or log:display"),
            Map.entry("log:list", "use log:level"),
            Map.entry("log:log", "use the logger of a bundle; log:set says how much of it is kept"),
            Map.entry("log:load-test", "there is nothing like it"),
            Map.entry("ld", "use log:display"),
            Map.entry("lde", "use last-error, or log:display"),
            Map.entry("cl", "use config:list PID"),
            Map.entry("le", "use last-error"),
            Map.entry("shell:stack-traces-print", "use last-error"),
            Map.entry("shell:threads", "use shell:info, and jstack of the Java installation for more"),
            Map.entry("shell:more", PAGER),
            Map.entry("shell:less", PAGER),
            Map.entry("shell:java", "the shell starts no programs of Java; arcella run FILE runs a .wasm, java one of yours in a terminal"
                    + " of your own"),
            Map.entry("shell:kill", JOBS),
            Map.entry("shell:jobs", JOBS),
            Map.entry("shell:fg", JOBS),
            Map.entry("shell:bg", JOBS),
            Map.entry("shell:set", VARIABLES),
            Map.entry("shell:type", "use help COMMAND"),
            Map.entry("shell:not", CONDITIONS),
            Map.entry("shell:try", CONDITIONS),
            Map.entry("shell:throw", CONDITIONS),
            Map.entry("shell:until", WHILE),
            Map.entry("shell:break", WHILE),
            Map.entry("shell:continue", WHILE),
            Map.entry("shell:eval", "use source with a file of commands, or a closure: f = { commands }; f"),
            Map.entry("shell:format", PRINTF),
            Map.entry("shell:keymap", KEYS),
            Map.entry("shell:widget", KEYS),
            Map.entry("shell:setopt", KEYS),
            Map.entry("shell:unsetopt", KEYS),
            Map.entry("shell:tmux", "use as many terminals as you like: each may have a shell"),
            Map.entry("shell:ttop", "use shell:info, worker:list and status"),
            Map.entry("shell:exec", "the shell starts no programs; use a terminal of your own"),
            Map.entry("shell:new", "use a Java bundle with a command of its own"),
            Map.entry("system:name", "use shell:info"),
            Map.entry("system:framework", "use shell:info"),
            Map.entry("service:wait", "use service:list"),
            Map.entry("service:get", "use service:info"),
            Map.entry("scr:components", "use scr:list"),
            Map.entry("scr:details", "use scr:info"),
            Map.entry("scr:config", "there is nothing like it; config:list shows configurations, scr:info what a component has of them"),
            Map.entry("scr:activate", "use scr:enable"),
            Map.entry("scr:deactivate", "use scr:disable"),
            Map.entry("shell:memory", MEMORY),
            Map.entry("shell:printf", PRINTF),
            Map.entry("shell:tac", TAC),
            Map.entry("shell:while", WHILE),
            Map.entry("shell:env", VARIABLES),
            Map.entry("shell:variables", VARIABLES),
            Map.entry("shell:completion", COMPLETION),
            Map.entry("shell:nano", EDITOR),
            Map.entry("shell:edit", EDITOR),
            Map.entry("services", "use service:list"),
            Map.entry("man", "use help COMMAND"),
            Map.entry("halt", "use system:shutdown"),
            Map.entry("feature:version-list", "use feature:list"),
            Map.entry("feature:status", "use feature:info"),
            Map.entry("feature:required", "use feature:info"),
            Map.entry("feature:provided", "use feature:list, and feature:repo-list for where they come from"),
            Map.entry("feature:upgrade", "use feature:install with the newer one, and feature:uninstall for the older"),
            Map.entry("feature:requirement-list", "use feature:list -i"),
            Map.entry("feature:requirement-add", "use feature:install; what a feature requires stands in its JSON"),
            Map.entry("feature:requirement-remove", "use feature:uninstall"),
            Map.entry("feature:regions", "there are no regions: bundles see each other's exported packages, as bundle:info shows"),
            Map.entry("feature:refresh", "use feature:uninstall and then feature:install with what is to be there"),
            Map.entry("feature:start", "use feature:install; what it brings is started"),
            Map.entry("feature:stop", "use module:stop and bundle:stop for what feature:info shows, or feature:uninstall"),
            Map.entry("feature:export-bundles", "use feature:info"),
            Map.entry("feature:repo-refresh", "repositories are read anew whenever they are needed; use feature:list"),
            Map.entry("kar:install", "use feature:install with the path of a feature bundle"),
            Map.entry("kar:list", "use feature:list -i"),
            Map.entry("kar:uninstall", "use feature:uninstall"),
            Map.entry("kar:create", "use Maven: see examples/shop-feature"),
            Map.entry("wrap:install", "use bundle:install with a jar that bnd made a bundle"),
            Map.entry("wrapper:install", "use the systemd unit of docs/INSTALL.md"),
            Map.entry("dev:watch", "a changed file in deploy/ is taken by itself"),
            Map.entry("dev:dump-create", "use arcella-cli doctor, log:display and last-error"));

    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("instance", "there is one container per home; start another with another ARCELLA_HOME"),
            Map.entry("jaas", "users are those of the operating system, and get roles under [roles] in etc/arcella.toml: see"
                    + " docs/SECURITY.md"),
            Map.entry("ssh", "the shell is reached with arcella-cli shell on the same machine; from another one, ssh HOST -t"
                    + " arcella-cli shell"),
            Map.entry("http", "there is no web server yet"),
            Map.entry("web", "there is no web server yet"),
            Map.entry("kar", "use feature:install, feature:list and feature:uninstall"),
            Map.entry("wrapper", "use the systemd unit of docs/INSTALL.md"),
            Map.entry("package", "use bundle:info and bundle:headers"),
            Map.entry("dev", "use bundle:diag, log:display and arcella-cli doctor"),
            Map.entry("jdbc", "there is nothing like it; Java bundles bring their own"),
            Map.entry("jms", "there is nothing like it; Java bundles bring their own"),
            Map.entry("jndi", "there is nothing like it; use service:list"),
            Map.entry("scheduler", "there is nothing like it; use the machine's timers with arcella-cli call"),
            Map.entry("maven", "ids are looked up in the local Maven repository as it is: see docs/FEATURES.md"),
            Map.entry("profile", "use features"),
            Map.entry("obr", "bundles come by bundle:install with a file or from a local Maven repository, and together by feature:install"),
            Map.entry("subsystem", "there are no subsystems; what belongs together is a feature: use feature:list, feature:info and"
                    + " feature:install"),
            Map.entry("region", "there are no regions: bundles see each other's exported packages, as bundle:info shows"),
            Map.entry("transaction", "there is nothing like it; Java bundles bring their own"),
            Map.entry("event", "there is nothing like it; use log:tail"),
            Map.entry("docker", "use docker in a terminal of your own"),
            Map.entry("groovy", "there is nothing like it; the shell's own language is in docs/SHELL.md"),
            Map.entry("graphql", "there is no web server yet"),
            Map.entry("decanter", "use log:tail and log:display, and status and worker:list for figures"),
            Map.entry("cluster", "each container is for itself; run the same commands with arcella-cli on each machine"),
            Map.entry("diag", "use bundle:diag"));

    /** Those whose words alone tell what is meant, unlike {@code create}; the first that has the word answers. */
    private static final List<String> OPEN_SCOPES =
            List.of("shell", "bundle", "package", "feature", "config", "log", "scr", "service", "system");

    /** What to do where Karaf's command of the same name takes more arguments. */
    private static final Map<String, String> ARGUMENTS = Map.of(
            "feature:repo-add", "give one folder or file: names and versions of Karaf's repositories are not known, and its XML features"
                    + " not read; see docs/FEATURES.md");

    private KarafNames() {}

    /** All answers, for whoever holds them against what there is. */
    public static Set<String> answers() {
        Set<String> all = new TreeSet<>(INSTEAD.values());
        all.addAll(FAMILIES.values());
        all.addAll(ARGUMENTS.values());
        return all;
    }

    /** What to do instead, if Karaf's command takes arguments that the one of a whole name does not. */
    static Optional<String> arguments(String name) {
        return Optional.ofNullable(ARGUMENTS.get(name));
    }

    /**
     * What to do instead.
     *
     * @param typed a command's whole or short name
     * @param familyIsHere whether there are commands of the same family, so that only the command is unknown
     */
    public static Optional<String> instead(String typed, boolean familyIsHere) {
        int colon = typed.indexOf(':');
        if (colon < 0) {
            return ofWord(typed);
        }
        Optional<String> exact = Optional.ofNullable(INSTEAD.get(typed));
        return exact.isPresent() || familyIsHere ? exact : Optional.ofNullable(FAMILIES.get(typed.substring(0, colon)));
    }

    /** As in Karaf, a command of these may be called without the scope. */
    private static Optional<String> ofWord(String word) {
        return Optional.ofNullable(INSTEAD.get(word)).or(() -> OPEN_SCOPES.stream()
                .map(scope -> INSTEAD.get(scope + ":" + word))
                .filter(Objects::nonNull)
                .findFirst());
    }
}
