package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.text.Nearest;

/** The verb {@code config:property-list}. */
@Component(service = Verb.class)
public final class ConfigPropertyListVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "config:property-list", "Lists the properties of a configuration",
            "Of the one that config:edit has opened, with the changes made so far; or of the one that --pid names.",
            List.of(ConfigEditing.option()),
            new ResultShape.Table(List.of(Column.of("key", "Key"), Column.of("value", "Value"))),
            "config property-list -p arcella.module.hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigPropertyListVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        Configurations configurations = runtime.configurations();
        Optional<String> pid = invocation.arguments().optionalText(ConfigEditing.PID);
        Map<String, String> properties;
        if (pid.isPresent()) {
            properties = configurations.get(pid.get()).orElseThrow(() -> unknown(configurations, pid.get()));
        } else {
            ConfigEditing.Edit edit = ConfigEditing.required(invocation);
            properties = edit.over(configurations.get(edit.pid()).orElse(Map.of()));
        }
        return VerbResult.data(Data.items(properties.entrySet().stream()
                .map(entry -> Data.fields().put("key", entry.getKey()).put("value", entry.getValue()).build()).toList()));
    }

    /** There is no such configuration. */
    static ArcellaException unknown(Configurations configurations, String pid) {
        return new ArcellaException(RuntimeError.BAD_SETTING, "there is no configuration '" + pid + "'",
                Nearest.of(pid, configurations.pids()).map(near -> "did you mean '" + near + "'?").orElse("see config:list"));
    }
}
