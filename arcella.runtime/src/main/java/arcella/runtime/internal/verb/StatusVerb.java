package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
import arcella.runtime.ModuleReport;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.internal.container.RuntimeComponent;

/** The verb {@code status}. */
@Component(service = Verb.class)
public final class StatusVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "status", "Shows how the container is",
            "The memories are the linear memories of the modules that run in the container's process, not in workers.", List.of(),
            new ResultShape.Sheet(List.of(
                    Column.of("version", "Arcella"),
                    Column.of("java", "Java"),
                    Column.of("home", "Home"),
                    Column.of("pid", "Process", Format.NUMBER),
                    Column.of("uptime", "Up for", Format.MILLIS),
                    Column.of("heap", "Heap used", Format.BYTES),
                    Column.of("heap-max", "Heap at most", Format.BYTES),
                    Column.of("memories", "Memories", Format.BYTES),
                    Column.of("memories-max", "Memories max", Format.BYTES),
                    Column.of("modules", "Modules", Format.NUMBER),
                    Column.of("states", "By state"),
                    Column.of("workers", "Workers", Format.NUMBER),
                    Column.of("configuration", "Configuration"))),
            "status");

    private final RuntimeComponent runtime;
    private final ConfigSource settings;

    /** For SCR. */
    @Activate
    public StatusVerb(@Reference RuntimeComponent runtime, @Reference ConfigSource settings) {
        this.runtime = runtime;
        this.settings = settings;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        Runtime machine = Runtime.getRuntime();
        List<ModuleReport> modules = runtime.modules().list();
        Map<String, Integer> states = new TreeMap<>();
        modules.forEach(module -> states.merge(module.state().word(), 1, Integer::sum));
        Data.FieldsBuilder fields = Data.fields()
                .put("version", runtime.property("arcella.version"))
                .put("java", Runtime.version().toString())
                .put("home", runtime.property("arcella.home"))
                .put("pid", ProcessHandle.current().pid())
                .put("uptime", System.currentTimeMillis() - Long.parseLong(runtime.property("arcella.started")))
                .put("heap", machine.totalMemory() - machine.freeMemory())
                .put("heap-max", machine.maxMemory())
                .put("memories", runtime.hosts().memory().usedBytes())
                .put("memories-max", runtime.hosts().memory().limitBytes())
                .put("modules", modules.size())
                .put("states", Data.texts(states.entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey()).toList()))
                .put("workers", runtime.hosts().workers().size());
        List<String> configuration = configuration();
        return VerbResult.data(configuration.isEmpty() ? fields.build() : fields.put("configuration", Data.texts(configuration)).build());
    }

    /** What an operator should see to; empty if nothing. */
    private List<String> configuration() {
        int mistakes = settings.latest().mistakes().size();
        List<String> lines = new ArrayList<>();
        if (mistakes > 0) {
            lines.add(mistakes + (mistakes == 1 ? " mistake" : " mistakes") + ", which config:validate shows: "
                    + (settings.everHeld() ? "what held before goes on to hold" : "no standing grant holds"));
        }
        int warnings = settings.latest().warnings().size();
        if (warnings > 0) {
            lines.add(warnings + (warnings == 1 ? " warning" : " warnings") + ", which config:validate shows");
        }
        lines.addAll(ConfigLines.waiting(settings));
        return lines;
    }
}
