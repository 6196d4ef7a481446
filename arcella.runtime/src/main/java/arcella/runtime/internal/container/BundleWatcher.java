package arcella.runtime.internal.container;

import java.time.Duration;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

import arcella.error.ArcellaException;
import arcella.runtime.internal.bundle.ModuleBundle;

/**
 * Follows what others do to module bundles with the framework's own commands, so that it comes to the same as the
 * module's. Starting and stopping come through the bundles' activators; this is for the rest.
 */
final class BundleWatcher implements SynchronousBundleListener {

    private static final Duration CLOSING_GRACE = Duration.ofMillis(500);

    private final Container container;
    private final Adoption adoption;

    BundleWatcher(Container container, Adoption adoption) {
        this.container = container;
        this.adoption = adoption;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        try {
            switch (event.getType()) {
                case BundleEvent.STOPPING -> {
                    if (bundle.getBundleId() == 0) {
                        container.closing(CLOSING_GRACE);
                    }
                }
                case BundleEvent.INSTALLED -> {
                    if (!bundle.getLocation().startsWith(ModuleBundle.LOCATION_PREFIX)
                            && ModuleBundle.idOf(bundle.getHeaders("")).isPresent()) {
                        adoption.installed(bundle);
                    }
                }
                case BundleEvent.UPDATED -> {
                    if (ModuleBundle.idOf(bundle.getHeaders("")).isPresent()) {
                        adoption.updated(bundle);
                    }
                }
                case BundleEvent.UNINSTALLED -> uninstalled(bundle);
                default -> { }
            }
        } catch (ArcellaException e) {
            container.report(e);
        }
    }

    private void uninstalled(Bundle bundle) {
        Optional<ModuleEntry> entry = container.directory().life(bundle).flatMap(container.directory()::of);
        if (entry.isPresent() && !container.isQuiet(bundle)) {
            container.store().remove(entry.get().id());
            container.directory().remove(entry.get().id());
            container.directory().unbind(bundle);
        }
    }
}
