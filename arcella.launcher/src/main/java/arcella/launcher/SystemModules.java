package arcella.launcher;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleException;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Gives the framework the container's own bundles, with their classes loaded from the class path of the process: only classes
 * that the application class loader loads come linked out of an AOT cache, with their lambdas and profiles. To the framework
 * they are bundles like any other, and others see of them what their manifests export. Thread-safe (OSGi Core, chapter 60).
 */
final class SystemModules implements ModuleConnector {

    private final Map<String, Distribution.SystemBundle> bundles;
    private final Function<String, Path> jars;

    /** @param distribution what the container is started from */
    SystemModules(Distribution distribution) {
        this.bundles = distribution.bundles().stream()
                .collect(Collectors.toMap(Distribution.SystemBundle::location, Function.identity()));
        this.jars = distribution::jar;
    }

    @Override
    public void initialize(File storage, Map<String, String> configuration) {
        // What there is stands in the distribution.
    }

    @Override
    public Optional<ConnectModule> connect(String location) throws BundleException {
        return Optional.ofNullable(bundles.get(location)).map(bundle -> () ->
                new JarConnectContent(jars.apply(bundle.jar()), bundle.onClassPath() ? SystemModules.class.getClassLoader() : null));
    }

    @Override
    public Optional<BundleActivator> newBundleActivator() {
        return Optional.of(new SystemBundleFinder.Activator());
    }
}
