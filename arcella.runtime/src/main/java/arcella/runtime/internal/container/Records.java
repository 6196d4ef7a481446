package arcella.runtime.internal.container;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import arcella.runtime.InstallRequest;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.store.StagedContent;
import arcella.runtime.manifest.Manifest;

/** What the store is to hold of what an operator brings. Thread-safe. */
record Records(InstantSource clock) {

    /** The store's own time, which has milliseconds. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Of a module that was not there before. */
    ModuleRecord first(InstallRequest request, Manifest manifest, StagedContent content, Wanted wanted) {
        return record(request, manifest, content, wanted, 1);
    }

    /**
     * Of what takes a module's place. What was granted for the old content stays granted only if it is said again: the new
     * content is another.
     */
    ModuleRecord successor(
            InstallRequest request, ModuleEntry entry, Manifest manifest, StagedContent content, Wanted wanted) {
        ModuleRecord old = entry.record();
        ModuleRecord record = record(request, manifest, content, wanted, old.revision() + 1);
        boolean same = record.sha256().equals(old.sha256());
        Set<String> grants = new LinkedHashSet<>(record.grants());
        if (same) {
            grants.addAll(old.grants());
        }
        Optional<String> text = record.manifest().or(() -> kept(request, old));
        // The same once more is no way back.
        boolean nothingNew = same && text.equals(old.manifest()) && record.id().equals(old.id());
        return new ModuleRecord(
                record.id(), record.sha256(), record.sizeBytes(), text, record.wanted(), record.revision(),
                record.installedAt(), List.copyOf(grants), record.origin(),
                nothingNew ? old.previous() : Optional.of(old.asPrevious()));
    }

    /** The manifest that holds on where a file has none: an operator's word holds, a file's absence from a folder too. */
    static Optional<String> kept(InstallRequest request, ModuleRecord old) {
        return request.byHand() ? old.manifest() : Optional.empty();
    }

    private ModuleRecord record(
            InstallRequest request, Manifest manifest, StagedContent content, Wanted wanted, int revision) {
        return new ModuleRecord(
                manifest.module().id(),
                content.sha256(),
                content.sizeBytes(),
                request.manifest().map(InstallRequest.ManifestFile::text),
                wanted,
                revision,
                now(),
                request.grantAll() ? Permissions.asks(manifest) : request.grants(),
                request.origin());
    }
}
