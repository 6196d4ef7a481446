package arcella.shell.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.felix.service.command.Function;

import arcella.command.Nearest;
import arcella.command.Role;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbSpec;
import arcella.command.line.KarafNames;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;
import arcella.shell.internal.builtin.Builtin;
import arcella.shell.internal.builtin.BuiltinFunction;
import arcella.shell.internal.builtin.Builtins;
import arcella.shell.internal.gogo.Aliases;
import arcella.shell.internal.gogo.Catalogue;
import arcella.shell.internal.gogo.CommandTable;
import arcella.shell.internal.gogo.ShellAccess;
import arcella.shell.internal.gogo.VerbFunction;

/**
 * Finds what a typed name means. A whole name {@code scope:word} is a built-in command, a verb, or another bundle's
 * command. A short name is, in this order: an alias, a built-in command, a verb without a scope, one of the short names that Karaf's
 * operators know, or the only command with that word; where several have it, nothing is guessed.
 */
final class SessionCommands implements CommandTable {

    /** Short names that Karaf's operators know and that would be ambiguous here, or that carry options. */
    private static final Map<String, List<String>> SHORTHANDS = shorthands();

    private final ShellAccess shell;
    private final Catalogue catalogue;
    private final Aliases aliases = new Aliases();
    private final Map<String, Builtin> builtins = new TreeMap<>();

    SessionCommands(ShellAccess shell, Catalogue catalogue) {
        this.shell = shell;
        this.catalogue = catalogue;
        Builtins.all().forEach(builtin -> builtins.put(builtin.spec().name().word(), builtin));
    }

    private static Map<String, List<String>> shorthands() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("list", List.of("bundle:list"));
        all.put("la", List.of("bundle:list", "--all"));
        all.put("lb", List.of("bundle:list", "--all"));
        all.put("headers", List.of("bundle:headers"));
        all.put("info", List.of("shell:info"));
        all.put("shutdown", List.of("system:shutdown"));
        return java.util.Collections.unmodifiableMap(all);
    }

    @Override
    public Optional<Function> byName(String name) {
        return find(name).map(function -> covers(name) ? function : (_, _) -> {
            throw refused(name);
        });
    }

    /** Whether the caller's role covers a command, by its whole name. Other bundles' commands say nothing of roles. */
    private boolean covers(String name) {
        return shell.caller().role().covers(role(name));
    }

    private Role role(String name) {
        Builtin builtin = name.startsWith("shell:") ? builtins.get(name.substring("shell:".length())) : null;
        return builtin != null ? builtin.spec().role() : catalogue.spec(name).map(VerbSpec::role).orElse(Role.ADMIN);
    }

    private ArcellaException refused(String name) {
        return VerbDirectory.forbidden(name, role(name), shell.caller());
    }

    /**
     * A typed name, known to be that of a command that the caller may give.
     *
     * @throws ArcellaException if there is no such command, or it needs another role
     */
    String permitted(String typed) {
        if (names().contains(typed) || words().containsKey(typed)) {
            return typed;
        }
        String name = builtins.containsKey(typed) ? "shell:" + typed : typed;
        if (find(name).isPresent()) {
            throw refused(name);
        }
        List<String> all = withWord(typed);
        if (all.size() == 1) {
            throw refused(all.getFirst());
        }
        throw command(typed).isPresent() ? ambiguous(typed, all) : notFound(typed);
    }

    private Optional<Function> find(String name) {
        if (name.startsWith("shell:")) {
            Builtin builtin = builtins.get(name.substring("shell:".length()));
            if (builtin != null) {
                return Optional.of(new BuiltinFunction(shell, builtin));
            }
        }
        Optional<Function> verb = catalogue.spec(name).map(spec -> new VerbFunction(shell, spec));
        return verb.isPresent() ? verb : catalogue.foreign(name);
    }

    @Override
    public Optional<Function> byWord(String word, Set<String> expanded) {
        // An alias's text is in the shell's language.
        Optional<Function> alias = shell.caller().role() == Role.ADMIN
                ? aliases.find(word, this, expanded) : Optional.empty();
        return alias.isPresent() ? alias : command(word);
    }

    private Optional<Function> command(String word) {
        List<String> shorthand = SHORTHANDS.get(word);
        if (builtins.containsKey(word)) {
            return byName("shell:" + word);
        }
        if (catalogue.spec(word).isPresent()) {
            return byName(word);
        }
        if (shorthand != null && byName(shorthand.getFirst()).isPresent()) {
            return byName(shorthand.getFirst()).map(function -> (session, arguments) -> {
                List<Object> all = new ArrayList<>(shorthand.subList(1, shorthand.size()));
                all.addAll(arguments);
                return function.execute(session, all);
            });
        }
        List<String> all = withWord(word);
        return switch (all.size()) {
            case 0 -> Optional.empty();
            case 1 -> byName(all.getFirst());
            default -> Optional.of((_, _) -> {
                throw ambiguous(word, all);
            });
        };
    }

    private List<String> withWord(String word) {
        Set<String> all = new TreeSet<>();
        catalogue.byWord(word).forEach(name -> all.add(name.toString()));
        if (all.isEmpty()) {
            catalogue.foreignNames().stream().filter(name -> name.endsWith(":" + word)).forEach(all::add);
        }
        return List.copyOf(all);
    }

    private static ArcellaException ambiguous(String word, List<String> all) {
        return new ArcellaException(
                ShellError.AMBIGUOUS_COMMAND,
                "'" + word + "' is the short name of " + all.size() + " commands",
                "write " + String.join(" or ", all));
    }

    @Override
    public Function unknown() {
        return (_, arguments) -> {
            throw notFound(String.valueOf(arguments.getFirst()));
        };
    }

    /** The failure for a name that fits nothing. */
    ArcellaException notFound(String typed) {
        boolean familyIsHere = typed.contains(":")
                && names().stream().anyMatch(name -> name.startsWith(typed.substring(0, typed.indexOf(':') + 1)));
        Optional<String> instead = KarafNames.instead(typed, familyIsHere);
        if (instead.isPresent()) {
            return new ArcellaException(
                    ShellError.UNKNOWN_COMMAND, "there is no command '" + typed + "' here", instead.get());
        }
        return nearest(typed);
    }

    private ArcellaException nearest(String typed) {
        Set<String> known = new TreeSet<>(names());
        known.addAll(builtins.keySet());
        known.addAll(SHORTHANDS.keySet());
        catalogue.verbs().specs().forEach(spec -> known.add(spec.name().word()));
        String remedy = Nearest.to(typed, known).or(() -> Nearest.to(typed.substring(typed.indexOf(':') + 1), known))
                .map(this::whole)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("see 'help'");
        return new ArcellaException(ShellError.UNKNOWN_COMMAND, "there is no command '" + typed + "'", remedy);
    }

    private String whole(String near) {
        List<String> all = withWord(near);
        return near.contains(":") || builtins.containsKey(near) || SHORTHANDS.containsKey(near) || all.size() != 1
                ? near : all.getFirst();
    }

    @Override
    public Set<String> names() {
        Set<String> all = new TreeSet<>(catalogue.foreignNames());
        catalogue.verbs().specs().forEach(spec -> all.add(spec.name().toString()));
        builtins.keySet().forEach(word -> all.add("shell:" + word));
        all.removeIf(name -> !covers(name));
        return all;
    }

    /** Each short name that means one command, with the command's whole name. */
    Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (VerbSpec spec : catalogue.verbs().specs()) {
            VerbName name = spec.name();
            counts.merge(name.word(), 1, Integer::sum);
            words.put(name.word(), name.toString());
        }
        counts.forEach((word, count) -> {
            if (count > 1) {
                words.remove(word);
            }
        });
        SHORTHANDS.forEach((word, meaning) -> words.put(word, meaning.getFirst()));
        builtins.keySet().forEach(word -> words.put(word, "shell:" + word));
        words.values().removeIf(name -> !covers(name));
        return words;
    }

    /** The description of a command, by its whole or short name. */
    Optional<VerbSpec> describe(String typed) {
        String name = typed.contains(":") ? typed : words().getOrDefault(typed, typed);
        if (name.startsWith("shell:") && builtins.containsKey(name.substring("shell:".length()))) {
            return Optional.of(builtins.get(name.substring("shell:".length())).spec());
        }
        return catalogue.spec(name);
    }

    Aliases aliases() {
        return aliases;
    }

    List<VerbSpec> specs() {
        return builtins.values().stream().map(Builtin::spec).toList();
    }

    List<Map.Entry<String, String>> shorthandList() {
        return SHORTHANDS.entrySet().stream()
                .filter(entry -> covers(entry.getValue().getFirst()))
                .map(entry -> Map.entry(entry.getKey(), String.join(" ", entry.getValue())))
                .toList();
    }
}
