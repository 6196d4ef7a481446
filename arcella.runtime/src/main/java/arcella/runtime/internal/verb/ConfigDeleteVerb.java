package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:delete}. */
@Component(service = Verb.class)
public final class ConfigDeleteVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:delete", "Deletes a configuration",
            "The modules that it was for have what their manifests say.", List.of(ConfigEditing.argument()),
            "config delete arcella.module.hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigDeleteVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String pid = invocation.arguments().text(ConfigEditing.PID);
        if (!runtime.configurations().delete(pid)) {
            throw ConfigPropertyListVerb.unknown(runtime.configurations(), pid);
        }
        if (ConfigEditing.edit(invocation).filter(edit -> edit.pid().equals(pid)).isPresent()) {
            ConfigEditing.close(invocation);
        }
        List<String> lines = new ArrayList<>(List.of("Deleted " + pid));
        Configurations.module(pid).map(runtime::configurationNotes).ifPresent(lines::addAll);
        return VerbResult.message(String.join("\n  ", lines));
    }
}
