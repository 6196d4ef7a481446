package arcella.runtime.internal.lifecycle;

import arcella.worker.InstanceListener;
import arcella.worker.ModuleInstance;

/** Makes an instance of one module's content, as its manifest and the grants say. Thread-safe. */
public interface InstanceMaker {

    /**
     * Loads, compiles and instantiates. Blocks; an interrupt gives up the attempt.
     *
     * @throws arcella.error.ArcellaException if there is no instance
     */
    ModuleInstance make(InstanceListener listener);
}
