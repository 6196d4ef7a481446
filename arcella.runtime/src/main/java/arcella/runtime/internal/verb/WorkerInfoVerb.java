package arcella.runtime.internal.verb;

import java.util.ArrayList;
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
import arcella.runtime.internal.container.RuntimeComponent;
import arcella.runtime.manifest.ByteSize;
import arcella.worker.WorkerStatistics;

/** The verb {@code worker:info}. */
@Component(service = Verb.class)
public final class WorkerInfoVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "worker:info", "Shows a worker group: its process, how it is sealed, and its modules",
            "Processor time and memory of a module are its guest's: linear memories, and the time that its code and the "
                    + "host functions it calls have used; those of the process hold Java's own as well. The process's calls "
                    + "are those of all its modules that it has answered since it started. A group has further processes while "
                    + "modules go on in those that were there before one that was sealed for more; nothing new comes into them.",
            List.of(Specs.group()),
            new ResultShape.Sheet(List.of(
                    Column.of("group", "Group"),
                    Column.of("pid", "Process", Format.NUMBER),
                    Column.of("uptime", "Up for", Format.MILLIS),
                    Column.of("starts", "Starts", Format.NUMBER),
                    Column.of("cpu", "Processor time", Format.MILLIS),
                    Column.of("memory", "Memory", Format.BYTES),
                    Column.of("calls", "Calls", Format.NUMBER),
                    Column.of("requests", "In flight", Format.NUMBER),
                    Column.of("limits", "Limits"),
                    Column.of("seal", "Sealing"),
                    Column.of("further", "Further"),
                    Column.of("modules", "Modules"))),
            "worker info hello");


    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public WorkerInfoVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        String group = invocation.arguments().text(Specs.GROUP);
        List<WorkerStatistics> all = runtime.hosts().workers().stream().filter(one -> one.group().equals(group)).toList();
        Optional<WorkerStatistics> worker = all.stream().findFirst();
        List<String> modules = new ArrayList<>();
        for (ModuleReport module : runtime.groups().members(group)) {
            modules.add(line(module) + (all.size() > 1 ? where(module, all) : ""));
        }
        Data.FieldsBuilder fields = Data.fields().put("group", group);
        worker.ifPresent(present -> fields
                .put("pid", present.pid())
                .put("uptime", present.uptime().toMillis())
                .put("starts", present.starts())
                .put("cpu", present.cpuTime().toMillis())
                .put("memory", present.residentBytes())
                .put("calls", present.calls())
                .put("requests", present.callsInFlight())
                .put("seal", Data.texts(present.seal())));
        fields.put("limits", GroupLimitLines.of(runtime.hosts().groupLimits(group), worker));
        if (all.size() > 1) {
            fields.put("further", Data.texts(all.stream().skip(1).map(WorkerInfoVerb::further).toList()));
        }
        return VerbResult.data(fields.put("modules", Data.texts(modules)).build());
    }

    /** A process that goes on until nothing runs in it any more. */
    private static String further(WorkerStatistics one) {
        return "process " + one.pid() + "  memory " + new ByteSize(one.residentBytes()) + ", processor time "
                + one.cpuTime().toMillis() + " ms, calls " + one.calls() + ", in flight " + one.callsInFlight();
    }

    /** Where a group has several processes; one that is being drained may be in two. */
    private static String where(ModuleReport module, List<WorkerStatistics> all) {
        return all.stream().filter(one -> one.modules().contains(module.id().toString()))
                .map(one -> ", in process " + one.pid()).findFirst().orElse("");
    }

    private String line(ModuleReport module) throws InterruptedException {
        String line = module.id() + "  " + module.state().text();
        ModuleReport.Running running = runtime.modules().running(module.id().toString());
        if (running.awaited()) {
            return line + "  made by its first call";
        }
        return line + running.statistics()
                .map(statistics -> "  calls " + statistics.calls() + ", in flight " + statistics.callsWaiting()
                        + ", processor time " + statistics.cpuTime().toMillis() + " ms, memory "
                        + new ByteSize(statistics.memoryBytes()))
                .orElse("");
    }
}
