package arcella.runtime.internal.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import arcella.command.Data;
import arcella.command.Invocation;
import arcella.command.Parameter;
import arcella.command.Session;
import arcella.command.VerbResult;
import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.container.RuntimeComponent;

/**
 * What the verbs {@code config:…} share: the configuration that a shell's session is editing, and how one is written and
 * answered.
 */
final class ConfigEditing {

    static final String PID = "pid";
    static final String KEY = "key";

    private ConfigEditing() {}

    /**
     * A configuration that is being edited; nobody else sees the changes yet. For one session.
     *
     * @param changes what was set, by key; empty for what was deleted
     */
    record Edit(String pid, Map<String, Optional<String>> changes) {

        Edit(String pid) {
            this(pid, new TreeMap<>());
        }

        /** What the configuration will say: changes that others make meanwhile stay, where this one changes nothing. */
        Map<String, String> over(Map<String, String> present) {
            Map<String, String> after = new TreeMap<>(present);
            changes.forEach((key, value) -> value.ifPresentOrElse(text -> after.put(key, text), () -> after.remove(key)));
            return after;
        }
    }

    /** The pid that a verb must be given. */
    static Parameter argument() {
        return Parameter.argument(PID, new Parameter.Reference(PID), "the configuration's pid, such as arcella.module.NAME");
    }

    /** {@code -p PID}, where a session's edit serves otherwise. */
    static Parameter option() {
        return Parameter.option(PID, new Parameter.Reference(PID),
                "the configuration to change at once; if left out, the one that config:edit has opened").letter('p');
    }

    /** The session's edit, or the pid that was given. */
    static Optional<Edit> edit(Invocation invocation) {
        return invocation.session().flatMap(session -> session.get(Edit.class));
    }

    /** The session's edit. */
    static Edit required(Invocation invocation) {
        return edit(invocation).orElseThrow(() -> new ArcellaException(
                RuntimeError.BAD_SETTING, "no configuration is being edited",
                invocation.session().isPresent() ? "begin with config:edit PID, or name one with --pid"
                        : "name one with --pid; only a shell keeps an edit open"));
    }

    /** Opens an edit in the session. */
    static void open(Session session, Edit edit) {
        session.put(Edit.class, edit);
    }

    /** Ends the session's edit. */
    static void close(Invocation invocation) {
        invocation.session().ifPresent(session -> session.remove(Edit.class));
    }

    /** Applies one change: to the session's edit, or at once to the pid that was given. */
    static VerbResult change(RuntimeComponent runtime, Invocation invocation, String key, Optional<String> value) {
        check(key);
        Optional<String> pid = invocation.arguments().optionalText(PID);
        if (pid.isEmpty()) {
            Edit edit = required(invocation);
            edit.changes().put(key, value);
            return VerbResult.message("");
        }
        Edit edit = new Edit(pid.get());
        edit.changes().put(key, value);
        return write(runtime, edit);
    }

    private static void check(String key) {
        if (key.isEmpty() || key.length() > 1000 || key.chars().anyMatch(Character::isISOControl)) {
            throw new ArcellaException(RuntimeError.BAD_SETTING, "'" + key + "' cannot be a key",
                    "use a name without control characters");
        }
        if (key.equals("service.pid") || key.equals("service.factoryPid") || key.equals("service.bundleLocation")) {
            throw new ArcellaException(RuntimeError.BAD_SETTING, "'" + key + "' belongs to Configuration Admin itself",
                    "use another key");
        }
    }

    /** Writes what an edit says, unless it says of a module what cannot hold. */
    static VerbResult write(RuntimeComponent runtime, Edit edit) {
        Configurations configurations = runtime.configurations();
        Optional<String> module = Configurations.module(edit.pid());
        Map<String, String> after = configurations.change(edit.pid(), present -> {
            Map<String, String> changed = edit.over(present);
            if (module.isPresent()) {
                Configurations.check(edit.pid(), changed);
            }
            return Optional.of(changed);
        });
        List<String> notes = new ArrayList<>();
        module.ifPresent(name -> notes.addAll(runtime.configurationNotes(name)));
        StringBuilder message = new StringBuilder("Updated ").append(edit.pid());
        notes.forEach(note -> message.append("\n  ").append(note));
        return new VerbResult(message.toString(), Data.fields().put(PID, edit.pid())
                .put("properties", data(after)).put("notes", Data.texts(notes)).build());
    }

    /** Properties as data. */
    static Data data(Map<String, String> properties) {
        Data.FieldsBuilder fields = Data.fields();
        properties.forEach(fields::put);
        return fields.build();
    }
}
