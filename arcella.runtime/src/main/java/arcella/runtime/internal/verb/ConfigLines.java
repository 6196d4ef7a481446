package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.command.Nearest;
import arcella.command.Verb;
import arcella.runtime.config.ConfigKeys;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.config.Configuration;

/** What the verbs about the container's own configuration have in common. */
final class ConfigLines {

    private ConfigLines() {}

    /** Values that hold from the next start on only, a line each. */
    static List<String> waiting(ConfigSource source) {
        return source.waiting().stream().map(value -> value.name() + " = " + value.text() + " waits for the next start").toList();
    }

    /** What should be seen to, a line each. */
    static List<String> warnings(Configuration configuration, BundleContext context) {
        List<String> lines = new ArrayList<>(configuration.warnings());
        lines.addAll(unknownVerbs(configuration, context));
        return lines.stream().map(line -> "warning: " + line).toList();
    }

    private static List<String> unknownVerbs(Configuration configuration, BundleContext context) {
        Set<String> ruled = configuration.named(ConfigKeys.ROLES_VERBS).keySet();
        if (ruled.isEmpty()) {
            return List.of();
        }
        Set<String> known = verbs(context);
        return ruled.stream().filter(name -> !known.contains(name)).sorted().map(name -> "[roles.verbs] names '" + name
                + "', and there is no such command; " + Nearest.remedy(name, known, "see the list of commands with 'verbs'")).toList();
    }

    private static Set<String> verbs(BundleContext context) {
        Set<String> names = new TreeSet<>();
        try {
            for (ServiceReference<Verb> reference : context.getServiceReferences(Verb.class, null)) {
                Verb verb = context.getService(reference);
                if (verb != null) {
                    names.add(verb.spec().name().toString());
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is given", e);
        }
        return names;
    }

    static String indented(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }
}
