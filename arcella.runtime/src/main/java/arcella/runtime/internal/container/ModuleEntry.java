package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.osgi.framework.Bundle;

import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleState;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.lifecycle.ManagedModule;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.wiring.Interface;
import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.internal.wiring.Publication;
import arcella.runtime.manifest.Manifest;
import arcella.worker.InstanceLimits;

/**
 * All that the container knows of one installed module: what the store holds, what its manifest says, what it was
 * granted, and its life. Immutable, but for the life.
 */
record ModuleEntry(
        ModuleRecord record, Manifest manifest, Permissions permissions, ManagedModule life,
        ModuleWiring wiring, ModuleConfiguration configuration, Publication publication, List<String> asynchronous) {

    private static final int MOST_NAMED = 3;

    ModuleEntry {
        asynchronous = List.copyOf(asynchronous);
    }

    ModuleId id() {
        return record.id();
    }

    ModuleEntry with(ModuleRecord changed) {
        return new ModuleEntry(changed, manifest, permissions, life, wiring, configuration, publication, asynchronous);
    }

    /** What its instances may use. */
    InstanceLimits limits() {
        return configuration.instanceLimits(configuration.shown());
    }

    /** What an operator should know of what it asks for, a line each. */
    List<String> notes() {
        ModuleConfiguration.Now now = configuration.shown();
        List<String> notes = new ArrayList<>(now.permissions().notes(now.manifest()));
        if (!asynchronous.isEmpty() && !manifest.module().async()) {
            notes.add("exports asynchronous functions (" + String.join(", ", asynchronous.subList(0, Math.min(MOST_NAMED, asynchronous.size())))
                    + (asynchronous.size() > MOST_NAMED ? ", …" : "") + "), and its manifest does not say async = true:"
                    + " that it may be entered again while a call waits");
        }
        return notes;
    }

    String group() {
        return group(manifest);
    }

    static String group(Manifest manifest) {
        return manifest.module().group().orElse(manifest.module().id().name());
    }

    boolean byHand() {
        return record.origin().equals(InstallRequest.BY_HAND);
    }

    /** Where its instance runs, or where one made now would run: grants change while the module stays. */
    String isolation() {
        return configuration.isolation(life.state().live());
    }

    ModuleBundle jar() {
        return new ModuleBundle(
                id(), record.revision(), record.sha256(), manifest.module().description(), group(),
                ModuleConfiguration.word(permissions.inMain(manifest)), wit(id(), wiring.wit()));
    }

    /** What a module's bundle says of interfaces. */
    static ModuleBundle.Wit wit(ModuleId id, ModuleWit wit) {
        return new ModuleBundle.Wit(
                wit.imports().stream().map(set -> new ModuleBundle.Reference(set.reference(), set.filter(id))).toList(),
                wit.exports().stream().map(Interface::capability).toList(),
                wit.imports().stream().flatMap(set -> set.interfaces().stream()).map(Interface::requirement).toList());
    }

    /** As it is now. */
    ModuleReport report() {
        return report(life.state());
    }

    /** As it is now, with what it waits for now; looks at all modules for that. */
    ModuleReport explained() {
        return report(life.explained());
    }

    private ModuleReport report(ModuleState state) {
        ModuleConfiguration.Now now = configuration.shown();
        List<String> settings = new ArrayList<>();
        new TreeMap<>(configuration.values()).forEach((key, value) -> settings.add(key + " = " + value));
        now.problems().forEach(problem -> settings.add("ignored: " + problem));
        return new ModuleReport(
                id(),
                state,
                life.since(),
                manifest.module().description(),
                isolation(),
                manifest.module().async(),
                asynchronous,
                group(),
                record.sha256(),
                record.sizeBytes(),
                record.revision(),
                record.installedAt(),
                record.origin(),
                life.bundle().map(Bundle::getBundleId).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                now.permissions().asked(),
                now.permissions().denied(),
                configuration.limits(now, life.state().live()),
                settings,
                record.previous().map(before -> new ModuleReport.Previous(before.id(), before.revision(), before.sha256())));
    }
}
