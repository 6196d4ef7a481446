package arcella.feature.internal.install;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

import arcella.error.ArcellaException;
import arcella.feature.internal.store.FeatureStore;
import arcella.runtime.Modules;

/** Features as a DS component: puts its parts together, and has what a crash left mended in the background. */
@Component(service = FeatureComponent.class, immediate = true)
public final class FeatureComponent {

    private static final long LOOK_MILLIS = 500;

    private final Features features;
    private final Repositories repositories;
    private final Incoming incoming;
    private final Logger logger;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("arcella-features").factory());

    /** For SCR. */
    @Activate
    public FeatureComponent(
            BundleContext context,
            @Reference Modules modules,
            @Reference ConfigurationAdmin configurationAdmin,
            @Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        Path home = Path.of(property(context, "arcella.home"));
        this.incoming = new Incoming(home.resolve("features/incoming"));
        try {
            incoming.clear();
        } catch (ArcellaException e) {
            report(e);
        }
        FeatureStore store = new FeatureStore(home.resolve("features"));
        BundleKeeper bundles = new BundleKeeper(context);
        SettingsKeeper settings = new SettingsKeeper(configurationAdmin);
        BuiltIn builtIn = new BuiltIn(bundles);
        Catalog catalog = new Catalog(Path.of(property(context, "arcella.dist")).resolve("features"));
        Artifacts artifacts = new Artifacts(home.resolve("system"), MavenUrls.maven());
        PropertyKeeper properties = new PropertyKeeper(home.resolve("features/framework.properties"), context::getProperty);
        Planner planner = new Planner(store, bundles, settings, modules, properties);
        Preparation preparation = new Preparation(store, artifacts, catalog, builtIn, modules);
        Changes changes = new Changes(store, bundles, settings, properties, modules, planner);
        this.features = new Features(store, catalog, preparation, planner, changes,
                new Reporter(store, bundles, settings, properties, modules, builtIn), properties, builtIn, InstantSource.system(),
                this::report);
        this.repositories = new Repositories(features, store);
        Deployments deployments = new Deployments(features, store, preparation, changes, properties,
                new DeployTrust(modules::trusts, modules::list), new Retention(store, settings, modules), this::report);
        background.execute(() -> recover(deployments));
        DeployedFeatures deployed = new DeployedFeatures(home.resolve("deploy"), deployments, this::report);
        background.scheduleWithFixedDelay(() -> look(deployed), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String property(BundleContext context, String name) {
        String value = context.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the launcher sets the framework property " + name);
        }
        return value;
    }

    private void recover(Deployments deployments) {
        try {
            features.recover(deployments::recover);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(DeployedFeatures deployed) {
        try {
            deployed.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An executor would drop it, and look no more.
            logger.error("the folder deploy/ could not be looked at", e);
        }
    }

    private void report(ArcellaException problem) {
        logger.error("{}", problem.getMessage());
    }

    /** The features. */
    public Features features() {
        return features;
    }

    /** Where features can be installed from by name. */
    public Repositories repositories() {
        return repositories;
    }

    /** The features that clients send. */
    public Incoming incoming() {
        return incoming;
    }

    /** For SCR. */
    @Deactivate
    public void deactivate() {
        background.shutdownNow();
    }
}
