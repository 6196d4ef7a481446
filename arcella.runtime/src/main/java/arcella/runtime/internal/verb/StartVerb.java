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

/** The verb {@code module:start}. */
@Component(service = Verb.class)
public final class StartVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:start", "Starts a module",
            "Returns when the module is active, or waits for something that it imports. A command runs until it ends by itself.\n\nThe module is started again whenever the container starts, until it is stopped.",
            List.of(Specs.module()), "module start hello", "module start hello@0.1.0");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public StartVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return Reports.doneWithState("Started", runtime.modules().start(invocation.arguments().text(Specs.MODULE)));
    }
}
