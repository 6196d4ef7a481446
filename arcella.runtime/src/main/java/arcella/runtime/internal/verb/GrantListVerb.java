package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Locale;

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
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code grant:list}. */
@Component(service = Verb.class)
public final class GrantListVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "grant:list", "Lists what modules ask for, and who grants it",
            "Asked for is what a manifest wants beyond what every module may have; granted by install or by a [[grant]] of "
                    + "etc/arcella.toml. Standing grants that no installed module asks for are listed as unused.",
            List.of(),
            new ResultShape.Table(List.of(
                    Column.of("module", "Module"),
                    Column.of("grant", "Grant"),
                    Column.of("state", "State"),
                    Column.of("by", "By"))),
            "grant list");


    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public GrantListVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        return VerbResult.data(Data.items(runtime.grants().all().stream()
                .map(grant -> Data.fields()
                        .put("module", grant.module())
                        .put("grant", grant.grant())
                        .put("state", grant.state().name().toLowerCase(Locale.ROOT))
                        .put("by", grant.by())
                        .build())
                .toList()));
    }
}
