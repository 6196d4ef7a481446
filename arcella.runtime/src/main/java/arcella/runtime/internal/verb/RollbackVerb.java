package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:rollback}. */
@Component(service = Verb.class)
public final class RollbackVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:rollback", "Returns a module to what it was before its last update",
            "Content, version, manifest and grants are those of that time; module:info shows what that is. It is done as "
                    + "an update is: without a call that fails for it, and refused where other modules would break. "
                    + "Done twice, it leads back again.",
            parameters(), "module rollback hello");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public RollbackVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return Updates.result("Rolled back", runtime.modules().rollback(
                invocation.arguments().text(Specs.MODULE), Updates.options(invocation.arguments())));
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(Specs.module()));
        parameters.addAll(Updates.parameters());
        return parameters;
    }
}
