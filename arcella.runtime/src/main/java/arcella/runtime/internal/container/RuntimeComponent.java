package arcella.runtime.internal.container;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.log.admin.LoggerAdmin;

import arcella.error.ArcellaException;
import arcella.runtime.Modules;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.internal.bundle.ComponentSwitch;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.deploy.DeployFolder;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.interop.JavaBundles;
import arcella.runtime.internal.lifecycle.Surroundings;
import arcella.runtime.internal.log.Journal;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.LogSettings;
import arcella.runtime.internal.log.Logs;
import arcella.runtime.internal.store.ModuleStore;
import arcella.runtime.module.ModuleContainer;

/**
 * The container as a DS component: puts its parts together, brings the installed modules up in the background, and
 * takes everything down again.
 */
@Component(service = RuntimeComponent.class, immediate = true)
public final class RuntimeComponent {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int MOST_THREADS = 16;
    private static final long LOOK_MILLIS = 500;

    private final BundleContext context;
    private final ThreadPoolExecutor work;
    private final ScheduledExecutorService timer;
    private final Logs logs;
    private final Runnable logSettings;
    private final Logger logger;
    private volatile boolean starting = true;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ConfigWatch watch;
    private final JavaBundles java;
    private final Configurations configurations;
    private final Reconfiguration reconfiguration;
    private final Container container;
    private final ContainerModules modules;
    private final Hosts hosts;
    private final BundleWatcher watcher;
    private final BundleListener starts = this::startedLater;
    private final ServiceRegistration<ModuleContainer> registration;
    private final ServiceRegistration<Modules> published;

    /** For SCR. */
    @Activate
    public RuntimeComponent(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference LogReaderService log,
            @Reference LoggerAdmin loggers,
            @Reference(service = LoggerFactory.class) Logger logger,
            @Reference Hosts hosts,
            @Reference ConfigurationAdmin configurationAdmin,
            @Reference ConfigSource settings) {
        this.context = context;
        this.logger = logger;
        this.hosts = hosts;
        this.work = pool();
        this.timer = Executors.newSingleThreadScheduledExecutor(threads("arcella-timer"));
        Path home = Path.of(property("arcella.home"));
        this.logs = new Logs(context, home, LogSettings.of(settings.known()), log, loggers, InstantSource.system());
        this.logSettings = settings.onChange(now -> logs.settings(LogSettings.of(now)));
        Surroundings around = new Surroundings(
                work, timer, InstantSource.system(), new ComponentSwitch(components), logs.journal(), GRACE);
        ModuleStore store = ModuleStore.open(home.resolve("modules"));
        this.configurations = new Configurations(context, configurationAdmin);
        configurations.onLevels(logs::configured);
        this.java = JavaBundles.of(context, this::report);
        this.container = new Container(
                around, store, new Bundles(context), hosts, java, home, System.getenv(), configurations,
                settings, this::report);
        this.reconfiguration = new Reconfiguration(container);
        configurations.onChange(reconfiguration::changed);
        this.watch = new ConfigWatch(settings, reconfiguration, line -> logger.info("{}", line), line -> logger.warn("configuration: {}", line),
                this::report);
        settings.atStart().warnings().forEach(this::warn);
        this.modules = new ContainerModules(container);
        this.watcher = new BundleWatcher(container, new Adoption(container, work));
        context.addBundleListener(watcher);
        context.addBundleListener(starts);
        // By hand, and before any module's bundle can start: their activators ask for it.
        this.registration = context.registerService(ModuleContainer.class, container, null);
        this.published = context.registerService(Modules.class, modules, null);
        work.execute(new Boot(container, work));
        DeployFolder deploy = new DeployFolder(home.resolve("deploy"), modules, this::report);
        starting = false;
        logs.begin(timer);
        timer.scheduleWithFixedDelay(() -> alone(watching, watch::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(() -> look(deploy), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look(DeployFolder deploy) {
        alone(looking, () -> {
            try {
                deploy.look();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Does something on a thread that may take its time, unless it is being done. */
    private void alone(AtomicBoolean busy, Runnable what) {
        if (busy.compareAndSet(false, true)) {
            work.execute(() -> {
                try {
                    what.run();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private void warn(String warning) {
        logger.warn("{}", warning);
        logs.tellStarter(warning);
    }

    private void report(ArcellaException problem) {
        logger.error("{}", problem.getMessage());
        if (starting) {
            // Whoever starts the container reads this, and not yet its log.
            logs.tellStarter(problem.getMessage());
        }
    }

    /** The modules. */
    public Modules modules() {
        return modules;
    }

    /** What operators configure. */
    public Configurations configurations() {
        return configurations;
    }

    /** What a changed configuration means for the installed modules of a name, a line each. */
    public List<String> configurationNotes(String name) {
        return reconfiguration.notes(name);
    }

    /** What follows the container's own configuration. */
    public ConfigWatch settings() {
        return watch;
    }

    /** The recent log. */
    public Journal journal() {
        return logs.journal();
    }

    /** The log as a whole. */
    public Logs logs() {
        return logs;
    }

    /** Where modules run. */
    public Hosts hosts() {
        return hosts;
    }

    /** The modules that share worker processes. */
    public Groups groups() {
        return new Groups(container, modules, hosts);
    }

    /** Who is granted what. */
    public Grants grants() {
        return new Grants(container);
    }

    /** A framework property that the launcher sets. */
    public String property(String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the launcher sets the framework property " + name);
        }
        return value;
    }

    private void startedLater(BundleEvent event) {
        if (event.getType() == BundleEvent.STARTED) {
            Bundle bundle = event.getBundle();
            container.started(bundle);
        }
    }

    /** For SCR. */
    @Deactivate
    public void deactivate() {
        configurations.close();
        published.unregister();
        java.faces().close();
        container.close();
        java.providers().close();
        registration.unregister();
        context.removeBundleListener(starts);
        context.removeBundleListener(watcher);
        timer.shutdownNow();
        work.shutdownNow();
        logSettings.run();
        logs.say(JournalLine.Level.INFO, "arcella", "The container has stopped");
        logs.close();
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads("arcella-work"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
    }
}
