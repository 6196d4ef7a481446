package arcella.runtime.internal.verb;


import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code log:get}. */
@Component(service = Verb.class)
public final class LogGetVerb implements Verb {

    private static final VerbSpec SPEC = LogLines.levelSpec("log:get");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LogGetVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        return LogLines.levels(runtime, invocation.arguments());
    }
}
