package arcella.runtime.module;

import java.util.Optional;

import arcella.runtime.ModuleId;
import arcella.runtime.ModuleState;
import arcella.worker.InstanceStatistics;

/**
 * A running module, as its DS component publishes it in the service registry. The service is there while the module is
 * Active. Thread-safe.
 */
public interface ModuleHandle {

    /** Name and version. */
    ModuleId id();

    /** What it is doing. */
    ModuleState state();

    /** What its instance has done and holds; empty if there is no instance any more. May block for a moment. */
    Optional<InstanceStatistics> statistics();
}
