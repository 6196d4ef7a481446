package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Map;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:list}. */
@Component(service = Verb.class)
public final class ConfigListVerb implements Verb {

    private static final String WHICH = "which";
    private static final VerbSpec SPEC = Specs.look(
            "config:list", "Lists configurations and what they say",
            "Without an argument, all; with a pid or a part of one, those; with a filter in parentheses, those that it fits. "
                    + "What the container's own etc/arcella.toml says is shown by config:show.",
            List.of(Parameter.optionalArgument(WHICH, new Parameter.Reference(ConfigEditing.PID),
                    "a pid, a part of one, or a filter such as '(service.pid=arcella.*)'")),
            new ResultShape.Table(List.of(Column.of("pid", "Pid"), Column.of("properties", "Properties"))),
            "config list", "config list arcella.module.hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigListVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        Configurations configurations = runtime.configurations();
        String which = invocation.arguments().optionalText(WHICH).orElse("");
        List<String> pids = which.startsWith("(") ? configurations.pids(which) : configurations.pids();
        List<String> chosen = which.startsWith("(") ? pids : pids.contains(which) ? List.of(which)
                : pids.stream().filter(pid -> pid.contains(which)).toList();
        return VerbResult.data(Data.items(chosen.stream().map(pid -> Data.fields()
                .put("pid", pid)
                .put("properties", ConfigEditing.data(configurations.get(pid).orElse(Map.of())))
                .build()).toList()));
    }
}
