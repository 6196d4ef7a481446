package arcella.shell.internal.verbs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;

/** {@code scr:list}, {@code scr:info}, and those that change: the DS components. */
final class ComponentVerbs {

    private final Components components;
    private final ComponentChanges changes;

    ComponentVerbs(Components components, ComponentChanges changes) {
        this.components = components;
        this.changes = changes;
    }

    List<Verb> verbs() {
        List<Verb> verbs = new ArrayList<>(changes.verbs());
        verbs.addAll(List.of(
                FrameworkVerb.looks("scr:list", "Lists the DS components")
                        .description("Each module is a DS component in its own bundle, and is listed here.")
                        .takes(Parameter.flag("waiting", "only those that are not satisfied or failed").letter('w'))
                        .gives(new ResultShape.Table(List.of(
                                Column.of("id", "ID", Format.NUMBER),
                                Column.of("state", "State", Format.STATE),
                                Column.of("name", "Component"),
                                Column.of("bundle", "Bundle"),
                                Column.of("class", "Class").wide())))
                        .examples("scr list", "scr list --waiting")
                        .does(this::list),
                FrameworkVerb.looks("scr:info", "Shows one DS component: references, properties, state")
                        .takes(Parameter.argument("component", new Parameter.Reference("component"),
                                "the component's name"))
                        .gives(new ResultShape.Lines())
                        .examples("scr info arcella.shell")
                        .does(this::info)));
        return verbs;
    }

    private VerbResult list(Invocation invocation) {
        boolean waiting = invocation.arguments().flag("waiting");
        List<Data> rows = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.all()) {
            List<ComponentConfigurationDTO> configurations = components.configurations(component);
            if (configurations.isEmpty() && !waiting) {
                rows.add(row(component, Optional.empty()));
            }
            configurations.stream()
                    .filter(configuration -> !waiting || !settled(configuration.state))
                    .forEach(configuration -> rows.add(row(component, Optional.of(configuration))));
        }
        return VerbResult.data(Data.items(rows));
    }

    private static boolean settled(int state) {
        return state == ComponentConfigurationDTO.ACTIVE || state == ComponentConfigurationDTO.SATISFIED;
    }

    private Data row(ComponentDescriptionDTO component, Optional<ComponentConfigurationDTO> configuration) {
        boolean enabled = components.runtime().isComponentEnabled(component);
        return Data.fields()
                .put("id", configuration.<Data>map(one -> Data.of(one.id)).orElse(Data.NONE))
                .put("state", configuration.map(one -> Components.state(one.state))
                        .orElse(enabled ? "Enabled" : "Disabled"))
                .put("name", component.name)
                .put("bundle", component.bundle.symbolicName + " (" + component.bundle.id + ")")
                .put("class", component.implementationClass)
                .build();
    }

    private VerbResult info(Invocation invocation) {
        String name = invocation.arguments().text("component");
        List<String> lines = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.named(name)) {
            describe(component, lines);
        }
        return VerbResult.data(Data.texts(lines));
    }

    private void describe(ComponentDescriptionDTO component, List<String> lines) {
        lines.add(component.name);
        lines.add("    bundle          " + component.bundle.symbolicName + "/" + component.bundle.version + " ("
                + component.bundle.id + ")");
        lines.add("    class           " + component.implementationClass);
        lines.add("    enabled         " + components.runtime().isComponentEnabled(component)
                + (component.immediate ? ", immediate" : ""));
        lines.add("    services        " + (component.serviceInterfaces.length == 0
                ? "none" : String.join(", ", component.serviceInterfaces)));
        lines.add("    configuration   " + component.configurationPolicy + ", pid "
                + String.join(", ", component.configurationPid));
        for (ReferenceDTO reference : component.references) {
            lines.add("    reference       " + reference.name + ": " + reference.interfaceName + ", "
                    + reference.cardinality + ", " + reference.policy + " " + reference.policyOption
                    + (reference.target == null ? "" : ", target " + reference.target));
        }
        for (ComponentConfigurationDTO configuration : components.configurations(component)) {
            lines.add("    configuration " + configuration.id + ": " + Components.state(configuration.state));
            if (configuration.failure != null) {
                lines.add("        failure     " + Components.firstLine(configuration.failure));
            }
            Arrays.stream(configuration.satisfiedReferences)
                    .map(reference -> "        bound       " + reference.name + ": services "
                            + Arrays.stream(reference.boundServices).map(service -> service.id).toList())
                    .forEach(lines::add);
            Arrays.stream(configuration.unsatisfiedReferences)
                    .map(reference -> "        waits for   " + Components.wanted(component, reference))
                    .forEach(lines::add);
            Map<String, Object> sorted = new TreeMap<>(configuration.properties);
            sorted.forEach((key, value) -> lines.add("        property    " + key + " = " + PropertyText.of(value)));
        }
    }
}
