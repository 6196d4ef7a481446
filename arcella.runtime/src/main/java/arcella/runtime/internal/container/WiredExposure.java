package arcella.runtime.internal.container;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import arcella.runtime.internal.lifecycle.Exposure;
import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.Publication;
import arcella.runtime.internal.wiring.Wire;
import arcella.worker.ModuleInstance;

/**
 * A module as others see it: its exports as services, its wants in words.
 *
 * @param wiring its wires
 * @param publication its exports
 * @param providers tells who could satisfy what it lacks
 * @param needs hears where its wires lead
 */
record WiredExposure(ModuleWiring wiring, Publication publication, Providers providers, Needs needs)
        implements Exposure {

    @Override
    public void show(Bundle bundle, ModuleInstance instance) {
        BundleContext context = bundle.getBundleContext();
        if (context != null) {
            publication.publish(context, instance);
        }
    }

    @Override
    public void hide() {
        publication.withdraw();
    }

    @Override
    public void settle(Supplier<Map<String, Set<Long>>> bound) {
        if (!wiring.wires().isEmpty() && wiring.settle(bound)) {
            needs.changed(wiring);
        }
    }

    @Override
    public List<String> explain(List<String> references) {
        return references.stream()
                .map(name -> wiring.wire(name).map(Wire::set)
                        .map(set -> providers.explain(set, wiring.id())).orElse(name)).toList();
    }
}
