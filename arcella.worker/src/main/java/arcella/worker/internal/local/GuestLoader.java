package arcella.worker.internal.local;

import arcella.error.ArcellaException;
import arcella.worker.InstanceSpec;

/** Makes guests. Safe for many threads. */
@FunctionalInterface
interface GuestLoader {

    /**
     * Loads and instantiates, on the thread that will run the guest.
     *
     * @throws ArcellaException as {@link arcella.worker.ModuleHost#instantiate} does
     */
    Guest load(InstanceSpec spec, GuestIo io);
}
