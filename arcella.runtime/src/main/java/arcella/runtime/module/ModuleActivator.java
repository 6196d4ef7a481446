package arcella.runtime.module;

import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;

/**
 * The activator of every module's bundle. Through it {@code bundle:start} does what {@code module:start} does, waits as
 * long, and fails with the same message.
 */
public final class ModuleActivator implements BundleActivator {

    /** For the framework. */
    public ModuleActivator() {}

    @Override
    public void start(BundleContext context) {
        container().orElseThrow(() -> new ArcellaException(
                RuntimeError.NOT_READY, "the container is not ready to start modules", "try again in a moment"))
                .starting(context.getBundle());
    }

    @Override
    public void stop(BundleContext context) {
        // Without a container there is no instance either: it stops them all before it goes.
        container().ifPresent(container -> container.stopping(context.getBundle()));
    }

    /**
     * The container, as this class's own bundle sees it. In a module's context Felix would count the use, and keep the
     * bundle of a module that has gone for as long as the container is there.
     */
    static Optional<ModuleContainer> container() {
        Bundle own = FrameworkUtil.getBundle(ModuleActivator.class);
        BundleContext context = own == null ? null : own.getBundleContext();
        ServiceReference<ModuleContainer> reference =
                context == null ? null : context.getServiceReference(ModuleContainer.class);
        return reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
    }
}
