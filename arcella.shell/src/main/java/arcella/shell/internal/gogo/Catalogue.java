package arcella.shell.internal.gogo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import arcella.command.CandidateDirectory;
import arcella.command.Candidates;
import arcella.command.Roles;
import arcella.command.SystemBundles;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.VerbSpec;

/**
 * What there is to call at the moment, as bundles come and go: verbs, names for completion, and Gogo commands that
 * operators' own bundles registered in Gogo's own way ({@code osgi.command.scope} and {@code osgi.command.function}). Shared by
 * all sessions; thread-safe.
 */
public final class Catalogue implements AutoCloseable {

    private static final String FOREIGN = "(&(" + CommandProcessor.COMMAND_SCOPE + "=*)("
            + CommandProcessor.COMMAND_FUNCTION + "=*))";

    private final VerbDirectory verbs = new VerbDirectory();
    private final CandidateDirectory names = new CandidateDirectory();
    private final Map<String, Function> foreign = Collections.synchronizedMap(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();

    /** Starts watching the service registry. */
    public Catalogue(BundleContext context) {
        track(context, Verb.class, verbs::add, verbs::remove);
        track(context, Candidates.class, names::add, names::remove);
        track(context, Roles.class, verbs.roles()::add, verbs.roles()::remove);
        try {
            ServiceTracker<Object, List<String>> commands = new ForeignTracker(context);
            trackers.add(commands);
            commands.open();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is a constant", e);
        }
    }

    private <T> void track(BundleContext context, Class<T> type, Consumer<T> added, Consumer<T> removed) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null) {
            @Override
            public T addingService(ServiceReference<T> reference) {
                T service = super.addingService(reference);
                if (service != null) {
                    added.accept(service);
                }
                return service;
            }

            @Override
            public void removedService(ServiceReference<T> reference, T service) {
                removed.accept(service);
                super.removedService(reference, service);
            }
        };
        trackers.add(tracker);
        tracker.open();
    }

    /** Follows commands that know Gogo but not verbs. */
    private final class ForeignTracker extends ServiceTracker<Object, List<String>> {
        private final BundleContext owner;

        ForeignTracker(BundleContext context) throws InvalidSyntaxException {
            super(context, context.createFilter(FOREIGN), null);
            this.owner = context;
        }

        @Override
        public List<String> addingService(ServiceReference<Object> reference) {
            Bundle from = reference.getBundle();
            if (from == null || SystemBundles.contains(from.getLocation())) {
                // What the container is made of is worked with by verbs, which have a role, help and answers for programs.
                return List.of();
            }
            String scope = String.valueOf(reference.getProperty(CommandProcessor.COMMAND_SCOPE));
            Object functions = reference.getProperty(CommandProcessor.COMMAND_FUNCTION);
            Object[] each = functions instanceof Object[] many ? many : new Object[] {functions};
            List<String> added = new ArrayList<>();
            for (Object function : each) {
                String name = scope + ":" + function;
                if (foreign.putIfAbsent(name, new CommandProxy(owner, reference, function.toString())) == null) {
                    added.add(name);
                }
            }
            return added;
        }

        @Override
        public void removedService(ServiceReference<Object> reference, List<String> added) {
            added.forEach(foreign::remove);
        }
    }

    /** The verbs. */
    public VerbDirectory verbs() {
        return verbs;
    }

    /** The names of things, for completion. */
    public CandidateDirectory names() {
        return names;
    }

    /** A command of another bundle by its whole name, such as {@code x:y}. */
    public Optional<Function> foreign(String name) {
        return Optional.ofNullable(foreign.get(name));
    }

    /** The whole names of the commands of other bundles, without those that are verbs here. */
    public Set<String> foreignNames() {
        Set<String> names = new TreeSet<>();
        synchronized (foreign) {
            names.addAll(foreign.keySet());
        }
        verbs.specs().forEach(spec -> names.remove(spec.name().toString()));
        return names;
    }

    /** The specification of a verb, by its name as text; empty if the text is no name or there is no such verb. */
    public Optional<VerbSpec> spec(String name) {
        return verbs.specs().stream().filter(spec -> spec.name().toString().equals(name)).findFirst();
    }

    /** The verbs of one word, whatever their scope. */
    public List<VerbName> byWord(String word) {
        return verbs.specs().stream().map(VerbSpec::name).filter(name -> name.word().equals(word)).toList();
    }

    @Override
    public void close() {
        trackers.forEach(ServiceTracker::close);
    }
}
