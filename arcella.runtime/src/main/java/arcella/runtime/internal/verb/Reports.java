package arcella.runtime.internal.verb;

import arcella.command.Data;
import arcella.command.VerbResult;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleReport.Outcome;

/** Reports as data and messages. */
final class Reports {

    private Reports() {}

    /** The fields that a table of modules shows. */
    static Data.FieldsBuilder fields(ModuleReport module) {
        Data.FieldsBuilder fields = Data.fields()
                .put("name", module.id().name())
                .put("version", module.id().version())
                .put("state", module.state().text())
                .put("isolation", module.isolation())
                .put("group", module.group())
                .put("size", module.sizeBytes())
                .put("description", module.description());
        module.bundleId().ifPresent(id -> fields.put("bundle", id));
        return fields;
    }

    /** What was done, and in what state the module is now. */
    static VerbResult done(String what, Outcome outcome) {
        ModuleReport module = outcome.module();
        StringBuilder message = new StringBuilder(what).append(' ').append(module.id());
        outcome.notes().forEach(note -> message.append("\n  ").append(note));
        return new VerbResult(message.toString(), result(outcome));
    }

    /** As {@link #done}, with the state in the message. */
    static VerbResult doneWithState(String what, Outcome outcome) {
        ModuleReport module = outcome.module();
        StringBuilder message = new StringBuilder(what).append(' ').append(module.id())
                .append(": ").append(module.state().text());
        if (!module.state().reason().isEmpty()) {
            message.append(", ").append(module.state().reason());
        }
        outcome.notes().forEach(note -> message.append("\n  ").append(note));
        return new VerbResult(message.toString(), result(outcome));
    }

    private static Data result(Outcome outcome) {
        return fields(outcome.module())
                .put("reason", outcome.module().state().reason())
                .put("notes", Data.texts(outcome.notes()))
                .build();
    }
}
