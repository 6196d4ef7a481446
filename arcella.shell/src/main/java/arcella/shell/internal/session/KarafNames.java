package arcella.shell.internal.session;

import java.util.Map;
import java.util.Optional;

/** What Karaf's operators may type that has another name here, or none. */
final class KarafNames {

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("bundle:services", "use bundle:info, or service:list --bundle ID"),
            Map.entry("bundle:tree-show", "use bundle:info, which shows the bundles that it uses"),
            Map.entry("bundle:requirements", "use bundle:headers and bundle:diag"),
            Map.entry("bundle:capabilities", "use bundle:headers"),
            Map.entry("bundle:status", "use bundle:info"),
            Map.entry("bundle:id", "use bundle:info"),
            Map.entry("bundle:watch", "use watch bundle:list; a changed file in deploy/ is taken by itself"),
            Map.entry("package:imports", "use bundle:headers"),
            Map.entry("package:exports", "use bundle:info"),
            Map.entry("config:property-get", "use config:property-list"),
            Map.entry("config:property-append", "use config:property-set with the whole value"),
            Map.entry("config:install", "use config:property-set --pid PID KEY VALUE"),
            Map.entry("config:exists", "use config:list PID"),
            Map.entry("config:meta", "use config:list"),
            Map.entry("log:exception-display", "use last-error, or log:display"),
            Map.entry("ld", "use log:display"),
            Map.entry("log:list", "use log:level"),
            Map.entry("log:log", "use the logger of a bundle; log:set says how much of it is kept"),
            Map.entry("shell:stack-traces-print", "use last-error"),
            Map.entry("shell:threads", "use shell:info, and jstack of the Java installation for more"),
            Map.entry("threads", "use shell:info, and jstack of the Java installation for more"),
            Map.entry("shell:more", "use head, or the scrolling of your terminal"),
            Map.entry("more", "use head, or the scrolling of your terminal"),
            Map.entry("less", "use head, or the scrolling of your terminal"),
            Map.entry("system:name", "use shell:info"),
            Map.entry("system:framework", "use shell:info"),
            Map.entry("service:wait", "use service:list"),
            Map.entry("shell:env", "use system:property"),
            Map.entry("halt", "use system:shutdown"),
            Map.entry("ssh:ssh", "the shell is reached with arcella-cli shell on the same machine"),
            Map.entry("kar:install", "use feature:install with the whole path of a feature bundle"),
            Map.entry("feature:version-list", "use feature:list"),
            Map.entry("feature:status", "use feature:info"),
            Map.entry("feature:required", "use feature:info"),
            Map.entry("feature:requirement-list", "use feature:info"),
            Map.entry("feature:repo-refresh", "repositories are read anew whenever they are needed; use feature:list"),
            Map.entry("wrap:install", "use bundle:install with a jar that bnd made a bundle"));

    private static final Map<String, String> FAMILIES = Map.of(
            "instance", "there is one container per home; start another with another ARCELLA_HOME",
            "jaas", "who may connect is who owns the home; there are no other users",
            "http", "there is no web server yet",
            "web", "there is no web server yet",
            "diag", "use bundle:diag");

    private KarafNames() {}

    /**
     * What to do instead.
     *
     * @param familyIsHere whether there are commands of the same family, so that only the command is unknown
     */
    static Optional<String> instead(String typed, boolean familyIsHere) {
        int colon = typed.indexOf(':');
        return Optional.ofNullable(INSTEAD.get(typed)).or(() -> colon < 0 || familyIsHere
                ? Optional.empty() : Optional.ofNullable(FAMILIES.get(typed.substring(0, colon))));
    }
}
