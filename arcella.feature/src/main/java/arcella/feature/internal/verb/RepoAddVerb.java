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
import arcella.feature.internal.install.Repositories.Added;

/** The verb {@code feature:repo-add}. */
@Component(service = Verb.class)
public final class RepoAddVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "feature:repo-add", "Adds a repository, whose features can be installed by name",
            "A repository is a folder with the JSON files and jars of features, or a JSON file that lists them: "
                    + "{\"features\": [\"shop.json\"]}. It is read anew whenever it is needed; there is nothing to refresh.",
            List.of(Specs.repository()), "feature repo-add /srv/features");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public RepoAddVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Specs.read(invocation);
        String path = invocation.arguments().text("repository");
        Added added = component.repositories().add(path);
        StringBuilder text = new StringBuilder("Added " + path + ", with features: " + added.features());
        if (!added.problems().isEmpty()) {
            text.append("; these files cannot be read:");
            added.problems().forEach(problem -> text.append("\n  ").append(problem));
        }
        return VerbResult.message(text.toString());
    }
}
