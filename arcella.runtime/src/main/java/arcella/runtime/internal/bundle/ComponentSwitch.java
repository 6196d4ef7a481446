package arcella.runtime.internal.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.SatisfiedReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.util.promise.Promise;

/** The DS component of a module's bundle, as SCR shows it. Thread-safe. */
public final class ComponentSwitch {

    private static final long LONGEST_WAIT_SECONDS = 30;

    private final ServiceComponentRuntime runtime;

    public ComponentSwitch(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Enables or disables a component and waits until SCR has done so.
     *
     * @return false if SCR knows no such component, because the bundle is not active
     */
    public boolean set(Bundle bundle, String component, boolean enabled) throws InterruptedException {
        Optional<ComponentDescriptionDTO> description = find(bundle, component);
        if (description.isEmpty()) {
            return false;
        }
        if (runtime.isComponentEnabled(description.get()) != enabled) {
            await(enabled ? runtime.enableComponent(description.get()) : runtime.disableComponent(description.get()));
        }
        return true;
    }

    /** The references of a component that have no service, and a missing configuration; empty if it has all it needs. */
    public List<String> missing(Bundle bundle, String component) {
        List<String> missing = new ArrayList<>();
        find(bundle, component).ifPresent(description -> {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                    missing.add(reference.name);
                }
            }
        });
        return missing;
    }

    /**
     * What is bound to the references of a component, as SCR has it: by name, the ids of services. A reference that lacks
     * what it needs is not among them.
     */
    public Map<String, Set<Long>> bound(Bundle bundle, String component) {
        Map<String, Set<Long>> bound = new HashMap<>();
        find(bundle, component).ifPresent(description -> {
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                for (SatisfiedReferenceDTO reference : configuration.satisfiedReferences) {
                    // A service that has gone in the meantime leaves a gap.
                    bound.put(reference.name, Arrays.stream(reference.boundServices).filter(Objects::nonNull)
                            .map(service -> service.id).collect(Collectors.toSet()));
                }
            }
        });
        return bound;
    }

    private Optional<ComponentDescriptionDTO> find(Bundle bundle, String component) {
        return Optional.ofNullable(runtime.getComponentDescriptionDTO(bundle, component));
    }

    private static void await(Promise<Void> promise) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        promise.onResolve(done::countDown);
        if (!done.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("SCR did not enable or disable a component in " + LONGEST_WAIT_SECONDS + " s");
        }
        Throwable failure = promise.getFailure();
        if (failure != null) {
            throw new IllegalStateException("SCR could not enable or disable a component", failure);
        }
    }
}
