package arcella.runtime.internal.verb;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.ResultShape;
import arcella.command.ResultShape.Column;
import arcella.command.ResultShape.Format;
import arcella.command.Verb;
import arcella.command.VerbResult;
import arcella.command.VerbSpec;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code module:list}. */
@Component(service = Verb.class)
public final class ListVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "module:list", "Lists the installed modules", "", List.of(),
            new ResultShape.Table(List.of(
                    Column.of("name", "Name"),
                    Column.of("version", "Version"),
                    Column.of("state", "State", Format.STATE),
                    Column.of("isolation", "Isolation"),
                    Column.of("bundle", "Bundle", Format.NUMBER),
                    Column.of("group", "Group").wide(),
                    Column.of("size", "Size", Format.BYTES).wide(),
                    Column.of("description", "Description").wide())),
            "module list");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public ListVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return VerbResult.data(Data.items(
                runtime.modules().list().stream().map(module -> Reports.fields(module).build()).toList()));
    }
}
