package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.feature.internal.install.FeatureComponent;

/** The repositories of features, for completion. */
@Component(service = Candidates.class)
public final class RepositoryCandidates implements Candidates {

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public RepositoryCandidates(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public String what() {
        return "feature-repository";
    }

    @Override
    public List<String> names() {
        try {
            return component.repositories().all();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
