package arcella.command.line;

import java.util.Map;
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
            Map.entry("imports", "use bundle:headers"),
            Map.entry("exports", "use bundle:info"),
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
            Map.entry("ld", "use log:display"),
            Map.entry("le", "use last-error"),
            Map.entry("shell:stack-traces-print", "use last-error"),
            Map.entry("shell:threads", "use shell:info, and jstack of the Java installation for more"),
            Map.entry("threads", "use shell:info, and jstack of the Java installation for more"),
            Map.entry("shell:more", "use head, or the scrolling of your terminal"),
            Map.entry("more", "use head, or the scrolling of your terminal"),
            Map.entry("less", "use head, or the scrolling of your terminal"),
            Map.entry("shell:exec", "the shell starts no programs; use a terminal of your own"),
            Map.entry("exec", "the shell starts no programs; use a terminal of your own"),
            Map.entry("shell:new", "use a Java bundle with a command of its own"),
            Map.entry("system:name", "use shell:info"),
            Map.entry("system:framework", "use shell:info"),
            Map.entry("service:wait", "use service:list"),
            Map.entry("scr:components", "use scr:list"),
            Map.entry("scr:details", "use scr:info"),
            Map.entry("scr:config", "there is nothing like it; config:list shows configurations, scr:info what a component has of them"),
            Map.entry("scr:activate", "use scr:enable"),
            Map.entry("scr:deactivate", "use scr:disable"),
            Map.entry("shell:memory", MEMORY),
            Map.entry("memory", MEMORY),
            Map.entry("shell:printf", PRINTF),
            Map.entry("printf", PRINTF),
            Map.entry("shell:tac", TAC),
            Map.entry("tac", TAC),
            Map.entry("shell:while", WHILE),
            Map.entry("while", WHILE),
            Map.entry("shell:env", VARIABLES),
            Map.entry("env", VARIABLES),
            Map.entry("shell:variables", VARIABLES),
            Map.entry("variables", VARIABLES),
            Map.entry("shell:completion", COMPLETION),
            Map.entry("completion", COMPLETION),
            Map.entry("shell:nano", EDITOR),
            Map.entry("nano", EDITOR),
            Map.entry("shell:edit", EDITOR),
            Map.entry("edit", EDITOR),
            Map.entry("services", "use service:list"),
            Map.entry("man", "use help COMMAND"),
            Map.entry("halt", "use system:shutdown"),
            Map.entry("feature:version-list", "use feature:list"),
            Map.entry("feature:status", "use feature:info"),
            Map.entry("feature:required", "use feature:info"),
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
            Map.entry("decanter", "use log:tail and log:display, and status and worker:list for figures"),
            Map.entry("cluster", "each container is for itself; run the same commands with arcella-cli on each machine"),
            Map.entry("diag", "use bundle:diag"));

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
        return Optional.ofNullable(INSTEAD.get(typed)).or(() -> colon < 0 || familyIsHere
                ? Optional.empty() : Optional.ofNullable(FAMILIES.get(typed.substring(0, colon))));
    }
}
