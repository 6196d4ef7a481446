package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.internal.install.FeatureComponent;
import arcella.feature.internal.install.FeatureReport;
import arcella.feature.internal.install.Features.Listing;

/** The verb {@code feature:list}. */
@Component(service = Verb.class)
public final class ListVerb implements Verb {

    private static final String INSTALLED = "installed";

    private static final VerbSpec SPEC = Specs.look(
            "feature:list", "Lists the features: what the container consists of, what is installed, what can be",
            "Features that can be installed by name come from the folder features/ of the distribution and from the repositories.",
            List.of(Parameter.flag(INSTALLED, "only those that are installed").letter('i')),
            new ResultShape.Table(List.of(
                    Column.of("name", "Name"),
                    Column.of("version", "Version"),
                    Column.of("state", "State", Format.STATE),
                    Column.of("required", "Required"),
                    Column.of("from", "From"),
                    Column.of("id", "Id").wide(),
                    Column.of("description", "Description").wide())),
            "feature list", "feature list --installed");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public ListVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Listing listing = component.features().list(!invocation.arguments().flag(INSTALLED));
        return new VerbResult(String.join("\n", listing.problems()),
                Data.items(listing.features().stream().map(ListVerb::row).toList()));
    }

    private static Data row(FeatureReport feature) {
        boolean there = feature.state().equals("Installed") || feature.state().equals("Incomplete");
        return Data.fields()
                .put("name", feature.id().artifact())
                .put("version", feature.id().version())
                .put("state", feature.state())
                .put("required", !there ? "" : feature.requested() ? "by you" : "by others")
                .put("from", feature.from())
                .put("id", feature.id().toString())
                .put("description", feature.description())
                .build();
    }
}
