package arcella.launcher;

import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.connect.FrameworkUtilHelper;

import arcella.command.SystemBundles;

/**
 * Tells to which of the container's own bundles a class belongs, which its loader, the application's, cannot tell. The
 * framework's API finds it by the service loader. Thread-safe (OSGi Core, section 60.5).
 */
public final class SystemBundleFinder implements FrameworkUtilHelper {

    private static final String JAR = ".jar";

    private static volatile @Nullable BundleContext framework;

    /** For the service loader. */
    public SystemBundleFinder() {}

    @Override
    public Optional<Bundle> getBundle(Class<?> type) {
        BundleContext context = framework;
        CodeSource source = context == null ? null : type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        String file = Path.of(source.getLocation().getPath()).getFileName().toString();
        return file.endsWith(JAR) ? Optional.ofNullable(context.getBundle(SystemBundles.location(file.substring(0, file.length() - JAR.length()))))
                : Optional.empty();
    }

    /** Follows the framework that has the bundles. */
    static final class Activator implements BundleActivator {

        @Override
        public void start(BundleContext context) {
            framework = context;
        }

        @Override
        public void stop(BundleContext context) {
            framework = null;
        }
    }
}
