package arcella.runtime.internal.verb;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code log:display}. */
@Component(service = Verb.class)
public final class LogDisplayVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "log:display", "Shows what the container keeps of the log", "All that is kept, unless something else is asked for.",
            LogLines.parameters(), new ResultShape.Lines(), "log display", "log display hello --since 1h --level warn");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LogDisplayVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        int count = invocation.arguments().whole("lines").map(Long::intValue).orElse(LogLines.MOST);
        return LogLines.show(invocation,
                runtime.journal().last(count, LogLines.filter(runtime, invocation.arguments(), Instant.now())));
    }
}
