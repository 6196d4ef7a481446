package arcella.feature.internal.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

import arcella.command.SystemBundles;
import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/** The bundles of features in the framework: those whose location is a file of the features' store. */
final class BundleKeeper {

    private static final long REFRESH_SECONDS = 30;
    private static final String REFERENCE = "reference:";

    private final BundleContext context;

    BundleKeeper(BundleContext context) {
        this.context = context;
    }

    /** The bundle of that name and version, whoever installed it. */
    Optional<Bundle> find(BundleContent content) {
        return Arrays.stream(context.getBundles()).filter(content::is).findFirst();
    }

    /** The bundle that was installed from a file of the store. */
    Optional<Bundle> find(Path file) {
        return Optional.ofNullable(context.getBundle(location(file)));
    }

    /** Whether a bundle was installed from a file of a folder. */
    static boolean from(Path folder, Bundle bundle) {
        return bundle.getLocation().startsWith(location(folder));
    }

    private static String location(Path file) {
        return REFERENCE + file.toUri();
    }

    /** A bundle that came with the distribution. */
    Optional<Bundle> builtIn(String artifact) {
        return Optional.ofNullable(context.getBundle(SystemBundles.location(artifact)));
    }

    Bundle install(Path file, String id) {
        try {
            return context.installBundle(location(file));
        } catch (BundleException | IllegalStateException e) {
            throw failed("bundle " + id + " cannot be installed", e);
        }
    }

    void start(Bundle bundle, String id) {
        try {
            bundle.start();
        } catch (BundleException | IllegalStateException e) {
            throw failed("bundle " + id + " did not start", e);
        }
    }

    /** Uninstalls bundles, and has the framework forget their packages. */
    void uninstall(Collection<Bundle> bundles) throws InterruptedException {
        List<Bundle> gone = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try {
                if (bundle.getState() != Bundle.UNINSTALLED) {
                    bundle.uninstall();
                }
                gone.add(bundle);
            } catch (BundleException | IllegalStateException e) {
                throw failed("bundle " + bundle.getSymbolicName() + " cannot be uninstalled", e);
            }
        }
        if (!gone.isEmpty()) {
            CountDownLatch refreshed = new CountDownLatch(1);
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(gone, event -> {
                if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                    refreshed.countDown();
                }
            });
            if (!refreshed.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new ArcellaException(FeatureError.NOT_REMOVED, "the framework did not forget the packages of "
                        + gone.getFirst().getSymbolicName() + " in " + REFRESH_SECONDS + " s", "see bundle:diag");
            }
        }
    }

    private static ArcellaException failed(String what, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String why = String.valueOf(e.getMessage()).equals(String.valueOf(cause.getMessage())) || cause == e
                ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause.getMessage();
        return new ArcellaException(FeatureError.INSTALL_FAILED, what + ": " + why, "see bundle:diag for what it lacks", e);
    }
}
