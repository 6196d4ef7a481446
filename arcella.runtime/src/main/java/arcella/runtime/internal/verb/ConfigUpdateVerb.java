package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:update}. */
@Component(service = Verb.class)
public final class ConfigUpdateVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:update", "Writes the configuration that is being edited",
            "All changes hold at once, and the edit is over. If they cannot hold, nothing has changed and the edit goes on.",
            List.of(), "config update");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigUpdateVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        VerbResult result = ConfigEditing.write(runtime, ConfigEditing.required(invocation));
        ConfigEditing.close(invocation);
        return result;
    }
}
