package arcella.runtime.internal.verb;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.runtime.ModuleReport;
import arcella.runtime.internal.container.RuntimeComponent;

/** The names of the installed modules, for completion: with their versions only where a name alone is ambiguous. */
@Component(service = Candidates.class)
public final class ModuleCandidates implements Candidates {

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ModuleCandidates(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public String what() {
        return "module";
    }

    @Override
    public List<String> names() {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> ambiguous = new LinkedHashSet<>();
        List<ModuleReport> modules = runtime.modules().list();
        modules.stream().map(module -> module.id().name()).filter(name -> !seen.add(name)).forEach(ambiguous::add);
        return modules.stream()
                .map(module -> ambiguous.contains(module.id().name()) ? module.id().toString() : module.id().name())
                .toList();
    }
}
