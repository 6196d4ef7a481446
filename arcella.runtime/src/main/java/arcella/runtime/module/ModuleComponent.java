package arcella.runtime.module;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

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

    private final Bundle bundle;
    private final ModuleContainer container;
    private volatile @Nullable ModuleHandle handle;

    /**
     * For SCR, which binds services before it activates: so all that binding needs comes with the constructor.
     *
     * @param context the module's own
     */
    public ModuleComponent(BundleContext context) {
        this.bundle = context.getBundle();
        this.container = ModuleActivator.container()
                .orElseThrow(() -> new IllegalStateException("the container has gone"));
    }

    /** For SCR. */
    public void activate() {
        handle = container.activated(bundle);
    }

    /** For SCR: another module's export, or a Java service, satisfies an import from now on. */
    public void bind(ServiceReference<?> reference) {
        container.bound(bundle, reference);
    }

    /** For SCR: it does so no more. */
    public void unbind(ServiceReference<?> reference) {
        container.unbound(bundle, reference);
    }

    /** For SCR. */
    public void deactivate(int reason) {
        container.deactivated(bundle, reason);
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
