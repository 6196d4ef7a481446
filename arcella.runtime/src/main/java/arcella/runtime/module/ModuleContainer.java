package arcella.runtime.module;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * What a module's bundle tells the container. Published by {@code arcella.runtime}; of no use to anybody else.
 * Thread-safe.
 */
public interface ModuleContainer {

    /**
     * The bundle is being started: prepares the module's instance.
     *
     * @throws arcella.error.ArcellaException if there will be no instance; the bundle is then not started
     */
    void starting(Bundle bundle);

    /** The bundle is being stopped: stops the module's instance. */
    void stopping(Bundle bundle);

    /** A service satisfies one of the module's imports. */
    void bound(Bundle bundle, ServiceReference<?> reference);

    /** It does so no more; another one may do already. */
    void unbound(Bundle bundle, ServiceReference<?> reference);

    /** The bundle's DS component has all it needs and takes the instance over. Never fails. */
    ModuleHandle activated(Bundle bundle);

    /**
     * The bundle's DS component gives the instance up.
     *
     * @param reason one of {@code ComponentConstants.DEACTIVATION_REASON_…}
     */
    void deactivated(Bundle bundle, int reason);
}
