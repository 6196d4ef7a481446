package arcella.wasi.preview2;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import arcella.engine.component.ForeignInterface;
import arcella.engine.component.JavaInterface;
import arcella.engine.component.JavaResources;
import arcella.wit.resolved.ComponentType;
import arcella.wit.resolved.ExternType;
import arcella.wit.resolved.InstanceType;

/**
 * The interfaces of {@link HostServices} for one instance that runs in another process: calls and resources of its guest
 * come as plain values. The other process is not trusted. Thread-safe as far as the services are.
 */
public final class ServiceInterfaces implements AutoCloseable {

    private final JavaResources resources = new JavaResources();
    private final Map<String, ForeignInterface> interfaces = new LinkedHashMap<>();

    /**
     * Matches services with what a component imports of them.
     *
     * @throws arcella.error.ArcellaException with {@code UNLINKABLE} if it imports one of them with other types
     */
    public ServiceInterfaces(ComponentType type, HostServices services) {
        Map<String, HostServices.Offer> offers = new LinkedHashMap<>();
        services.offers().forEach(offer -> offers.put(offer.iface(), offer));
        // In the order of the imports, in which resources are defined before they are used.
        type.imports().forEach((name, wanted) -> {
            HostServices.Offer offer = offers.get(name);
            if (offer != null && wanted instanceof ExternType.Instance(InstanceType instance)) {
                interfaces.put(name, new JavaInterface(name, instance, offer.host(), offer.resources(), resources));
            }
        });
    }

    /** The interfaces that the component imports, by the names under which it does so. */
    public Map<String, ForeignInterface> byName() {
        return Collections.unmodifiableMap(interfaces);
    }

    /** The instance has ended: what it held is closed. */
    @Override
    public void close() {
        resources.close();
    }
}
