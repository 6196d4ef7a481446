package arcella.wit.validate;

import arcella.error.ArcellaException;
import arcella.wit.ExternName;
import arcella.wit.Kebab;
import arcella.wit.SemverTrack;
import arcella.wit.component.AttributedName;
import arcella.wit.component.ComponentException;

/**
 * Takes import and export names and their attributes apart ({@code externname}, {@code interfacename},
 * {@code semversuffix} of the Explainer).
 *
 * <p>Nested namespaces and packages are gated in the specification, and its suite asks for them to be refused; so are the dependency names
 * ({@code url=}, {@code unlocked-dep=} and the like) that older drafts had.
 */
final class NameParser {

    private static final String GATED = " (nested namespaces and packages are a gated feature, which is not here yet)";

    private final String kind;
    private final String name;
    private final Work work;

    private NameParser(String kind, String name, Work work) {
        this.kind = kind;
        this.name = name;
        this.work = work;
    }

    /** Parses the name of an import or export; {@code kind} says which. */
    static ExternName parse(String kind, String name, Work work) {
        return new NameParser(kind, name, work).extern();
    }

    /** Checks the attributes of a name whose thing is (or is not) an instance. */
    static void attributes(String kind, AttributedName name, ExternName parsed, boolean instance, Work work) {
        if (name.implementsName().isPresent()) {
            String implemented = name.implementsName().get();
            if (implemented.isEmpty()) {
                throw work.invalid("the `implements` of " + kind + " `" + name.name() + "` is empty, not a valid name");
            }
            ExternName target = new NameParser("implements", implemented, work).extern();
            if (!(target instanceof ExternName.Interface)) {
                throw work.invalid("the `implements` name `" + implemented + "` of " + kind + " `" + name.name()
                        + "` must be an interface");
            }
            if (!instance) {
                throw work.invalid("only instances can have an `implements`, and " + kind + " `" + name.name() + "` is none");
            }
            if (!(parsed instanceof ExternName.Plain)) {
                throw work.invalid(kind + " name `" + name.name() + "` is not valid with `implements`: it takes a plain name");
            }
        }
        name.versionSuffix().ifPresent(suffix -> suffix(name.name(), parsed, suffix, work));
    }

    private static void suffix(String name, ExternName parsed, String suffix, Work work) {
        int at = name.indexOf('@');
        String version = parsed instanceof ExternName.Interface && at >= 0 ? name.substring(at + 1) : "";
        if (!SemverTrack.isCanonical(version)) {
            throw work.invalid("`versionsuffix` on `" + name + "`, which has no canonical interface version before it");
        }
        SemverGrammar.problem(version + suffix).ifPresent(problem -> {
            throw work.invalid("`versionsuffix` `" + suffix + "` does not complete the version of `" + name + "`: " + problem);
        });
    }

    private ExternName extern() {
        if (name.startsWith("[constructor]")) {
            return new ExternName.Constructor(label(name.substring("[constructor]".length())));
        }
        if (name.startsWith("[method]")) {
            String rest = name.substring("[method]".length());
            int dot = dot(rest);
            return new ExternName.Method(label(rest.substring(0, dot)), label(rest.substring(dot + 1)));
        }
        if (name.startsWith("[static]")) {
            String rest = name.substring("[static]".length());
            int dot = dot(rest);
            return new ExternName.Static(label(rest.substring(0, dot)), label(rest.substring(dot + 1)));
        }
        int colon = name.indexOf(':');
        return colon < 0 ? new ExternName.Plain(label(name)) : interfaceName(colon);
    }

    private int dot(String rest) {
        int dot = rest.indexOf('.');
        if (dot < 0) {
            throw invalid("failed to find `.` character");
        }
        return dot;
    }

    private ExternName interfaceName(int colon) {
        words(name.substring(0, colon));
        int slash = end(colon + 1);
        words(name.substring(colon + 1, slash));
        if (slash == name.length() || name.charAt(slash) != '/') {
            throw invalid("expected `/` after package name" + (slash < name.length() && name.charAt(slash) == ':' ? GATED : ""));
        }
        int after = end(slash + 1);
        label(name.substring(slash + 1, after));
        if (after < name.length()) {
            if (name.charAt(after) != '@') {
                throw invalid("trailing characters found: `" + name.substring(after) + "`"
                        + (name.charAt(after) == '/' ? GATED : ""));
            }
            String version = name.substring(after + 1);
            if (!SemverTrack.isCanonical(version)) {
                SemverGrammar.problem(version).ifPresent(problem -> {
                    throw invalid("`" + version + "` is not a semantic version: " + problem);
                });
            }
        }
        try {
            return ExternName.parse(name);
        } catch (ArcellaException e) {
            // The grammar has no largest version number; the model of versions has.
            throw invalid(e.what());
        }
    }

    /** Where the part that starts at {@code from} ends: at the next separator. */
    private int end(int from) {
        int at = from;
        while (at < name.length() && name.charAt(at) != '/' && name.charAt(at) != '@' && name.charAt(at) != ':') {
            at++;
        }
        return at;
    }

    private String words(String text) {
        if (!Kebab.isWords(text)) {
            throw notKebab(text);
        }
        return text;
    }

    private String label(String text) {
        if (!Kebab.isLabel(text)) {
            throw notKebab(text);
        }
        return text;
    }

    private ComponentException notKebab(String text) {
        return invalid("`" + text + "` is not in kebab case");
    }

    private ComponentException invalid(String problem) {
        return work.invalid(kind + " name `" + name + "` is not a valid extern name: " + problem);
    }
}
