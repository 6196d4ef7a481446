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

/** The verb {@code module:restart}. */
@Component(service = Verb.class)
public final class RestartVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:restart", "Stops a module if it runs, and starts it",
            "",
            List.of(Specs.module()), "module restart hello", "module restart hello@0.1.0");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public RestartVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return Reports.doneWithState("Restarted", runtime.modules().restart(invocation.arguments().text(Specs.MODULE)));
    }
}
