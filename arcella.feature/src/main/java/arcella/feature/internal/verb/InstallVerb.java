package arcella.feature.internal.verb;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Invocation;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.internal.install.FeatureComponent;
import arcella.feature.internal.install.FeaturePlan;

/** The verb {@code feature:install}. */
@Component(service = Verb.class)
public final class InstallVerb implements Verb {

    private static final VerbSpec SPEC = Specs.change(
            "feature:install", "Installs a feature: its bundles, configurations and modules, started",
            "The content of a feature bundle is sent to the container. A feature's JSON, and the files that it names, the container "
                    + "reads itself, as its own user, so they must lie where it runs. Features that it requires come along. "
                    + "What is there already stays as it is; what is there and differs is a conflict, and nothing is changed. If a "
                    + "step fails, all before it are taken back. See feature:plan for what would change.\n\n"
                    + "A feature grants nothing: what manifests of its modules ask for is granted with --grant, --grant-all, or by a "
                    + "[[grant]] with a hash in etc/arcella.toml.",
            Specs.options(Specs.feature()), "feature install ./shop.jar", "feature install /srv/app/shop.json", "feature install shop --variable port=8081 --grant-all");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public InstallVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        FeaturePlan plan = Specs.with(component, invocation, wanted -> component.features().install(wanted,
                Specs.options(invocation.arguments()), invocation::progress));
        return new VerbResult(Plans.text("Installed " + plan.feature(), plan), Plans.data(plan));
    }
}
