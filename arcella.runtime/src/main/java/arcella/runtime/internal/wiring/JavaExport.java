package arcella.runtime.internal.wiring;

import java.util.List;

import arcella.engine.component.JavaInterface;
import arcella.error.ArcellaException;
import arcella.runtime.module.WitExport;
import arcella.wit.value.WitValue;

/**
 * A Java service as a provider: of one interface as some module imports it. Thread-safe, if the service is.
 */
public final class JavaExport implements WitExport {

    private final String provider;
    private final Interface iface;
    private final Object service;
    private final List<? extends Class<? extends AutoCloseable>> resources;

    /**
     * Compares the service with the interface.
     *
     * @param provider the bundle, for people
     * @param iface as it is imported
     * @param resources the classes of its resources
     * @throws ArcellaException naming everything that does not fit
     */
    public JavaExport(String provider, Interface iface, Object service,
            List<? extends Class<? extends AutoCloseable>> resources) {
        this.provider = provider;
        this.iface = iface;
        this.service = service;
        this.resources = List.copyOf(resources);
        new JavaInterface(iface.name(), iface.type(), service, this.resources).close();
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public String name() {
        return iface.name();
    }

    /** For one consumer, which holds resources of its own. */
    Target target(ImportSet set) {
        Interface wanted = set.first();
        return new JavaTarget(provider, new JavaInterface(wanted.name(), wanted.type(), service, resources));
    }

    private record JavaTarget(String provider, JavaInterface java) implements Target {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public List<WitValue> call(String iface, String function, List<WitValue> arguments) {
            return java.call(function, arguments).stream().toList();
        }

        @Override
        public void drop(String iface, long id) {
            java.drop("", id);
        }

        @Override
        public void close() {
            java.close();
        }
    }
}
