package arcella.runtime.internal.wiring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import arcella.engine.component.JavaInterface;
import arcella.engine.component.JavaResources;
import arcella.error.ArcellaException;
import arcella.runtime.BundleName;
import arcella.runtime.module.WitExport;
import arcella.worker.ModuleFunction;

/**
 * A Java service as a provider of what some module imports together: one object that is all of these interfaces. Resources
 * that these share are the same Java objects in each. Thread-safe, if the service is.
 */
public final class JavaExport implements WitExport {

    private final BundleName provider;
    private final ImportSet set;
    private final Object service;
    private final List<? extends Class<? extends AutoCloseable>> resources;

    /**
     * Compares the service with the interfaces.
     *
     * @param provider the bundle
     * @param set as it is imported
     * @param resources the classes of its resources
     * @throws ArcellaException naming everything that does not fit in the first interface that does not
     */
    public JavaExport(BundleName provider, ImportSet set, Object service,
            List<? extends Class<? extends AutoCloseable>> resources) {
        this.provider = provider;
        this.set = set;
        this.service = service;
        this.resources = List.copyOf(resources);
        target(set).close();
    }

    @Override
    public String provider() {
        return provider.toString();
    }

    @Override
    public String name() {
        return set.first().name();
    }

    /** For one consumer, which holds resources of its own. */
    Target target(ImportSet wanted) {
        JavaResources held = new JavaResources();
        Map<String, JavaInterface> interfaces = new LinkedHashMap<>();
        // In the order of the component's imports: what defines a resource comes before what uses it.
        for (Interface one : wanted.interfaces()) {
            interfaces.put(one.name(), new JavaInterface(one.name(), one.type(), service, resources, held));
        }
        return new JavaTarget(provider, Map.copyOf(interfaces), held);
    }

    record JavaTarget(BundleName bundle, Map<String, JavaInterface> interfaces, JavaResources held)
            implements Target {
        @Override
        public String provider() {
            return bundle.toString();
        }

        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public ModuleFunction function(String iface, String function) {
            JavaInterface target = interfaces.get(iface);
            if (target == null) {
                throw new IllegalArgumentException(iface + " is not on this wire");
            }
            return arguments -> target.call(function, arguments).stream().toList();
        }

        @Override
        public void drop(String iface, long id) {
            held.drop(id);
        }

        @Override
        public void close() {
            held.close();
        }
    }
}
