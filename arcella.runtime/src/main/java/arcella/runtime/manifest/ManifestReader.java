package arcella.runtime.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.toml.TomlDocument;
import arcella.runtime.internal.toml.TomlScope;
import arcella.runtime.manifest.InstancesSection.Mode;
import arcella.runtime.manifest.ModuleSection.Isolation;
import arcella.runtime.manifest.ModuleSection.Start;
import arcella.runtime.manifest.RestartSection.Policy;
import arcella.wasi.net.NetworkRule;
import arcella.wasi.net.NetworkRules;

/**
 * Reads a manifest's text.
 *
 * <p>Reading goes on past mistakes: a value that does not fit is noted and its default stands in, so that one run
 * reports them all.
 */
public final class ManifestReader {

    private static final int LONGEST_TEXT = 1 << 20;

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @param text the manifest's text
     * @param fileName as it stands in messages
     * @throws ArcellaException listing every mistake with file, line, column and the line itself
     */
    public static Manifest read(String text, String fileName) {
        if (text.length() > LONGEST_TEXT) {
            throw new ArcellaException(
                    RuntimeError.MANIFEST,
                    fileName + " has " + text.length() + " characters",
                    "a manifest has at most " + LONGEST_TEXT);
        }
        TomlDocument document = new TomlDocument(RuntimeError.MANIFEST, fileName, text);
        TomlScope root = document.root();
        Manifest manifest = new Manifest(
                module(root),
                new Limits(LimitsReader.read(root.table("limits"))),
                wasi(root.table("wasi")),
                root.texts("config"),
                restart(root.table("restart")),
                instances(root.table("instances")));
        root.end();
        document.finish();
        return manifest;
    }

    private static ModuleSection module(TomlScope root) {
        TomlScope module = root.table("module");
        Optional<String> name = module.string("name");
        Optional<String> version = module.string("version");
        if (!module.present()) {
            if (!root.has("module")) {
                root.problem("module", "there is no section [module]; it must give name and version");
            }
            return ModuleSection.named(new ModuleId("unnamed", "0.0.0"));
        }
        boolean good = goodName(module, name) & goodVersion(module, version);
        ModuleSection section = new ModuleSection(
                good ? new ModuleId(name.orElseThrow(), version.orElseThrow()) : new ModuleId("unnamed", "0.0.0"),
                module.word("isolation", List.of("main", "worker")).filter("main"::equals).isPresent()
                        ? Isolation.MAIN
                        : Isolation.WORKER,
                module.truth("trusted").orElse(false),
                module.truth("async").orElse(false),
                group(module),
                module.word("start", List.of("lazy", "eager")).map(word -> Start.valueOf(word.toUpperCase(Locale.ROOT))),
                module.string("description").orElse(""),
                patterns(module, "exports"),
                patterns(module, "imports"));
        module.end();
        return section;
    }

    private static boolean goodName(TomlScope module, Optional<String> name) {
        if (!module.has("name")) {
            module.problem("name", "'name' is missing in [module]");
        } else if (name.isPresent() && !ModuleId.validName(name.get())) {
            module.problem("name", "'name' must be lower-case words joined by single hyphens, such as \"http-logger\"");
        }
        return name.filter(ModuleId::validName).isPresent();
    }

    private static boolean goodVersion(TomlScope module, Optional<String> version) {
        if (!module.has("version")) {
            module.problem("version", "'version' is missing in [module]");
        } else if (version.isPresent() && !ModuleId.validVersion(version.get())) {
            module.problem("version", "'version' must be a semantic version, such as \"0.1.0\"");
        }
        return version.filter(ModuleId::validVersion).isPresent();
    }

    private static Optional<String> group(TomlScope module) {
        Optional<String> group = module.string("group");
        if (group.isPresent() && !ModuleId.validName(group.get())) {
            module.problem("group", "'group' must be lower-case words joined by single hyphens, such as \"edge\"");
            return Optional.empty();
        }
        return group;
    }

    private static List<InterfacePattern> patterns(TomlScope module, String key) {
        List<InterfacePattern> patterns = new ArrayList<>();
        for (String text : module.strings(key)) {
            InterfacePattern.parse(text).ifPresentOrElse(patterns::add, () -> module.problem(
                    key, "\"" + text + "\" in '" + key + "' must be ns:pkg, ns:pkg/iface, or one of them with @version"));
        }
        return patterns;
    }

    private static WasiSection wasi(TomlScope scope) {
        WasiSection section = new WasiSection(
                scope.strings("args"),
                scope.texts("env"),
                scope.strings("inherit-env"),
                preopens(scope),
                network(scope.table("network")));
        section.environment().keySet().stream()
                .filter(name -> name.isEmpty() || name.indexOf('=') >= 0)
                .forEach(name -> scope.problem("env", "\"" + name + "\" in 'env' is no variable's name"));
        scope.end();
        return section;
    }

    private static List<WasiSection.Preopen> preopens(TomlScope wasi) {
        List<WasiSection.Preopen> preopens = new ArrayList<>();
        for (TomlScope scope : wasi.tables("preopen")) {
            Optional<String> host = required(scope, "host", "data/in");
            Optional<String> guest = required(scope, "guest", "/in");
            boolean writable = scope.word("access", List.of("read-only", "read-write"))
                    .filter("read-write"::equals)
                    .isPresent();
            if (host.filter(path -> List.of(path.split("/")).contains("..")).isPresent()) {
                scope.problem("host", "'host' must not lead upwards with '..'");
            }
            for (String key : List.of("host", "guest")) {
                if (scope.string(key).filter(path -> path.indexOf('\0') >= 0).isPresent()) {
                    scope.problem(key, "'" + key + "' contains a NUL");
                }
            }
            if (host.isPresent() && guest.isPresent()) {
                preopens.add(new WasiSection.Preopen(host.get(), guest.get(), writable));
            }
            scope.end();
        }
        return preopens;
    }

    private static Optional<String> required(TomlScope scope, String key, String example) {
        Optional<String> text = scope.string(key).filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            scope.problem(key, "[[wasi.preopen]] needs '" + key + "', such as \"" + example + "\"");
        }
        return text;
    }

    private static NetworkRules network(TomlScope scope) {
        NetworkRules network = new NetworkRules(rules(scope, "allow"), rules(scope, "listen"));
        network.listen().stream().filter(rule -> !rule.protocol().listens())
                .forEach(rule -> scope.problem("listen", "'" + rule + "' cannot be listened at; only tcp:// and udp:// can"));
        scope.end();
        return network;
    }

    private static List<NetworkRule> rules(TomlScope scope, String key) {
        List<NetworkRule> rules = new ArrayList<>();
        for (String text : scope.strings(key)) {
            try {
                rules.add(NetworkRule.parse(text));
            } catch (ArcellaException e) {
                scope.problem(key, "'" + text + "' in '" + key + "' is no rule for the network; write it like "
                        + "tcp://127.0.0.1:5432, udp://[::1]:53, tcp://10.0.0.0/8:* or https://api.example.com");
            }
        }
        return rules;
    }

    private static RestartSection restart(TomlScope scope) {
        RestartSection standard = RestartSection.STANDARD;
        RestartSection section = new RestartSection(
                scope.word("policy", List.of("on-failure", "always", "never"))
                        .map(word -> Policy.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .orElse(standard.policy()),
                scope.whole("max", 0, 1_000_000).map(Long::intValue).orElse(standard.max()),
                LimitsReader.duration(scope, "backoff").orElse(standard.backoff()),
                LimitsReader.duration(scope, "wait").orElse(standard.callWait()));
        scope.end();
        return section;
    }

    private static InstancesSection instances(TomlScope scope) {
        InstancesSection section = new InstancesSection(
                scope.word("mode", List.of("single", "pooled", "per-call"))
                        .map(word -> Mode.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .orElse(Mode.SINGLE),
                scope.whole("max", 1, 10_000).map(Long::intValue).orElse(1));
        scope.end();
        return section;
    }
}
