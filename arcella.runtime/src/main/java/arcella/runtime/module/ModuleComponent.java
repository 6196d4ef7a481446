package arcella.runtime.module;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.worker.InstanceStatistics;

/**
 * The implementation of every module's DS component. SCR makes one when the component is enabled and all its references
 * are there; its service is the module's handle.
 *
 * <p>The instance is ready before the component is enabled, so activation only takes it over and cannot fail: SCR
 * publishes a service before activation, keeps it when activation throws, and never tries again.
 */
public final class ModuleComponent implements ModuleHandle {

    private static final String CONTAINER = "container";

    private volatile @Nullable ModuleHandle handle;

    /** For SCR. */
    public ModuleComponent() {}

    /** For SCR. */
    public void activate(ComponentContext context) {
        handle = container(context).activated(bundle(context));
    }

    /** For SCR, which would restart the component at every change of configuration if it had no such method. */
    public void modified(ComponentContext context) {
        // Nothing to do: what an instance is given is read when it is made.
    }

    /** For SCR. */
    public void deactivate(ComponentContext context, int reason) {
        container(context).deactivated(bundle(context), reason);
    }

    private static Bundle bundle(ComponentContext context) {
        return context.getBundleContext().getBundle();
    }

    private static ModuleContainer container(ComponentContext context) {
        return (ModuleContainer) context.locateService(CONTAINER);
    }

    private ModuleHandle active() {
        return Optional.ofNullable(handle)
                .orElseThrow(() -> new IllegalStateException("the component is not active"));
    }

    @Override
    public ModuleId id() {
        return active().id();
    }

    @Override
    public ModuleState state() {
        return active().state();
    }

    @Override
    public Optional<InstanceStatistics> statistics() {
        return active().statistics();
    }
}
