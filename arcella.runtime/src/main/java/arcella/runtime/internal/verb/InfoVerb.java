package arcella.runtime.internal.verb;

import java.util.List;
import java.util.Optional;

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
import arcella.runtime.ModuleReport.Running;
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.worker.MemoryUse;
import arcella.worker.WorkerStatistics;
import arcella.worker.face.FaceFunction;
import arcella.worker.face.ModuleFace;

/** The verb {@code module:info}. */
@Component(service = Verb.class)
public final class InfoVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "module:info", "Shows all about one module", "", List.of(Specs.module()),
            new ResultShape.Sheet(List.of(
                    Column.of("name", "Name"),
                    Column.of("version", "Version"),
                    Column.of("description", "Description"),
                    Column.of("state", "State", Format.STATE),
                    Column.of("reason", "Reason"),
                    Column.of("since", "Since", Format.TIME),
                    Column.of("instance", "Instance"),
                    Column.of("isolation", "Isolation"),
                    Column.of("async", "Async"),
                    Column.of("group", "Worker group"),
                    Column.of("bundle", "Bundle", Format.NUMBER),
                    Column.of("sha256", "SHA-256"),
                    Column.of("size", "Size", Format.BYTES),
                    Column.of("revision", "Revision", Format.NUMBER),
                    Column.of("installed", "Installed", Format.TIME),
                    Column.of("previous", "Before"),
                    Column.of("origin", "Origin"),
                    Column.of("granted", "Granted"),
                    Column.of("denied", "Not granted"),
                    Column.of("limits", "Limits"),
                    Column.of("configuration", "Configuration"),
                    Column.of("imports", "Imports"),
                    Column.of("exports", "Exports"),
                    Column.of("functions", "Functions"),
                    Column.of("interpreted", "Interpreted"),
                    Column.of("calls", "Calls", Format.NUMBER),
                    Column.of("traps", "Traps", Format.NUMBER),
                    Column.of("cpu", "Processor time", Format.MILLIS),
                    Column.of("memory", "Linear memory", Format.BYTES),
                    Column.of("output", "Output", Format.BYTES))),
            "module info hello");

    private static final int MOST_WIT = 64 << 10;
    private static final int SHORT_HASH = 12;

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public InfoVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String name = invocation.arguments().text(Specs.MODULE);
        ModuleReport module = runtime.modules().find(name);
        ModuleFace face = runtime.modules().face(module.id().toString());
        Running running = runtime.modules().running(module.id().toString());
        Data.FieldsBuilder fields = Reports.fields(module)
                .put("reason", module.state().reason())
                .put("since", module.since().toEpochMilli())
                .put("async", async(module))
                .put("sha256", module.sha256())
                .put("revision", module.revision())
                .put("installed", module.installedAt().toEpochMilli())
                .put("origin", module.origin())
                .put("granted", Data.texts(module.granted()))
                .put("denied", Data.texts(module.denied()))
                .put("limits", LimitLines.of(module.limits(), running.statistics(), module.state().live(), shared(module)))
                .put("configuration", Data.texts(module.configuration()))
                .put("imports", Data.texts(face.imports()))
                .put("exports", Data.texts(face.exports()))
                .put("functions", Data.texts(face.functions().stream().map(FaceFunction::toString).toList()));
        module.previous().ifPresent(before -> fields.put("previous",
                before.id() + " revision " + before.revision() + " " + before.sha256().substring(0, SHORT_HASH)));
        running.statistics().ifPresent(statistics -> fields
                .put("calls", statistics.calls())
                .put("traps", statistics.traps())
                .put("cpu", statistics.cpuTime().toMillis())
                .put("memory", statistics.memoryBytes())
                .put("output", statistics.outputBytes()));
        if (running.awaited()) {
            fields.put("instance", "none yet: the first call makes it");
        }
        if (!running.interpreted().isEmpty()) {
            fields.put("interpreted", running.interpreted().text());
        }
        // The world of a component is more than a line, and stands behind the rest.
        return new VerbResult(face.wit().map(InfoVerb::world).orElse(""), fields.build());
    }

    /**
     * Whether that is set, and what follows: a component of WASI 0.2, like a core module, has no calls that could overlap, and
     * functions of an asynchronous type are lifted synchronously.
     */
    private static Data async(ModuleReport module) {
        String exports = module.asynchronous().isEmpty() ? "" : "; exports asynchronous functions: " + String.join(", ", module.asynchronous());
        return Data.fields()
                .put("text", (module.async() ? "set: permits isolation \"main\" and changes nothing else; calls run one after the other"
                        : "not set: isolation \"main\" is not permitted") + exports)
                .put("set", module.async())
                .put("exports", Data.texts(module.asynchronous()))
                .build();
    }

    /** What all modules of the module's process have; of a worker only once it has said so. */
    private Optional<MemoryUse> shared(ModuleReport module) {
        return module.isolation().equals("main") ? Optional.of(runtime.hosts().memory())
                : runtime.hosts().workers().stream().filter(worker -> worker.group().equals(module.group())).findFirst()
                        .map(WorkerStatistics::memory).filter(memory -> memory.limitBytes() > 0);
    }

    private static String world(String wit) {
        return "\n" + (wit.length() <= MOST_WIT ? wit.stripTrailing()
                : wit.substring(0, MOST_WIT) + "\n// and so on: see 'arcella wit'");
    }
}
