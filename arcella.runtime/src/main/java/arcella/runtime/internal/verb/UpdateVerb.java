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

/** The verb {@code module:update}. */
@Component(service = Verb.class)
public final class UpdateVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "module:update", "Puts new content in a module's place",
            "A running module goes on until the new one runs; if that does not start, nothing has changed. Modules that "
                    + "use it are led to the new one and keep their state; what runs in the old one ends there. Without a "
                    + "manifest the module keeps its own. The version may change, the name may not.\n\n"
                    + "If the new content lacks what other modules use of the old one, it is refused, with the "
                    + "difference as WIT. module:plan update tells beforehand, module:rollback goes back.",
            parameters(), "module update hello ./hello.wasm");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public UpdateVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return Updates.result("Updated", runtime.modules().update(
                invocation.arguments().text(Specs.MODULE), Uploads.request(invocation),
                Updates.options(invocation.arguments()), invocation::progress));
    }

    private static List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(List.of(Specs.module(), Uploads.manifest(), Uploads.file()));
        parameters.addAll(Uploads.options());
        parameters.addAll(Updates.parameters());
        return parameters;
    }
}
