package arcella.alme.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import arcella.alme.protocol.AlmePath;
import arcella.command.CandidateDirectory;
import arcella.command.Candidates;
import arcella.command.Roles;
import arcella.command.Verb;
import arcella.command.VerbDirectory;
import arcella.command.VerbName;
import arcella.command.WorkerProcesses;
import arcella.error.ArcellaException;

/**
 * Puts the server into the framework: its verbs, names and worker processes are services (whiteboard). The socket is opened
 * on a thread of its own, for the native library may still be loading.
 */
@Component(immediate = true, service = {})
public final class AlmeComponent implements AlmeLog {

    private static final String GIVE_UP = "(arcella.purpose=give-up)";

    private final Logger logger;
    private final BundleContext context;
    private final VerbDirectory verbs = new VerbDirectory();
    private final CandidateDirectory candidates = new CandidateDirectory();
    private final AlmeServer server;
    private final FrameworkListener started;
    private final boolean atStart;

    /** Called by DS. */
    @Activate
    public AlmeComponent(BundleContext context, @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        this.context = context;
        String version = context.getProperty("arcella.version");
        server = new AlmeServer(
                AlmePath.of(Path.of(home(context)), System.getenv("XDG_RUNTIME_DIR")),
                version == null ? "arcella" : "arcella " + version,
                verbs, candidates, this, ServerOptions.DEFAULT);
        started = event -> {
            if (event.getType() == FrameworkEvent.STARTED) {
                server.ready();
            }
        };
        context.addFrameworkListener(started);
        atStart = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
        if (!atStart) {
            server.ready();
        }
        Thread.ofPlatform().name("alme-start").daemon(true).start(this::open);
    }

    private static String home(BundleContext context) {
        String home = context.getProperty("arcella.home");
        if (home == null) {
            throw new IllegalStateException("the framework property arcella.home is not set");
        }
        return home;
    }

    private void open() {
        // Of use elsewhere, too: the shell finds them as it finds all others.
        for (String name : List.of("ping", "verbs")) {
            context.registerService(Verb.class, verbs.require(VerbName.of(name)), null);
        }
        try {
            server.start();
        } catch (ArcellaException e) {
            logger.error("ALME cannot serve: {}", e.getMessage());
            if (atStart) {
                // Nobody could manage such a daemon: who starts it must learn of it, and it must not stay.
                giveUp(e.getMessage());
            }
        }
    }

    /** Tells the launcher, which offers a service for it; without one the framework goes on. */
    private void giveUp(String why) {
        try {
            for (ServiceReference<?> reference : context.getServiceReferences(Consumer.class, GIVE_UP)) {
                if (context.getService(reference) instanceof Consumer<?> launcher) {
                    @SuppressWarnings("unchecked") // Whoever registers it with that property takes text.
                    Consumer<String> told = (Consumer<String>) launcher;
                    told.accept(why);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called by DS. */
    @Deactivate
    public void deactivate() {
        context.removeFrameworkListener(started);
        server.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVerb(Verb verb) {
        verbs.add(verb);
    }

    void removeVerb(Verb verb) {
        verbs.remove(verb);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCandidates(Candidates source) {
        candidates.add(source);
    }

    void removeCandidates(Candidates source) {
        candidates.remove(source);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addWorkers(WorkerProcesses workers) {
        server.add(workers);
    }

    void removeWorkers(WorkerProcesses workers) {
        server.remove(workers);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRoles(Roles roles) {
        verbs.roles().add(roles);
    }

    void removeRoles(Roles roles) {
        verbs.roles().remove(roles);
    }

    @Override
    public void warn(String message) {
        logger.warn("{}", message);
    }

    @Override
    public void error(String message, Throwable failure) {
        logger.error("{}", message, failure);
    }
}
