package arcella.runtime.internal.lifecycle;

import java.util.function.Consumer;

import arcella.worker.InstanceListener;
import arcella.worker.ModuleInstance;

/** Makes an instance of one module's content, as its manifest and the grants say. Thread-safe. */
public interface InstanceMaker {

    /**
     * Loads, compiles and instantiates, or leaves that to the first call, as the manifest says for the occasion. Blocks; an
     * interrupt gives up the attempt.
     *
     * @param ungranted takes a line for each thing that the manifest asks for and no grant gives, before anything else, and one
     *     if not all of it could be compiled
     * @throws arcella.error.ArcellaException if there is no instance
     */
    ModuleInstance make(Occasion occasion, InstanceListener listener, Consumer<String> ungranted);
}
