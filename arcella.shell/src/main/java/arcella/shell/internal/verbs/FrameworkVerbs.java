package arcella.shell.internal.verbs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.util.tracker.ServiceTracker;

import arcella.command.Candidates;
import arcella.command.Verb;
import arcella.shell.internal.kept.KeptBundles;

/**
 * Registers the verbs about bundles, services, DS components and the container, and the names that complete their
 * arguments. One component for all of them: two dozen components that each hold one function would only cost start time.
 */
@Component(name = "arcella.shell.verbs", service = {}, immediate = true)
public final class FrameworkVerbs {

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final ServiceTracker<ServiceComponentRuntime, ServiceComponentRuntime> runtime;
    private final KeptBundles kept;

    /** Registers everything. */
    @Activate
    public FrameworkVerbs(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger) {
        kept = new KeptBundles(context, Path.of(context.getProperty("arcella.home")).resolve("bundles"),
                problem -> logger.error("{}", problem.getMessage()));
        kept.restore();
        runtime = new ServiceTracker<>(context, ServiceComponentRuntime.class, null);
        runtime.open();
        Bundles bundles = new Bundles(context);
        Components components = new Components(() -> Optional.ofNullable(runtime.getService()));
        BundleDiagnosis diagnosis = new BundleDiagnosis(context.getBundle(0), bundles, components);
        List<Verb> verbs = new ArrayList<>();
        verbs.addAll(new BundleListing(bundles).verbs());
        verbs.addAll(new BundleChanges(context, bundles, diagnosis, kept).verbs());
        verbs.addAll(new ServiceVerbs(context, bundles).verbs());
        verbs.addAll(new ComponentVerbs(components, new ComponentChanges(context, components)).verbs());
        verbs.addAll(new SystemVerbs(context, Clock.systemUTC()).verbs());
        verbs.forEach(verb -> registrations.add(context.registerService(Verb.class, verb, null)));
        complete(context, "bundle", bundles::names);
        complete(context, "component", components::names);
        complete(context, "service", () -> interfaces(context));
    }

    /** Withdraws everything. */
    @Deactivate
    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
        runtime.close();
        kept.close();
    }

    private void complete(BundleContext context, String what, Supplier<List<String>> names) {
        registrations.add(context.registerService(Candidates.class, new Names(what, names), null));
    }

    private record Names(String what, Supplier<List<String>> source) implements Candidates {
        @Override
        public List<String> names() {
            return source.get();
        }
    }

    private static List<String> interfaces(BundleContext context) {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
            return all == null ? List.of() : Arrays.stream(all)
                    .flatMap(reference -> Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS)))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is given", e);
        }
    }
}
