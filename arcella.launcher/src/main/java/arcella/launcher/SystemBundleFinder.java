package arcella.launcher;

import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
    private static final ClassLoader LOADER = SystemBundleFinder.class.getClassLoader();
    /** By package: no two jars of the class path have one in common. */
    private static final Map<String, String> JARS = new ConcurrentHashMap<>();

    private static volatile @Nullable BundleContext framework;

    /** For the service loader. */
    public SystemBundleFinder() {}

    @Override
    public Optional<Bundle> getBundle(Class<?> type) {
        BundleContext context = framework;
        if (context == null || type.getClassLoader() != LOADER) {
            return Optional.empty();
        }
        String jar = JARS.computeIfAbsent(type.getPackageName(), _ -> jar(type.getNestHost()));
        return jar.isEmpty() ? Optional.empty() : Optional.ofNullable(context.getBundle(SystemBundles.location(jar)));
    }

    /**
     * The jar that a class is from, without its ending; empty if it is from none. Its code source does not tell: that of a class
     * out of an AOT cache names the jar that was there when the cache was made, and nothing where there is none any more.
     */
    private static String jar(Class<?> type) {
        URL resource = LOADER.getResource(type.getName().replace('.', '/') + ".class");
        int end = resource == null ? -1 : resource.getPath().lastIndexOf(JAR + "!/");
        return end < 0 ? "" : resource.getPath().substring(resource.getPath().lastIndexOf('/', end) + 1, end);
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
