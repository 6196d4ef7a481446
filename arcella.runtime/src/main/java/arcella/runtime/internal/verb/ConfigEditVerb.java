package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Session;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code config:edit}. */
@Component(service = Verb.class)
public final class ConfigEditVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "config:edit", "Opens a configuration for editing in this shell",
            "config:property-set and config:property-delete then change it, config:update makes the changes hold, all at "
                    + "once, and config:cancel drops them. A pid that has no configuration yet gets one.\n\nOn the command "
                    + "line there is no shell that could stay: use --pid of those verbs there.",
            List.of(ConfigEditing.argument(), Parameter.flag("force", "drops the changes of another edit")),
            "config edit arcella.module.hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ConfigEditVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String pid = invocation.arguments().text(ConfigEditing.PID);
        runtime.configurations().check(pid);
        Session session = invocation.session().orElseThrow(() -> new ArcellaException(RuntimeError.BAD_SETTING,
                "only a shell can keep an edit open", "use config:property-set --pid " + pid + " KEY VALUE"));
        Optional<ConfigEditing.Edit> open = ConfigEditing.edit(invocation);
        if (open.isPresent() && !open.get().changes().isEmpty() && !invocation.arguments().flag("force")) {
            throw new ArcellaException(RuntimeError.BAD_SETTING,
                    "changes of '" + open.get().pid() + "' have not been written yet",
                    "end that with config:update or config:cancel, or drop it with --force");
        }
        ConfigEditing.open(session, new ConfigEditing.Edit(pid));
        return VerbResult.message(runtime.configurations().get(pid).isPresent() ? "" : pid + " is new");
    }
}
