package arcella.runtime.internal.verb;

import java.util.List;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.container.RuntimeComponent;

/** The pids of configurations, and those that the installed modules could have, for completion. */
@Component(service = Candidates.class)
public final class PidCandidates implements Candidates {

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public PidCandidates(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public String what() {
        return ConfigEditing.PID;
    }

    @Override
    public List<String> names() {
        return Stream.concat(runtime.configurations().pids().stream(),
                runtime.modules().list().stream().map(module -> ModuleBundle.PID_PREFIX + module.id().name()))
                .distinct().toList();
    }
}
