package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:property-delete}. */
@Component(service = Verb.class)
public final class ConfigPropertyDeleteVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:property-delete", "Deletes one property of a configuration",
            "In the configuration that config:edit has opened, to be written by config:update; or with --pid at once.",
            List.of(Parameter.argument(ConfigEditing.KEY, new Parameter.Text("KEY"), "the property's name"),
                    ConfigEditing.option()),
            "config property-delete -p arcella.module.hello greeting");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigPropertyDeleteVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String key = invocation.arguments().text(ConfigEditing.KEY);
        Optional<String> pid = invocation.arguments().optionalText(ConfigEditing.PID);
        ConfigEditing.Edit edit = pid.map(ConfigEditing.Edit::new).orElseGet(() -> ConfigEditing.required(invocation));
        Map<String, String> present = edit.over(runtime.configurations().get(edit.pid()).orElse(Map.of()));
        if (!present.containsKey(key)) {
            throw new ArcellaException(RuntimeError.BAD_SETTING, "'" + edit.pid() + "' has no property '" + key + "'",
                    present.isEmpty() ? "it has none" : "it has " + String.join(", ", present.keySet()));
        }
        return ConfigEditing.change(runtime, invocation, key, Optional.empty());
    }
}
