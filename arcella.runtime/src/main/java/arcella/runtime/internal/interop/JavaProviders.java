package arcella.runtime.internal.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.wiring.ImportSet;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.JavaExport;
import arcella.runtime.internal.wiring.Properties;
import arcella.runtime.module.WitExport;

/**
 * Java services as providers of imports. A service with the property {@code arcella.wit=ns:pkg/iface}, and
 * {@code arcella.wit.version} where the interface has one, is compared with every import of that interface that some
 * installed module has; where it fits, it is registered once more, as a {@link WitExport} with the functions of that
 * import, which modules' references find like any other. Where it does not fit, that is reported, once.
 *
 * <p>Interfaces that share a resource are imported together, and one service has to be all of them: {@code arcella.wit} is a
 * list then, whose entries may have a version of their own ({@code ns:pkg/iface@1.0.0}).
 *
 * <p>Classes that stand for resources are named in {@code arcella.wit.resources}. Thread-safe.
 */
public final class JavaProviders implements AutoCloseable {

    private final BundleContext context;
    private final Consumer<ArcellaException> problems;
    private final ServiceTracker<Object, JavaOffer> tracker;
    private final Map<List<String>, ImportSet> wanted = new HashMap<>();
    private final Map<ServiceReference<Object>, JavaOffer> offers = new HashMap<>();

    /**
     * Looks for such services from now on.
     *
     * @param problems hears of services that do not fit what modules import
     */
    public JavaProviders(BundleContext context, Consumer<ArcellaException> problems) {
        this.context = context;
        this.problems = problems;
        this.tracker = new ServiceTracker<>(context, filter(), new Customizer());
        tracker.open(true);
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter(
                    "(&(" + Properties.INTERFACE + "=*)(!(" + Properties.FUNCTIONS + "=*)))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A module imports this from others: what fits is offered from now on. */
    public void want(ImportSet set) {
        List<Runnable> later = new ArrayList<>();
        synchronized (this) {
            if (wanted.putIfAbsent(JavaOffer.key(set), set) == null) {
                offers.forEach((reference, offer) -> later.add(() -> offer(reference, offer, set)));
            }
        }
        later.forEach(Runnable::run);
    }

    /** Whether a Java service offers what a module imports. */
    public boolean offers(ImportSet set, ModuleId importer) {
        want(set);
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(WitExport.class.getName(), set.filter(importer));
            return found != null
                    && Arrays.stream(found).anyMatch(reference -> reference.getProperty(Properties.MODULE) == null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of ours does not read: " + set.filter(importer), e);
        }
    }

    /** The Java services that come near to what a module imports, and what is amiss with each, for people. */
    public synchronized List<String> nearly(ImportSet set) {
        List<String> found = new ArrayList<>();
        for (JavaOffer offer : offers.values()) {
            String service = "a Java service of " + offer.owner().map(BundleName::toString).orElse("a bundle");
            Optional<String> misfit = Optional.ofNullable(offer.misfits.get(JavaOffer.key(set)));
            if (misfit.isPresent()) {
                found.add(service + " is no " + set.text() + ": " + misfit.get());
            } else if (!offer.claims(set) && set.interfaces().stream().anyMatch(offer::claims)) {
                found.add(service + " offers " + names(set, offer::claims) + ", and lacks "
                        + names(set, one -> !offer.claims(one)));
            }
        }
        found.sort(null);
        return found;
    }

    private static String names(ImportSet set, Predicate<Interface> which) {
        return set.interfaces().stream().filter(which).map(Interface::name).collect(Collectors.joining(", "));
    }

    private final class Customizer implements ServiceTrackerCustomizer<Object, JavaOffer> {
        @Override
        public JavaOffer addingService(ServiceReference<Object> reference) {
            JavaOffer offer = new JavaOffer(reference, context.getService(reference));
            List<ImportSet> all;
            synchronized (JavaProviders.this) {
                offers.put(reference, offer);
                all = List.copyOf(wanted.values());
            }
            all.forEach(set -> offer(reference, offer, set));
            return offer;
        }

        @Override
        public void modifiedService(ServiceReference<Object> reference, JavaOffer offer) {
            List<ImportSet> all;
            synchronized (JavaProviders.this) {
                all = List.copyOf(wanted.values());
            }
            withdraw(offer);
            all.forEach(set -> offer(reference, offer, set));
        }

        @Override
        public void removedService(ServiceReference<Object> reference, JavaOffer offer) {
            synchronized (JavaProviders.this) {
                offers.remove(reference);
            }
            withdraw(offer);
            context.ungetService(reference);
        }
    }

    private void offer(ServiceReference<Object> reference, JavaOffer offer, ImportSet set) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || !offer.claims(set)) {
            return;
        }
        BundleName provider = BundleName.of(bundle);
        JavaExport export;
        try {
            export = offer.export(provider, bundle, set);
        } catch (ArcellaException e) {
            synchronized (this) {
                offer.misfits.put(JavaOffer.key(set), e.what());
            }
            problems.accept(new ArcellaException(RuntimeError.JAVA_SERVICE,
                    "a Java service of " + provider + " is no " + set.text() + ": " + e.what(), e.remedy(), e));
            return;
        }
        BundleContext owner = bundle.getBundleContext();
        if (owner == null) {
            return;
        }
        try {
            ServiceRegistration<WitExport> registration =
                    owner.registerService(WitExport.class, export, offer.properties(set));
            boolean kept;
            synchronized (this) {
                kept = offers.get(reference) == offer
                        && offer.registered.putIfAbsent(JavaOffer.key(set), registration) == null;
            }
            if (!kept) {
                registration.unregister();
            }
        } catch (IllegalStateException e) {
            // The bundle is stopping, and its services go with it.
            return;
        }
    }

    private void withdraw(JavaOffer offer) {
        List<ServiceRegistration<WitExport>> gone;
        synchronized (this) {
            gone = List.copyOf(offer.registered.values());
            offer.registered.clear();
            offer.misfits.clear();
        }
        for (ServiceRegistration<WitExport> registration : gone) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // Its bundle has stopped, and took it along.
                continue;
            }
        }
    }

    /** Takes everything back. */
    @Override
    public void close() {
        tracker.close();
    }
}
