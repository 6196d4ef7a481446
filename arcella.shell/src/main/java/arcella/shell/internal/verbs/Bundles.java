package arcella.shell.internal.verbs;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;

import arcella.command.Data;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** Finds bundles by what operators write, and says what operators see of one. Thread-safe. */
final class Bundles {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern NAMED = Pattern.compile("([^/@]+)[/@](.+)");

    private final BundleContext context;

    Bundles(BundleContext context) {
        this.context = context;
    }

    /** All bundles, by id. */
    List<Bundle> all() {
        return Arrays.stream(context.getBundles())
                .sorted((a, b) -> Long.compare(a.getBundleId(), b.getBundleId()))
                .toList();
    }

    /** The symbolic names of all bundles, for completion. */
    List<String> names() {
        return all().stream().map(Bundles::symbolicName).distinct().sorted().toList();
    }

    /**
     * The bundles that the texts name: an id, a range of ids {@code 5-9}, a symbolic name, or {@code name/version}.
     *
     * @throws ArcellaException if one names nothing, or a name fits several
     */
    List<Bundle> find(List<String> texts) {
        Set<Bundle> found = new LinkedHashSet<>();
        texts.forEach(text -> found.addAll(findAll(text)));
        return List.copyOf(found);
    }

    /** The one bundle that a text names. */
    Bundle findOne(String text) {
        List<Bundle> found = findAll(text);
        if (found.size() != 1) {
            throw ambiguous(text, found);
        }
        return found.getFirst();
    }

    private List<Bundle> findAll(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            long from = Long.parseLong(range.group(1));
            long to = Long.parseLong(range.group(2));
            List<Bundle> found = all().stream()
                    .filter(bundle -> bundle.getBundleId() >= from && bundle.getBundleId() <= to)
                    .toList();
            return found.isEmpty() ? unknown(text) : found;
        }
        if (NUMBER.matcher(text).matches()) {
            Bundle bundle = context.getBundle(Long.parseLong(text));
            return bundle == null ? unknown(text) : List.of(bundle);
        }
        Matcher named = NAMED.matcher(text);
        String name = named.matches() ? named.group(1) : text;
        String version = named.matches() ? named.group(2) : "";
        List<Bundle> found = all().stream()
                .filter(bundle -> symbolicName(bundle).equals(name)
                        && (version.isEmpty() || bundle.getVersion().toString().equals(version)))
                .toList();
        if (found.size() > 1) {
            throw ambiguous(text, found);
        }
        return found.isEmpty() ? unknown(text) : found;
    }

    private List<Bundle> unknown(String text) {
        List<String> near = names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .limit(3)
                .toList();
        throw new ArcellaException(
                ShellError.UNKNOWN_BUNDLE,
                "there is no bundle '" + text + "'",
                near.isEmpty() ? "see bundle:list --all" : "did you mean " + String.join(", ", near) + "?");
    }

    private static ArcellaException ambiguous(String text, List<Bundle> found) {
        return new ArcellaException(
                ShellError.AMBIGUOUS_BUNDLE,
                "'" + text + "' fits " + found.size() + " bundles: "
                        + String.join(", ", found.stream().map(Bundles::title).toList()),
                "give one of the ids");
    }

    /** The symbolic name, or the location of a bundle that has none. */
    static String symbolicName(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name == null ? bundle.getLocation() : name;
    }

    /** The name for people: Bundle-Name where there is one. */
    static String name(Bundle bundle) {
        String name = bundle.getHeaders("").get(Constants.BUNDLE_NAME);
        return name == null || name.startsWith("%") ? symbolicName(bundle) : name;
    }

    /** {@code name/version (id)}. */
    static String title(Bundle bundle) {
        return symbolicName(bundle) + "/" + bundle.getVersion() + " (" + bundle.getBundleId() + ")";
    }

    /** The state as Karaf writes it. */
    static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "Uninstalled";
            case Bundle.INSTALLED -> "Installed";
            case Bundle.RESOLVED -> "Resolved";
            case Bundle.STARTING -> "Starting";
            case Bundle.STOPPING -> "Stopping";
            case Bundle.ACTIVE -> "Active";
            default -> Integer.toString(bundle.getState());
        };
    }

    static boolean fragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** A headline of one bundle for results. */
    static Data.Fields headline(Bundle bundle) {
        return Data.fields()
                .put("id", bundle.getBundleId())
                .put("symbolic-name", symbolicName(bundle))
                .put("version", bundle.getVersion().toString())
                .put("state", state(bundle))
                .build();
    }
}
