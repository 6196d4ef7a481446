package arcella.runtime.internal.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleReport.Outcome;
import arcella.runtime.ModuleReport.Running;
import arcella.runtime.ModuleState;
import arcella.runtime.Modules;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.store.StagedContent;
import arcella.runtime.manifest.Manifest;
import arcella.worker.ExportedFunction;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.face.CallText;
import arcella.worker.face.ModuleFace;

/** What operators can do to modules. Each change either happens whole or leaves things as they were. */
final class ContainerModules implements Modules {

    private static final long MOST_CONTENT_BYTES = 64L << 20;
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Container container;

    ContainerModules(Container container) {
        this.container = container;
    }

    @Override
    public Outcome install(InstallRequest request) throws InterruptedException {
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES)) {
            byte[] wasm = content.load();
            ModuleFace face = ModuleFace.of(wasm);
            Manifest manifest = ModuleNaming.manifest(request, face);
            ModuleId id = manifest.module().id();
            ContentCheck.checkSupported(id, manifest);
            refuseIfInstalled(id);
            List<String> found = ContentCheck.check(manifest, face);
            ModuleRecord record = record(request, manifest, content, Wanted.STOPPED, 1);
            return container.locks().with(id.name(), () -> {
                refuseIfInstalled(id);
                ModuleEntry entry = container.entry(record, face);
                List<String> told = concat(concat(found, container.providers().lacking(entry)),
                        container.prepare(entry, wasm));
                Bundle bundle = container.install(entry, wasm);
                try {
                    container.store().add(record, content);
                } catch (ArcellaException e) {
                    container.retire(id, bundle);
                    throw e;
                }
                container.directory().put(entry);
                return outcome(id, notes(request, entry, told));
            });
        }
    }

    @Override
    public Outcome start(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        return container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            ModuleState before = entry.life().state();
            if (before instanceof ModuleState.Active || before instanceof ModuleState.Waiting) {
                return outcome(entry.id(), List.of(entry.id() + " runs already"));
            }
            refuseCycle(entry);
            run(entry);
            return outcome(entry.id(), entry.permissions().notes(entry.manifest()));
        });
    }

    /** Modules in a circle would wait for each other for ever. */
    private void refuseCycle(ModuleEntry entry) {
        container.providers().cycle(entry).ifPresent(circle -> {
            throw new ArcellaException(RuntimeError.CYCLE,
                    "module " + entry.id() + " would wait for itself: " + circle,
                    "install another provider of one of these, or build them into one component");
        });
    }

    @Override
    public Outcome stop(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        named.life().giveUpStart();
        return container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            Bundle bundle = container.bundle(entry);
            boolean active = bundle.getState() == Bundle.ACTIVE;
            if (active) {
                container.bundles().stop(entry.id(), bundle);
            } else {
                entry.life().stopping();
                container.wish(entry.id(), Wanted.STOPPED);
            }
            return outcome(entry.id(), active ? List.of() : List.of(entry.id() + " did not run"));
        });
    }

    @Override
    public Outcome restart(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        named.life().giveUpStart();
        return container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            run(entry);
            return outcome(entry.id(), entry.permissions().notes(entry.manifest()));
        });
    }

    /** Brings a module up, from whatever state; its bundle is stopped first if it is active. */
    private void run(ModuleEntry entry) throws InterruptedException {
        Bundle bundle = container.bundle(entry);
        if (bundle.getState() == Bundle.ACTIVE) {
            container.quietly(bundle, () -> container.bundles().stop(entry.id(), bundle));
        }
        container.bundles().start(entry.id(), bundle);
        entry.life().align();
        ModuleState state = entry.life().settled(SETTLE);
        if (state instanceof ModuleState.Failed(String why)) {
            throw new ArcellaException(
                    RuntimeError.INSTANCE_FAILED, "module " + entry.id() + " failed: " + why, "see log:tail " + entry.id());
        }
    }

    @Override
    public Outcome update(String module, InstallRequest request) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES)) {
            return container.locks().with(named.id().name(), () -> {
                ModuleEntry old = container.directory().find(module);
                return update(old, request, content);
            });
        }
    }

    private Outcome update(ModuleEntry old, InstallRequest request, StagedContent content) throws InterruptedException {
        byte[] wasm = content.load();
        ModuleFace face = ModuleFace.of(wasm);
        Manifest manifest = ModuleNaming.manifest(request, face, old.id(), old.record().manifest());
        ModuleId id = manifest.module().id();
        ContentCheck.checkSupported(id, manifest);
        if (!id.equals(old.id())) {
            refuseIfInstalled(id);
        }
        List<String> found = ContentCheck.check(manifest, face);
        boolean running = old.life().state().live();
        ModuleRecord record = record(
                request, old.record(), manifest, content, running ? Wanted.STARTED : old.record().wanted());
        // Until it is committed, the new content has no file of its own.
        AtomicReference<ModuleContent> source = new AtomicReference<>(ModuleContent.of(wasm));
        ModuleEntry trial = container.entry(record, manifest, face, source::get);
        List<String> told = concat(found, container.prepare(trial, wasm));
        if (running) {
            trial.life().starting(false);
        }
        Bundle bundle;
        try {
            bundle = container.install(trial, wasm);
        } catch (ArcellaException e) {
            trial.life().stopping();
            throw e;
        }
        try {
            if (running) {
                container.bundles().start(id, bundle);
                trial.life().align();
                if (trial.life().settled(SETTLE) instanceof ModuleState.Failed(String why)) {
                    throw new ArcellaException(
                            RuntimeError.INSTANCE_FAILED, "the new content of " + id + " failed: " + why,
                            old.id() + " is as before");
                }
            }
            container.store().replace(old.id(), record, content);
        } catch (ArcellaException | InterruptedException e) {
            container.retire(id, bundle);
            throw e;
        }
        source.set(container.file(record));
        container.directory().remove(old.id());
        container.directory().put(trial);
        old.life().bundle().ifPresent(before -> retireOld(old, before));
        List<String> notes = new ArrayList<>(notes(request, trial, told));
        notes.addFirst(old.id().equals(id)
                ? "revision " + record.revision() + " took the place of revision " + old.record().revision()
                : id + " took the place of " + old.id());
        return outcome(id, notes);
    }

    private void retireOld(ModuleEntry old, Bundle bundle) {
        try {
            container.retire(old.id(), bundle);
        } catch (ArcellaException e) {
            container.report(e);
        }
    }

    @Override
    public Outcome remove(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        named.life().giveUpStart();
        return container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            Optional<Bundle> bundle = entry.life().bundle();
            bundle.filter(present -> present.getState() == Bundle.ACTIVE).ifPresent(present ->
                    container.quietly(present, () -> container.bundles().stop(entry.id(), present)));
            ModuleReport report = entry.report();
            container.store().remove(entry.id());
            container.directory().remove(entry.id());
            bundle.ifPresent(present -> retireOld(entry, present));
            Path data = container.data(entry.id()).path();
            return new Outcome(report, Files.exists(data) ? List.of("kept what it wrote: " + data) : List.of());
        });
    }

    @Override
    public List<ModuleReport> list() {
        return container.directory().all().stream().map(ModuleEntry::report).toList();
    }

    @Override
    public ModuleReport find(String module) {
        return container.directory().find(module).explained();
    }

    @Override
    public Running running(String module) {
        Optional<ModuleInstance> instance = container.directory().find(module).life().instance();
        return new Running(
                instance.map(ModuleInstance::statistics),
                instance.stream().flatMap(present -> present.functions().stream()).map(ExportedFunction::toString).toList());
    }

    @Override
    public ModuleFace face(String module) {
        return container.faces().of(container.file(container.directory().find(module).record()));
    }

    @Override
    public String call(String module, String text) throws InterruptedException {
        long deadline = System.nanoTime()
                + container.directory().find(module).manifest().restart().callWait().toNanos();
        ModuleInstance before = null;
        while (true) {
            // Looked up again each time: an update may have put another in its place.
            ModuleEntry entry = container.directory().find(module);
            CallText call = CallText.parse(text, entry.id().toString(), face(entry.id().toString()).functions());
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            ModuleInstance instance = entry.life().callable(left, before).orElseThrow(() -> notRunning(entry));
            try {
                return call.function().text(instance.invoke(call.function().key(), call.arguments()));
            } catch (NotBegunException e) {
                // It was ending: nothing has happened, and its successor may do it.
                before = instance;
            }
        }
    }

    private static ArcellaException notRunning(ModuleEntry entry) {
        ModuleState state = entry.life().explained();
        return new ArcellaException(RuntimeError.WRONG_STATE,
                "module " + entry.id() + " does not run, it is " + state.text()
                        + (state.reason().isEmpty() ? "" : ": " + state.reason()),
                state.live() ? "see module:info " + entry.id() : "start it with module:start");
    }

    private Outcome outcome(ModuleId id, List<String> notes) {
        return new Outcome(container.directory().find(id.toString()).explained(), notes);
    }

    private void refuseIfInstalled(ModuleId id) {
        if (container.directory().get(id).isPresent()) {
            throw new ArcellaException(
                    RuntimeError.ALREADY_INSTALLED,
                    "module " + id + " is installed already",
                    "replace it with module:update, or install it under another version with --version");
        }
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

    /** What was granted for the old content stays granted only if it is said again: the new content is another. */
    private ModuleRecord record(
            InstallRequest request, ModuleRecord old, Manifest manifest, StagedContent content, Wanted wanted) {
        ModuleRecord record = record(request, manifest, content, wanted, old.revision() + 1);
        Set<String> grants = new LinkedHashSet<>(record.grants());
        if (record.sha256().equals(old.sha256())) {
            grants.addAll(old.grants());
        }
        return new ModuleRecord(
                record.id(), record.sha256(), record.sizeBytes(), record.manifest().or(old::manifest), wanted,
                record.revision(), record.installedAt(), List.copyOf(grants), record.origin());
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private Instant now() {
        return container.around().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static List<String> notes(InstallRequest request, ModuleEntry entry, List<String> found) {
        List<String> notes = new ArrayList<>(found);
        if (request.grantAll() || !request.grants().isEmpty()) {
            List<String> granted = entry.report().granted();
            notes.add(granted.isEmpty() ? "nothing was asked for, and nothing granted"
                    : "granted: " + String.join(", ", granted));
        }
        notes.addAll(entry.permissions().notes(entry.manifest()));
        return notes;
    }
}
