package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.internal.install.FeatureComponent;

/** The verb {@code feature:repo-remove}. */
@Component(service = Verb.class)
public final class RepoRemoveVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "feature:repo-remove", "Takes a repository out", "What was installed from it stays.",
            List.of(Specs.repository()), "feature repo-remove /srv/features");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public RepoRemoveVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String path = invocation.arguments().text("repository");
        component.repositories().remove(path);
        return VerbResult.message("Took out " + path);
    }
}
