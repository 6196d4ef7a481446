package arcella.runtime.module;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
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
        ServiceReference<ModuleContainer> reference = context.getServiceReference(ModuleContainer.class);
        ModuleContainer container = reference == null ? null : context.getService(reference);
        if (container == null) {
            throw new ArcellaException(
                    RuntimeError.NOT_READY, "the container is not ready to start modules", "try again in a moment");
        }
        container.starting(context.getBundle());
    }

    @Override
    public void stop(BundleContext context) {
        ServiceReference<ModuleContainer> reference = context.getServiceReference(ModuleContainer.class);
        ModuleContainer container = reference == null ? null : context.getService(reference);
        // Without a container there is no instance either: it stops them all before it goes.
        if (container != null) {
            container.stopping(context.getBundle());
        }
    }
}
