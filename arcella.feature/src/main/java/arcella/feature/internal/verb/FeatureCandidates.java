package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Candidates;
import arcella.feature.internal.install.FeatureComponent;

/** The names of features, for completion. */
@Component(service = Candidates.class)
public final class FeatureCandidates implements Candidates {

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public FeatureCandidates(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public String what() {
        return "feature";
    }

    @Override
    public List<String> names() {
        try {
            return component.features().list(true).features().stream().map(feature -> feature.id().artifact()).distinct().sorted().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
