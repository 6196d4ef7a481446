package arcella.shell.internal.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

import arcella.command.Nearest;
import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/** The DS components as SCR describes them. Thread-safe. */
final class Components {

    private static final String WIT = "(arcella.wit=";
    private static final String TRACK = "(arcella.wit.track=";

    private final Supplier<Optional<ServiceComponentRuntime>> runtime;

    Components(Supplier<Optional<ServiceComponentRuntime>> runtime) {
        this.runtime = runtime;
    }

    ServiceComponentRuntime runtime() {
        return runtime.get().orElseThrow(() -> new ArcellaException(
                ShellError.NO_COMPONENT_RUNTIME, "Declarative Services are not running", "see bundle:list --all"));
    }

    /** All components, by name. */
    List<ComponentDescriptionDTO> all() {
        return runtime().getComponentDescriptionDTOs().stream()
                .sorted(Comparator.comparing((ComponentDescriptionDTO component) -> component.name)
                        .thenComparing(component -> component.bundle.id))
                .toList();
    }

    /** The names of all components, for completion; none while Declarative Services are away. */
    List<String> names() {
        return runtime.get().isEmpty() ? List.of() : all().stream().map(component -> component.name).distinct().toList();
    }

    /**
     * The components of a name: several bundles may have one.
     *
     * @throws ArcellaException {@link ShellError#UNKNOWN_COMPONENT} if there is none
     */
    List<ComponentDescriptionDTO> named(String name) {
        List<ComponentDescriptionDTO> named = all().stream().filter(component -> component.name.equals(name)).toList();
        if (named.isEmpty()) {
            throw new ArcellaException(
                    ShellError.UNKNOWN_COMPONENT,
                    "there is no DS component '" + name + "'",
                    Nearest.remedy(name, names(), "see scr:list"));
        }
        return named;
    }

    List<ComponentConfigurationDTO> configurations(ComponentDescriptionDTO component) {
        return List.copyOf(runtime().getComponentConfigurationDTOs(component));
    }

    /** The state as {@code scr:list} shows it. */
    static String state(int state) {
        return switch (state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> "Unsatisfied (configuration)";
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> "Unsatisfied";
            case ComponentConfigurationDTO.SATISFIED -> "Satisfied";
            case ComponentConfigurationDTO.ACTIVE -> "Active";
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> "Failed";
            default -> Integer.toString(state);
        };
    }

    /** What a bundle's components wait for, one line each; empty if Declarative Services are away. */
    List<String> unsatisfied(Bundle bundle) {
        if (runtime.get().isEmpty() || bundle.getState() != Bundle.ACTIVE) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime().getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : configurations(component)) {
                if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    lines.add("its component " + component.name + " failed to activate: "
                            + firstLine(configuration.failure));
                }
                Arrays.stream(configuration.unsatisfiedReferences)
                        .map(reference -> "its component " + component.name + " waits for "
                                + wanted(component, reference))
                        .forEach(lines::add);
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
                    lines.add("its component " + component.name + " waits for a configuration with the pid "
                            + String.join(" or ", component.configurationPid));
                }
            }
        }
        return lines;
    }

    /** The service that an unsatisfied reference looks for, in words. */
    static String wanted(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
        String type = Arrays.stream(component.references)
                .filter(declared -> declared.name.equals(reference.name))
                .map(declared -> declared.interfaceName)
                .findFirst()
                .orElse(reference.name);
        if (reference.target != null && reference.target.contains(WIT)) {
            return "somebody who has " + value(reference.target, WIT) + track(reference.target) + "; module:tree says more";
        }
        return reference.target == null || reference.target.isEmpty()
                ? "a service " + type
                : "a service " + type + " that matches " + reference.target;
    }

    /** What a module's import looks for is written with a hash of each function's types; here its name has to do. */
    private static String track(String filter) {
        return filter.contains(TRACK) ? " in the versions " + value(filter, TRACK) : "";
    }

    private static String value(String filter, String key) {
        int start = filter.indexOf(key) + key.length();
        int end = filter.indexOf(')', start);
        return filter.substring(start, end < 0 ? filter.length() : end);
    }

    static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("").strip();
    }
}
