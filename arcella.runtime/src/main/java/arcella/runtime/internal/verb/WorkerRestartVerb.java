package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code worker:restart}. */
@Component(service = Verb.class)
public final class WorkerRestartVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "worker:restart", "Ends a worker process and starts its modules in a new one",
            "Those of the group that were running start again, and those that were to run and failed, such as one that needs a "
                    + "folder which the old process had been sealed without. What ended by itself or was stopped stays so. Calls "
                    + "in flight fail, and others wait for the new process.",
            List.of(Specs.group()), "worker restart hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public WorkerRestartVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String group = invocation.arguments().text(Specs.GROUP);
        List<String> modules = runtime.groups().restart(group);
        return new VerbResult("Restarted the worker of group " + group
                + (modules.isEmpty() ? "; none of its modules runs" : "\n  " + String.join("\n  ", modules)),
                Data.fields().put("group", group).put("modules", Data.texts(modules)).build());
    }
}
