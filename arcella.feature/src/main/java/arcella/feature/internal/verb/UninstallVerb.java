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
import arcella.feature.internal.install.FeaturePlan;

/** The verb {@code feature:uninstall}. */
@Component(service = Verb.class)
public final class UninstallVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "feature:uninstall", "Removes a feature, and exactly what it brought",
            "What other features have, too, stays until the last of them goes; what was there before the feature stays. Features that "
                    + "were only there for this one go with it. The data folders of its modules stay.",
            List.of(Specs.feature(), Specs.jar()), "feature uninstall shop");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public UninstallVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        FeaturePlan plan = Specs.with(component, invocation,
                wanted -> component.features().uninstall(wanted, invocation::progress));
        return new VerbResult(Plans.text("Uninstalled " + plan.feature(), plan), Plans.data(plan));
    }
}
