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
import arcella.worker.WorkerStatistics;

/** The verb {@code worker:list}. */
@Component(service = Verb.class)
public final class WorkerListVerb implements Verb {

    private static final VerbSpec SPEC = Specs.look(
            "worker:list", "Lists the worker processes",
            "Calls are those that it has answered since it started; sealing is whole, or says which parts this system lacks, with "
                    + "the reasons in wide output.", List.of(),
            new ResultShape.Table(List.of(
                    Column.of("group", "Group"),
                    Column.of("pid", "Process", Format.NUMBER),
                    Column.of("uptime", "Up for", Format.MILLIS).wide(),
                    Column.of("cpu", "Processor time", Format.MILLIS),
                    Column.of("memory", "Memory", Format.BYTES),
                    Column.of("calls", "Calls", Format.NUMBER),
                    Column.of("requests", "In flight", Format.NUMBER).wide(),
                    Column.of("sealing", "Sealing"),
                    Column.of("modules", "Modules"),
                    Column.of("starts", "Starts", Format.NUMBER).wide(),
                    Column.of("missing", "Missing").wide())),
            "worker list");

    private final RuntimeComponent runtime;

    /** For SCR. */
    @Activate
    public WorkerListVerb(@Reference RuntimeComponent runtime) {
        this.runtime = runtime;
    }

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public VerbResult run(Invocation invocation) throws InterruptedException {
        return VerbResult.data(Data.items(runtime.hosts().workers().stream()
                .map(worker -> Data.fields()
                        .put("group", worker.group())
                        .put("pid", worker.pid())
                        .put("uptime", worker.uptime().toMillis())
                        .put("cpu", worker.cpuTime().toMillis())
                        .put("memory", worker.residentBytes())
                        .put("calls", worker.calls())
                        .put("requests", worker.callsInFlight())
                        .put("sealing", sealing(worker))
                        .put("modules", Data.texts(worker.modules()))
                        .put("starts", worker.starts())
                        .put("missing", Data.texts(worker.unsealed()))
                        .build())
                .toList()));
    }

    /** In a word or two: which parts are missing, or that none is. */
    private static String sealing(WorkerStatistics worker) {
        List<String> missing = worker.unsealed();
        return missing.isEmpty() ? worker.sealed() ? "whole" : "not yet"
                : "lacks " + String.join(", ", missing.stream().map(line -> line.split(":", 2)[0]).toList());
    }
}
