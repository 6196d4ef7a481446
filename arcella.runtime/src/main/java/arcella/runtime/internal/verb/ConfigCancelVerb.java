package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Component;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;

/** The verb {@code config:cancel}. */
@Component(service = Verb.class)
public final class ConfigCancelVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:cancel", "Drops the changes of the configuration that is being edited", "", List.of(), "config cancel");

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        ConfigEditing.Edit edit = ConfigEditing.required(invocation);
        ConfigEditing.close(invocation);
        return VerbResult.message(edit.pid() + " is as it was");
    }
}
