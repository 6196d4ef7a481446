package arcella.runtime.internal.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.osgi.framework.Bundle;

import arcella.worker.ModuleInstance;

/** What a module shows to others and takes from them, as its life goes. Thread-safe. */
public interface Exposure {

    /** The module is Active: others may call this instance. Without effect if they may already. */
    void show(Bundle bundle, ModuleInstance instance);

    /** The instance is not to be called any more. Without effect if it is not. */
    void hide();

    /**
     * The DS component has been activated: what it takes from others is what SCR says.
     *
     * @param bound asks SCR what is bound to the component's references: by name, the ids of services
     */
    void settle(Supplier<Map<String, Set<Long>>> bound);

    /**
     * What the DS component lacks, in words.
     *
     * @param references the names of its references that have no service
     */
    List<String> explain(List<String> references);
}
