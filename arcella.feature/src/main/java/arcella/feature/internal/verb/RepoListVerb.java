package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.internal.install.FeatureComponent;

/** The verb {@code feature:repo-list}. */
@Component(service = Verb.class)
public final class RepoListVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "feature:repo-list", "Lists the repositories of features", "", List.of(),
            new ResultShape.Table(List.of(Column.of("repository", "Repository"))), "feature repo-list");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public RepoListVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return VerbResult.data(Data.items(component.repositories().all().stream()
                .map(path -> Data.fields().put("repository", path).build()).toList()));
    }
}
