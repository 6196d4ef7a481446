package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.internal.install.FeatureComponent;
import arcella.feature.internal.install.FeaturePlan;

/** The verb {@code feature:plan}. */
@Component(service = Verb.class)
public final class PlanVerb implements Verb {

    private static final String ACTION = "action";
    private static final String INSTALL = "install";

    private static final VerbSpec SPEC = Specs.change(
            "feature:plan", "Says what installing or removing a feature would change, without doing it",
            "+ comes, - goes, = stays or has gone already; and why the step would be refused. A plan that tells of a refusal is "
                    + "a success, as that of module:plan is; scripts look at 'refused' of --output json. What there is no plan of, "
                    + "such as a feature that does not read or is installed already, is an error.",
            Specs.options(Parameter.argument(ACTION, new Parameter.Choice(List.of(INSTALL, "uninstall")), "the step"), Specs.feature()),
            "feature plan install /srv/app/shop.json", "feature plan uninstall shop");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public PlanVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String action = invocation.arguments().text(ACTION);
        FeaturePlan plan = Specs.with(component, invocation, wanted -> action.equals(INSTALL)
                ? component.features().planInstall(wanted, Specs.options(invocation.arguments()))
                : component.features().planUninstall(wanted));
        return new VerbResult(Plans.text(action + " " + plan.feature(), plan), Plans.data(plan));
    }
}
