package arcella.runtime.internal.verb;

import java.util.ArrayList;
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
import arcella.runtime.GrantReport;
import arcella.runtime.GrantReport.State;
import arcella.runtime.internal.container.Grants;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code grant:check}. */
@Component(service = Verb.class)
public final class GrantCheckVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "grant:check", "Says what a module is granted, what not, and how to grant it", "",
            List.of(Specs.module()), new ResultShape.Lines(), "grant check hello");


    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public GrantCheckVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) {
        String module = invocation.arguments().text(Specs.MODULE);
        Grants grants = runtime.grants();
        List<GrantReport> asked = grants.of(module);
        List<String> lines = new ArrayList<>();
        asked.forEach(one -> lines.add(one.grant() + (one.state() == State.GRANTED ? "  granted by " + one.by() : "  not granted")));
        if (asked.isEmpty()) {
            lines.add("asks for nothing that has to be granted");
        }
        grants.notes(module).stream().filter(note -> !note.startsWith("asked for")).forEach(lines::add);
        List<String> denied = asked.stream().filter(one -> one.state() == State.DENIED).map(GrantReport::grant).toList();
        if (!denied.isEmpty()) {
            lines.add("to grant what is not, add this to etc/arcella.toml, and restart the module:");
            lines.addAll(grants.standing(module, denied).lines().toList());
        }
        return VerbResult.data(Data.texts(lines));
    }
}
