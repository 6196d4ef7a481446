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

/** The verb {@code module:stop}. */
@Component(service = Verb.class)
public final class StopVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:stop", "Stops a module",
            "What it is at has two seconds to finish; then it is ended.",
            List.of(Specs.module()), "module stop hello", "module stop hello@0.1.0");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public StopVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return Reports.done("Stopped", runtime.modules().stop(invocation.arguments().text(Specs.MODULE)));
    }
}
