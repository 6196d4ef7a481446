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

/** The verb {@code log:clear}. */
@Component(service = Verb.class)
public final class LogClearVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "log:clear", "Forgets what the container keeps of the log",
            "Lines that come later are kept again; who follows the log notices nothing.", List.of(), "log clear");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LogClearVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        int gone = runtime.journal().clear();
        return new VerbResult("Forgot " + gone + " lines", Data.fields().put("lines", gone).build());
    }
}
