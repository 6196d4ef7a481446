package arcella.runtime.internal.verb;

import java.util.List;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.internal.log.JournalLine;

/** The loggers that have levels of their own, and those whose lines are kept, for completion. */
@Component(service = Candidates.class)
public final class LoggerCandidates implements Candidates {

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public LoggerCandidates(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public String what() {
        return LogLines.LOGGER;
    }

    @Override
    public List<String> names() {
        return Stream.concat(runtime.logs().levels().all().keySet().stream(),
                runtime.journal().last(LogLines.MOST, line -> true).stream().map(JournalLine::logger)).distinct().sorted().toList();
    }
}
