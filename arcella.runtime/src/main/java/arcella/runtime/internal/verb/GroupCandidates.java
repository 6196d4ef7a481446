package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.runtime.internal.container.RuntimeComponent;

/** The names of the worker groups, for completion. */
@Component(service = Candidates.class)
public final class GroupCandidates implements Candidates {

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public GroupCandidates(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public String what() {
        return "group";
    }

    @Override
    public List<String> names() {
        return runtime.groups().names();
    }
}
