package arcella.shell.internal.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** {@code service:list} and {@code service:info}. */
final class ServiceVerbs {

    private final BundleContext context;
    private final Bundles bundles;

    ServiceVerbs(BundleContext context, Bundles bundles) {
        this.context = context;
        this.bundles = bundles;
    }

    List<Verb> verbs() {
        return List.of(
                FrameworkVerb.looks("service:list", "Lists the services in the registry")
                        .description("Each module's exported interfaces are services, too; their properties carry the"
                                + " module's name and version. The commands themselves are services (arcella.command.Verb)"
                                + " and are left out unless --all or the interface asks for them.")
                        .takes(
                                Parameter.optionalArgument("interface", new Parameter.Reference("service"),
                                        "only services with this in the name of an interface"),
                                Parameter.option("bundle", new Parameter.Reference("bundle"),
                                        "only those of this bundle").letter('b'),
                                Parameter.option("filter", new Parameter.Text("FILTER"),
                                        "only those whose properties match, such as (arcella.module=*)"),
                                Parameter.flag("all", "also the commands").letter('a'))
                        .gives(new ResultShape.Table(List.of(
                                Column.of("id", "ID", Format.NUMBER),
                                Column.of("bundle-id", "Bundle", Format.NUMBER),
                                Column.of("offers", "Offers"),
                                Column.of("bundle", "Registered by").wide(),
                                Column.of("used-by", "Used by").wide(),
                                Column.of("properties", "Properties").wide())))
                        .examples("service list", "service list ModuleHandle", "service list --filter '(arcella.module=*)'")
                        .does(this::list),
                FrameworkVerb.looks("service:info", "Shows one service with its properties")
                        .takes(Parameter.argument("id", new Parameter.Whole(0, Long.MAX_VALUE), "the service's id"))
                        .gives(new ResultShape.Lines())
                        .examples("service info 12")
                        .does(this::info));
    }

    private VerbResult list(Invocation invocation) {
        Optional<String> wanted = invocation.arguments().optionalText("interface");
        Optional<Bundle> owner = invocation.arguments().optionalText("bundle").map(bundles::findOne);
        boolean all = invocation.arguments().flag("all") || wanted.isPresent() || owner.isPresent();
        List<Data> rows = new ArrayList<>();
        for (ServiceReference<?> reference : references(invocation.arguments().optionalText("filter"))) {
            Bundle bundle = reference.getBundle();
            List<String> interfaces = interfaces(reference);
            boolean fits = bundle != null
                    && (all || !interfaces.contains(Verb.class.getName()))
                    && owner.map(bundle::equals).orElse(true)
                    && wanted.map(word -> interfaces.stream().anyMatch(name -> contains(name, word))).orElse(true);
            if (fits) {
                rows.add(row(reference, bundle, interfaces));
            }
        }
        return VerbResult.data(Data.items(rows));
    }

    private static boolean contains(String name, String word) {
        return name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    private static Data row(ServiceReference<?> reference, Bundle bundle, List<String> interfaces) {
        return Data.fields()
                .put("id", id(reference))
                .put("bundle-id", bundle.getBundleId())
                .put("offers", offers(reference, interfaces))
                .put("interfaces", Data.texts(interfaces))
                .put("bundle", Bundles.symbolicName(bundle) + " (" + bundle.getBundleId() + ")")
                .put("used-by", Data.texts(users(reference)))
                .put("properties", Data.texts(properties(reference).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue()).toList()))
                .build();
    }

    /** The interfaces, and which module's export it is, if it is one. */
    private static String offers(ServiceReference<?> reference, List<String> interfaces) {
        StringBuilder offers = new StringBuilder();
        if (reference.getProperty("arcella.module") instanceof String module) {
            offers.append(module);
            if (reference.getProperty("arcella.wit") != null) {
                offers.append(' ').append(PropertyText.of(reference.getProperty("arcella.wit")));
            }
            offers.append(": ");
        }
        return offers.append(String.join(", ", interfaces)).toString();
    }

    private List<ServiceReference<?>> references(Optional<String> filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter.orElse(null));
            return found == null ? List.of() : Arrays.stream(found)
                    .sorted(Comparator.comparing(ServiceVerbs::id))
                    .<ServiceReference<?>>map(reference -> reference)
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new ArcellaException(
                    ShellError.BAD_FILTER,
                    "'" + filter.orElse("") + "' is no filter: " + Components.firstLine(e.getMessage()),
                    "write it as (name=value), quoted",
                    e);
        }
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    private static List<String> interfaces(ServiceReference<?> reference) {
        return List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
    }

    private static List<String> users(ServiceReference<?> reference) {
        Bundle[] using = reference.getUsingBundles();
        return using == null ? List.of() : Arrays.stream(using).map(Bundles::symbolicName).sorted().toList();
    }

    private static Map<String, String> properties(ServiceReference<?> reference) {
        Map<String, String> properties = new LinkedHashMap<>();
        Arrays.stream(reference.getPropertyKeys())
                .filter(key -> !key.equals(Constants.OBJECTCLASS) && !key.equals(Constants.SERVICE_ID)
                        && !key.equals(Constants.SERVICE_SCOPE) && !key.equals(Constants.SERVICE_BUNDLEID))
                .sorted()
                .forEach(key -> properties.put(key, PropertyText.of(reference.getProperty(key))));
        return properties;
    }

    private VerbResult info(Invocation invocation) {
        long id = invocation.arguments().whole("id").orElseThrow();
        ServiceReference<?> reference = references(Optional.of("(" + Constants.SERVICE_ID + "=" + id + ")")).stream()
                .findFirst()
                .orElseThrow(() -> new ArcellaException(
                        ShellError.UNKNOWN_SERVICE, "there is no service " + id, "see service:list --all"));
        List<String> lines = new ArrayList<>();
        lines.add(String.join(", ", interfaces(reference)) + " (" + id + ")");
        Bundle bundle = reference.getBundle();
        lines.add("    registered by " + (bundle == null ? "nobody any more" : Bundles.title(bundle)));
        users(reference).forEach(user -> lines.add("    used by " + user));
        lines.add("    scope = " + reference.getProperty(Constants.SERVICE_SCOPE));
        properties(reference).forEach((key, value) -> lines.add("    " + key + " = " + value));
        return VerbResult.data(Data.texts(lines));
    }
}
