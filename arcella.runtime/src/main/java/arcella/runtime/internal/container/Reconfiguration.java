package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.wiring.Forecast;

/** Takes changed configurations to the modules that they are for. Thread-safe. */
final class Reconfiguration {

    private final Container container;

    Reconfiguration(Container container) {
        this.container = container;
    }

    /** The configuration of the modules of a name has changed: their instances take on what they can. */
    void changed(String name) {
        for (ModuleEntry entry : named(name)) {
            try {
                ModuleConfiguration.Now now = entry.configuration().now();
                entry.life().instance().ifPresent(instance -> entry.configuration().apply(now, instance));
                now.problems().forEach(problem -> note(entry, problem));
                capped(now).forEach(cut -> note(entry, cut));
                entry.publication().ranked();
            } catch (ArcellaException e) {
                // Such as mistakes in etc/arcella.toml: nobody can say what is granted, and instances stay as they are.
                container.report(e);
            }
        }
    }

    /** What holds for all has changed: all instances take on what they can. */
    void all() {
        container.directory().all().stream().map(entry -> entry.id().name()).distinct().forEach(this::changed);
    }

    /** What is cut, if any of it comes from the configuration. */
    private static List<String> capped(ModuleConfiguration.Now now) {
        return now.configured().isEmpty() ? List.of() : now.permissions().capped(now.manifest());
    }

    private void note(ModuleEntry entry, String problem) {
        container.around().journal().add(new JournalLine(container.around().clock().instant(), JournalLine.Level.WARN, JournalLine.ABOUT,
                Optional.of(entry.id()), "its configuration: " + problem));
    }

    /** What a changed configuration means for the installed modules of a name, a line each. */
    List<String> notes(String name) {
        List<String> notes = new ArrayList<>();
        List<ModuleEntry> named = named(name);
        for (ModuleEntry entry : named) {
            ModuleConfiguration.Now now = entry.configuration().shown();
            now.problems().forEach(problem -> notes.add(entry.id() + ": " + problem));
            capped(now).forEach(cut -> notes.add(entry.id() + ": " + cut));
            if (entry.life().state().live()) {
                entry.configuration().waiting(now).forEach(limit -> notes.add(entry.id() + ": " + limit));
            }
        }
        circles(named).forEach(notes::add);
        if (named.isEmpty()) {
            notes.add("no module '" + name + "' is installed; it holds for those that will be");
        }
        return notes;
    }

    /** Where the rank of one of these is not followed. */
    private List<String> circles(List<ModuleEntry> named) {
        Forecast now = container.providers().now();
        return named.stream().filter(entry -> now.active(entry.id())).flatMap(entry -> now.circle(entry.id()).stream())
                .distinct().map(circle -> "the rank is not followed where it would close a circle: " + circle).toList();
    }

    private List<ModuleEntry> named(String name) {
        return container.directory().all().stream().filter(entry -> entry.id().name().equals(name)).toList();
    }
}
