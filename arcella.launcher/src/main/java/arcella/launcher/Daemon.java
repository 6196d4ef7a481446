package arcella.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;

import arcella.command.SystemBundles;
import arcella.error.ArcellaException;

/**
 * The daemon in the foreground: one Felix framework on one home, until it is told to stop.
 *
 * <p>The framework's own bundle cache is thrown away at every start. The module store is the truth, and the runtime
 * bundle installs the modules' bundles from it; so nothing that a crash leaves in the cache can hinder a start. The container's
 * own bundles are read where they lie ({@link SystemModules}).
 */
final class Daemon {

    private static final int OPERATORS_LEVEL = 5;
    private static final Duration STOP_TIME = Duration.ofSeconds(20);

    private final Home home;
    private final Distribution distribution;
    private final FrameworkCache cache;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicReference<Optional<Framework>> running = new AtomicReference<>(Optional.empty());
    private final DaemonLog log;

    Daemon(Home home, Distribution distribution) {
        this.home = home;
        this.distribution = distribution;
        this.cache = new FrameworkCache(home.path().resolve("cache"));
        this.log = new DaemonLog(System.out, System.err);
    }

    /**
     * Runs until the framework stops: by {@code system:shutdown} or by SIGTERM.
     *
     * @return the exit code of the process: 1 also if a part that the container cannot be without gave up
     */
    int run() throws InterruptedException {
        home.create();
        DaemonClient.socket(home);
        FileLock lock = home.lock();
        try {
            log.install();
            log.add("INFO", "arcella.launcher", "arcella " + Version.text() + " starts on " + home.path() + " with Java "
                    + Runtime.version() + ", process " + ProcessHandle.current().pid(), null);
            NativeFolder.of(home).prepare();
            Thread hook = new Thread(() -> running.get().ifPresent(Daemon::stop), "arcella-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            Framework framework = started();
            cache.deleteOld();
            if (!failed.get()) {
                log.ready(ready(home, ProcessHandle.current().pid()));
            }
            new AotTraining(home, distribution).startIfNeeded();
            FrameworkEvent event;
            do {
                event = framework.waitForStop(0);
            } while (event.getType() == FrameworkEvent.STOPPED_UPDATE);
            return event.getType() == FrameworkEvent.STOPPED && !failed.get() ? 0 : 1;
        } finally {
            log.uninstall();
            release(lock);
        }
    }

    /** The line by which a daemon that has started is announced. */
    static String ready(Home home, long pid) {
        return "arcella " + Version.text() + " runs on " + home.path() + " (process " + pid + ")";
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            System.err.println("arcella: the home's lock was not released: " + e.getMessage());
        }
    }

    /** The framework, started; without what features want of it if it does not start with that. */
    private Framework started() throws InterruptedException {
        Properties ofFeatures = ofFeatures();
        try {
            return started(ofFeatures);
        } catch (ArcellaException e) {
            if (ofFeatures.isEmpty()) {
                throw e;
            }
            running.getAndSet(Optional.empty()).ifPresent(Daemon::stop);
            // What is said from now on is for whoever takes it the second time.
            log.disconnect();
            failed.set(false);
            Framework framework = started(new Properties());
            log.console("ERROR", new ArcellaException(LauncherError.FEATURE_PROPERTIES,
                    "the container does not start with the framework properties that installed features want, "
                            + new TreeSet<>(ofFeatures.stringPropertyNames()) + " in " + featureProperties() + ": " + e.what()
                            + "; it has started without them, and so without what they were wanted for",
                    "'arcella-cli feature info NAME' shows which feature brings them, 'arcella-cli feature uninstall NAME' takes it away",
                    e).getMessage());
            return framework;
        }
    }

    private Framework started(Properties ofFeatures) {
        cache.putAside();
        try {
            Framework framework = new FrameworkFactory().newFramework(properties(ofFeatures), new SystemModules(distribution));
            running.set(Optional.of(framework));
            boot(framework);
            return framework;
        } catch (BundleException | RuntimeException | Error e) {
            if (e instanceof ArcellaException told) {
                throw told;
            }
            throw new ArcellaException(
                    LauncherError.BOOT, "the container did not start: " + (e instanceof BundleException ? e.getMessage() : e),
                    "see " + home.logFile(), e);
        }
    }

    private Map<String, String> properties(Properties ofFeatures) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, cache.folder().toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        // The bundles that operators install come last, and their level is reached.
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                Integer.toString(Math.max(OPERATORS_LEVEL, distribution.startLevel())));
        properties.put("felix.startlevel.bundle", Integer.toString(OPERATORS_LEVEL));
        properties.put("felix.cache.locking", "false");
        properties.put("felix.log.level", "1");
        // Beside the framework's cache, which is thrown away at every start.
        properties.put("felix.cm.dir", home.path().resolve("config").toString());
        properties.put("felix.shutdown.hook", "false");
        // The Log specification would keep warnings only; what bundles have to say is of interest.
        properties.put("org.osgi.service.log.admin.loglevel", "INFO");
        properties.put("ds.loglevel", "warn");
        // The runtime's journal keeps what is logged, and holds no bundles that have gone.
        properties.put("org.apache.felix.log.maxSize", "0");
        // SCR would log in the name of each component's bundle, and Felix's log never lets go of such a bundle.
        properties.put("ds.log.extension", "true");
        // msgpack-core's manifest asks for these two; its code only looks whether they are there.
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "android.os,sun.nio.ch");
        properties.put("arcella.home", home.path().toString());
        properties.put("arcella.dist", distribution.path().toString());
        properties.put("arcella.version", Version.text());
        properties.put(
                "arcella.started",
                Long.toString(ProcessHandle.current().info().startInstant()
                        .map(java.time.Instant::toEpochMilli).orElseGet(System::currentTimeMillis)));
        new AotTraining(home, distribution).caches()
                .ifPresent(folder -> properties.put("arcella.aot", folder.toString()));
        ofFeatures.forEach((key, value) -> properties.putIfAbsent(String.valueOf(key), String.valueOf(value)));
        return properties;
    }

    /** What the installed features want of the framework itself; the bundle of features has left it here. */
    private Properties ofFeatures() {
        Properties properties = new Properties();
        Path file = featureProperties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            // No feature wants any.
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("arcella: the framework properties of features in " + file + " are not set, as it does not read: " + e);
        }
        return properties;
    }

    private Path featureProperties() {
        return home.path().resolve("features/framework.properties");
    }

    private void boot(Framework framework) throws BundleException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        framework.init(event -> note(event, failure));
        BundleContext context = framework.getBundleContext();
        offerGivingUp(framework);
        offerLog(framework);
        context.addFrameworkListener(event -> note(event, failure));
        List<Bundle> bundles = new ArrayList<>();
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        int usualLevel = levels.getInitialBundleStartLevel();
        for (Distribution.SystemBundle system : distribution.bundles()) {
            if (!Files.isReadable(distribution.jar(system.jar()))) {
                throw new ArcellaException(
                        LauncherError.BOOT,
                        "the distribution lacks lib/" + system.jar(),
                        "unpack or build the distribution again");
            }
            // Said before and not after: then the framework has nothing to write again.
            levels.setInitialBundleStartLevel(system.level());
            bundles.add(context.installBundle(system.location()));
        }
        levels.setInitialBundleStartLevel(usualLevel);
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        framework.start();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new ArcellaException(
                    LauncherError.BOOT, "a bundle of the container did not start: " + thrown.getMessage(),
                    "unpack or build the distribution again", thrown);
        }
    }

    /**
     * A service by which a bundle says that the container cannot go on, and why: whoever started it learns of it, by the
     * process's exit code too.
     */
    private void offerGivingUp(Framework framework) {
        Consumer<String> giveUp = why -> {
            failed.set(true);
            log.console("ERROR", why);
            beginToStop(framework);
        };
        framework.getBundleContext().registerService(
                Consumer.class, giveUp, new Hashtable<>(Map.of("arcella.purpose", "give-up")));
    }

    /** A service by which the runtime takes what is said in this process into the container's log. */
    private void offerLog(Framework framework) {
        Function<Consumer<Map<String, Object>>, Consumer<String>> connect = log::connect;
        framework.getBundleContext().registerService(
                Function.class, connect, new Hashtable<>(Map.of("arcella.purpose", "log")));
    }

    private static void note(FrameworkEvent event, AtomicReference<Throwable> failure) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null && SystemBundles.contains(event.getBundle().getLocation())) {
            failure.compareAndSet(null, event.getThrowable());
        }
    }

    private static void beginToStop(Framework framework) {
        try {
            framework.stop();
        } catch (BundleException e) {
            System.err.println("arcella: the framework did not stop cleanly: " + e.getMessage());
        }
    }

    private static void stop(Framework framework) {
        beginToStop(framework);
        try {
            framework.waitForStop(STOP_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
