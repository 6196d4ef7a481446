package arcella.runtime.internal.verb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import arcella.command.Arguments;
import arcella.command.Data;
import arcella.command.Parameter;
import arcella.command.VerbResult;
import arcella.runtime.UpdateOptions;
import arcella.runtime.UpdateReport;

/** What the verbs that put one content in the place of another have in common. */
final class Updates {

    private static final String FORCE = "force";
    private static final String DRAIN = "drain";
    private static final long LONGEST_DRAIN_SECONDS = 3600;

    private Updates() {}

    static List<Parameter> parameters() {
        return List.of(
                Parameter.flag(FORCE, "also if that breaks modules or Java bundles that use it, or if it cannot run at once"),
                Parameter.option(DRAIN, new Parameter.Whole(0, LONGEST_DRAIN_SECONDS),
                        "how many seconds calls that run in the old instance, and resources of it that others hold, "
                                + "may keep it; " + UpdateOptions.STANDARD.drain().toSeconds() + " if left out"));
    }

    static UpdateOptions options(Arguments arguments) {
        return new UpdateOptions(arguments.flag(FORCE),
                arguments.whole(DRAIN).map(Duration::ofSeconds).orElse(UpdateOptions.STANDARD.drain()));
    }

    static VerbResult result(String what, UpdateReport report) {
        VerbResult result = Reports.doneWithState(what, report.outcome());
        Data.FieldsBuilder fields = Data.fields();
        ((Data.Fields) result.data()).values().forEach(fields::put);
        report.bump().ifPresent(bump -> fields.put("bump", bump));
        fields.put("rewired", Data.items(report.rewired().stream().map(one -> to(Data.fields()
                        .put("module", one.consumer().toString()).put("imports", Data.texts(one.imports())), one.to())).toList()))
                .put("rewired-bundles", Data.items(report.bundles().stream().map(one -> to(Data.fields()
                        .put("bundle", one.bundle().id()).put("name", one.bundle().symbolicName())
                        .put("exports", Data.texts(one.exports())), one.to())).toList()))
                .put("drained", report.drained())
                .put("cut", report.cut())
                .put("lost", Data.items(report.lost().stream().map(one -> Data.fields()
                        .put("module", one.consumer().toString()).put("handles", one.handles()).build()).toList()));
        return new VerbResult(result.message(), fields.build());
    }

    private static Data to(Data.FieldsBuilder fields, Optional<String> provider) {
        provider.ifPresent(name -> fields.put("to", name));
        return fields.build();
    }
}
