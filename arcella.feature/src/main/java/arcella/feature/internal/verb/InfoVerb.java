package arcella.feature.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.feature.ArtifactId;
import arcella.feature.internal.install.FeatureComponent;
import arcella.feature.internal.install.FeatureReport;
import arcella.feature.internal.install.FeatureReport.Part;

/** The verb {@code feature:info}. */
@Component(service = Verb.class)
public final class InfoVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "feature:info", "Shows one feature: how it is, what it needs, and how each of its parts is", "",
            List.of(Specs.feature(), Specs.jar()), new ResultShape.Message(), "feature info shop", "feature info arcella-core");

    private final FeatureComponent component;

    /** For SCR. */
    @Activate
    public InfoVerb(@Reference FeatureComponent component) {
        this.component = component;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        FeatureReport feature = Specs.with(component, invocation, component.features()::info);
        return new VerbResult(text(feature), data(feature));
    }

    private static String text(FeatureReport feature) {
        StringBuilder text = new StringBuilder(feature.id().toString()).append(": ").append(feature.state())
                .append(" (").append(feature.from()).append(feature.requested() || !feature.state().equals("Installed") ? ")" : ", for others)");
        if (!feature.description().isEmpty()) {
            text.append("\n  ").append(feature.description());
        }
        feature.requires().forEach(id -> text.append("\n  requires ").append(id));
        feature.requiredBy().forEach(id -> text.append("\n  required by ").append(id));
        for (Part part : feature.parts()) {
            text.append("\n  ").append(part.kind()).append(" ").append(part.what())
                    .append(part.state().isEmpty() ? "" : ": " + part.state());
        }
        feature.notes().forEach(note -> text.append("\n  ").append(note));
        return text.toString();
    }

    private static Data data(FeatureReport feature) {
        return Data.fields()
                .put("id", feature.id().toString())
                .put("name", feature.id().artifact())
                .put("version", feature.id().version())
                .put("state", feature.state())
                .put("requested", feature.requested())
                .put("from", feature.from())
                .put("description", feature.description())
                .put("requires", Data.texts(feature.requires().stream().map(ArtifactId::toString).toList()))
                .put("required-by", Data.texts(feature.requiredBy().stream().map(ArtifactId::toString).toList()))
                .put("parts", Data.items(feature.parts().stream().map(part -> Data.fields()
                        .put("kind", part.kind()).put("what", part.what()).put("state", part.state()).build()).toList()))
                .put("notes", Data.texts(feature.notes()))
                .build();
    }
}
