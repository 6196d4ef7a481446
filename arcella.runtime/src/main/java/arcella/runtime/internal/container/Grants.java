package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import arcella.error.ArcellaException;
import arcella.runtime.GrantReport;
import arcella.runtime.GrantReport.State;
import arcella.runtime.InstallRequest;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.manifest.Manifest;

/** What modules ask for, and who grants it. Goes by the configuration as it is each time. Thread-safe. */
public final class Grants {

    private static final String BY_INSTALL = "install";

    private final Container container;

    Grants(Container container) {
        this.container = container;
    }

    /**
     * All that installed modules ask for, and then the standing grants that nobody asks for.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if the file has mistakes
     */
    public List<GrantReport> all() {
        ContainerConfig standing = container.standingWithoutMistakes();
        List<GrantReport> reports = new ArrayList<>();
        List<ModuleEntry> entries = container.directory().all();
        entries.forEach(entry -> reports.addAll(of(entry, standing)));
        for (Grant grant : standing.grants()) {
            String whose = grant.name().or(grant::sha256).orElse("");
            for (String word : grant.allow()) {
                boolean used = entries.stream().filter(entry -> isFor(grant, entry.record())).anyMatch(entry ->
                        helps(entry, word));
                if (!used) {
                    reports.add(new GrantReport(whose, word, State.UNUSED, grant.place()));
                }
            }
        }
        return reports;
    }

    /**
     * What a module asks for.
     *
     * @throws ArcellaException as {@link #all}, and if there is no such module
     */
    public List<GrantReport> of(String module) {
        return of(container.directory().find(module), container.standingWithoutMistakes());
    }

    /** What an operator should know of a module's grants, a line each: what follows from one that is missing. */
    public List<String> notes(String module) {
        ModuleEntry entry = container.directory().find(module);
        List<String> granted = new ArrayList<>(entry.record().grants());
        granted.addAll(standing(entry, container.standingWithoutMistakes()));
        Manifest manifest = entry.configuration().asking();
        return Permissions.judge(manifest, granted).notes(manifest);
    }

    /** The standing grant that would allow these to a module, as it is written in {@code etc/arcella.toml}. */
    public String standing(String module, Collection<String> words) {
        ModuleRecord record = container.directory().find(module).record();
        String whose = byHand(record) ? "name = \"" + record.id().name() + "\"" : "sha256 = \"" + record.sha256() + "\"";
        return "[[grant]]\n" + whose + "\nallow = ["
                + String.join(", ", words.stream().map(word -> "\"" + word + "\"").toList()) + "]";
    }

    private boolean helps(ModuleEntry entry, String word) {
        Permissions one = Permissions.judge(entry.configuration().asking(), List.of(word));
        return one.denied().size() < one.asked().size();
    }

    private List<GrantReport> of(ModuleEntry entry, ContainerConfig standing) {
        Manifest manifest = entry.configuration().asking();
        List<String> notByInstall = Permissions.judge(manifest, entry.record().grants()).denied();
        List<GrantReport> reports = new ArrayList<>();
        for (String ask : Permissions.asks(manifest)) {
            String by = !notByInstall.contains(ask) ? BY_INSTALL : standing.grants().stream()
                    .filter(grant -> isFor(grant, entry.record()) && !Permissions.judge(manifest, grant.allow()).denied().contains(ask))
                    .map(Grant::place).findFirst().orElse("");
            reports.add(new GrantReport(entry.id().toString(), ask, by.isEmpty() ? State.DENIED : State.GRANTED, by));
        }
        return reports;
    }

    private static List<String> standing(ModuleEntry entry, ContainerConfig standing) {
        ModuleRecord record = entry.record();
        return standing.grantsFor(record.id().name(), record.sha256(), byHand(record));
    }

    private static boolean isFor(Grant grant, ModuleRecord record) {
        return grant.isFor(record.id().name(), record.sha256(), byHand(record));
    }

    private static boolean byHand(ModuleRecord record) {
        return record.origin().equals(InstallRequest.BY_HAND);
    }
}
