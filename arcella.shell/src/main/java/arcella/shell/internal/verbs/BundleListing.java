package arcella.shell.internal.verbs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.SystemBundles;
import arcella.command.Verb;
import arcella.command.VerbResult;

/** {@code bundle:list}, {@code bundle:info} and {@code bundle:headers}: what bundles there are and what each is. */
final class BundleListing {

    private static final Parameter.Reference BUNDLE = new Parameter.Reference("bundle");

    private final Bundles bundles;

    BundleListing(Bundles bundles) {
        this.bundles = bundles;
    }

    List<Verb> verbs() {
        return List.of(list(), info(), headers());
    }

    private Verb list() {
        return FrameworkVerb.looks("bundle:list", "Lists the installed bundles")
                .description("Modules are bundles, too, and are listed here. The bundles that Arcella itself consists of"
                        + " are left out unless --all or --threshold asks for them.")
                .takes(
                        Parameter.flag("all", "also the bundles that came with Arcella").letter('a'),
                        Parameter.option("threshold", new Parameter.Whole(0, Integer.MAX_VALUE),
                                "all bundles of at least this start level, whoever brought them").letter('t'),
                        Parameter.flag("symbolic-name", "shows symbolic names in place of names").letter('s'),
                        Parameter.flag("location", "shows locations in place of names").letter('l'))
                .gives(new ResultShape.Table(List.of(
                        Column.of("id", "ID", Format.NUMBER),
                        Column.of("state", "State", Format.STATE),
                        Column.of("level", "Lvl", Format.NUMBER),
                        Column.of("version", "Version"),
                        Column.of("label", "Name"),
                        Column.of("symbolic-name", "Symbolic name").wide(),
                        Column.of("location", "Location").wide())))
                .examples("bundle list", "bundle list --all --symbolic-name")
                .does(this::list);
    }

    private VerbResult list(Invocation invocation) {
        boolean all = invocation.arguments().flag("all");
        var threshold = invocation.arguments().whole("threshold");
        boolean symbolic = invocation.arguments().flag("symbolic-name");
        boolean located = invocation.arguments().flag("location");
        List<Data> rows = new ArrayList<>();
        int hidden = 0;
        for (Bundle bundle : bundles.all()) {
            int level = level(bundle);
            if (threshold.isPresent() ? level < threshold.get() : !all && SystemBundles.contains(bundle.getLocation())) {
                hidden++;
                continue;
            }
            rows.add(Data.fields()
                    .put("id", bundle.getBundleId())
                    .put("state", Bundles.state(bundle))
                    .put("level", level)
                    .put("version", bundle.getVersion().toString())
                    .put("label", located ? bundle.getLocation()
                            : symbolic ? Bundles.symbolicName(bundle) : Bundles.name(bundle))
                    .put("name", Bundles.name(bundle))
                    .put("symbolic-name", Bundles.symbolicName(bundle))
                    .put("location", bundle.getLocation())
                    .put("fragment", Bundles.fragment(bundle))
                    .build());
        }
        String message = hidden == 0 ? "" : hidden + (hidden == 1 ? " bundle" : " bundles") + " not shown; see --all";
        return new VerbResult(message, Data.items(rows));
    }

    private static int level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? 0 : level.getStartLevel();
    }

    private Verb info() {
        return FrameworkVerb.looks("bundle:info", "Shows one bundle: state, packages, services, wires")
                .takes(Parameter.argument("bundle", BUNDLE, "the id, or the symbolic name with or without /version"))
                .gives(new ResultShape.Sheet(List.of(
                        Column.of("id", "ID", Format.NUMBER),
                        Column.of("name", "Name"),
                        Column.of("symbolic-name", "Symbolic name"),
                        Column.of("version", "Version"),
                        Column.of("state", "State", Format.STATE),
                        Column.of("level", "Start level", Format.NUMBER),
                        Column.of("location", "Location"),
                        Column.of("modified", "Last modified", Format.TIME),
                        Column.of("fragment", "Fragment"),
                        Column.of("vendor", "Vendor"),
                        Column.of("licence", "Licence"),
                        Column.of("exports", "Exports"),
                        Column.of("uses", "Uses bundles"),
                        Column.of("used-by", "Used by bundles"),
                        Column.of("services", "Services"))))
                .examples("bundle info arcella.shell", "bundle info 12")
                .does(invocation -> VerbResult.data(info(bundles.findOne(invocation.arguments().text("bundle")))));
    }

    private static Data info(Bundle bundle) {
        return Data.fields()
                .put("id", bundle.getBundleId())
                .put("name", Bundles.name(bundle))
                .put("symbolic-name", Bundles.symbolicName(bundle))
                .put("version", bundle.getVersion().toString())
                .put("state", Bundles.state(bundle))
                .put("level", level(bundle))
                .put("location", bundle.getLocation())
                .put("modified", Instant.ofEpochMilli(bundle.getLastModified()).toEpochMilli())
                .put("fragment", Bundles.fragment(bundle))
                .put("vendor", header(bundle, "Bundle-Vendor"))
                .put("licence", header(bundle, "Bundle-License"))
                .put("exports", Data.texts(exports(bundle)))
                .put("uses", Data.texts(uses(bundle)))
                .put("used-by", Data.texts(usedBy(bundle)))
                .put("services", Data.texts(services(bundle)))
                .build();
    }

    private static String header(Bundle bundle, String name) {
        String value = bundle.getHeaders("").get(name);
        return value == null ? "" : value;
    }

    private static List<String> exports(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        return revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(BundleCapability::getAttributes)
                .map(attributes -> attributes.get(PackageNamespace.PACKAGE_NAMESPACE) + " "
                        + attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))
                .sorted()
                .toList();
    }

    private static List<String> uses(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? List.of() : wiring.getRequiredWires(null).stream()
                .map(BundleWire::getProvider)
                .map(BundleRevision::getBundle)
                .filter(other -> !other.equals(bundle))
                .distinct()
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .map(Bundles::title)
                .toList();
    }

    private static List<String> usedBy(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? List.of() : wiring.getProvidedWires(null).stream()
                .map(BundleWire::getRequirer)
                .map(BundleRevision::getBundle)
                .filter(other -> !other.equals(bundle))
                .distinct()
                .sorted(Comparator.comparing(Bundle::getBundleId))
                .map(Bundles::title)
                .toList();
    }

    /** Each interface once, with the ids of its services. */
    private static List<String> services(Bundle bundle) {
        Map<String, List<String>> ids = new TreeMap<>();
        ServiceReference<?>[] registered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : registered == null ? new ServiceReference<?>[0] : registered) {
            ids.computeIfAbsent(String.join(", ", (String[]) reference.getProperty("objectClass")), _ -> new ArrayList<>())
                    .add(String.valueOf(reference.getProperty("service.id")));
        }
        return ids.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .toList();
    }

    private Verb headers() {
        return FrameworkVerb.looks("bundle:headers", "Shows the headers of bundles' manifests")
                .takes(Parameter.argument("bundle", BUNDLE, "ids or symbolic names").many())
                .gives(new ResultShape.Lines())
                .examples("bundle headers arcella.shell")
                .does(this::headers);
    }

    private VerbResult headers(Invocation invocation) {
        List<String> lines = new ArrayList<>();
        for (Bundle bundle : bundles.find(invocation.arguments().texts("bundle"))) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(Bundles.title(bundle));
            Map<String, String> sorted = new TreeMap<>();
            Dictionary<String, String> all = bundle.getHeaders("");
            for (Enumeration<String> names = all.keys(); names.hasMoreElements();) {
                String name = names.nextElement();
                sorted.put(name, all.get(name));
            }
            sorted.forEach((name, value) -> lines.addAll(Clauses.lines(name, value)));
        }
        return VerbResult.data(Data.texts(lines));
    }
}
