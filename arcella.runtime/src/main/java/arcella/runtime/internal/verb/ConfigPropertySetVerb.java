package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:property-set}. */
@Component(service = Verb.class)
public final class ConfigPropertySetVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:property-set", "Sets one property of a configuration",
            "In the configuration that config:edit has opened, to be written by config:update; or with --pid at once.\n\n"
                    + "What arcella.module.NAME says reaches the modules of that name: limits.memory, limits.deadline and "
                    + "the like are limits, anything else is a value of wasi:config.",
            List.of(Parameter.argument(ConfigEditing.KEY, new Parameter.Text("KEY"), "the property's name"),
                    Parameter.argument("value", new Parameter.Text("VALUE"), "its value, a text"),
                    ConfigEditing.option()),
            "config property-set -p arcella.module.hello greeting 'Good morning'",
            "config property-set -p arcella.module.hello limits.deadline 5s");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigPropertySetVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        return ConfigEditing.change(runtime, invocation, invocation.arguments().text(ConfigEditing.KEY),
                Optional.of(invocation.arguments().text("value")));
    }
}
