package arcella.runtime.internal.container;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.ModulePlan;
import arcella.runtime.ModuleReport;
import arcella.runtime.ModuleReport.Outcome;
import arcella.runtime.ModuleReport.Running;
import arcella.runtime.ModuleState;
import arcella.runtime.ModuleTree;
import arcella.runtime.Modules;
import arcella.runtime.Progress;
import arcella.runtime.RuntimeError;
import arcella.runtime.UpdateOptions;
import arcella.runtime.UpdateReport;
import arcella.runtime.config.GrantWord;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.host.LazyInstance;
import arcella.runtime.internal.lifecycle.ManagedModule;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.store.StagedContent;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.manifest.Manifest;
import arcella.worker.InterpretedFunctions;
import arcella.worker.MeteredResults;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleInstance;
import arcella.worker.NotBegunException;
import arcella.worker.face.CallText;
import arcella.worker.face.ModuleFace;

/** What operators can do to modules. Each change either happens whole or leaves things as they were. */
final class ContainerModules implements Modules {

    private static final long MOST_CONTENT_BYTES = 64L << 20;
    /** A frame of ALME holds no more. */
    private static final int MOST_RESULT_CHARACTERS = 1 << 20;
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Container container;
    private final Replacement replacement;
    private final Records records;

    ContainerModules(Container container) {
        this.container = container;
        this.replacement = new Replacement(container);
        this.records = new Records(container.around().clock());
    }

    @Override
    public boolean trusts(String sha256) {
        return container.standing().trusts(sha256);
    }

    @Override
    public void checkConfiguration(String pid, Map<String, Object> properties) {
        Configurations.check(pid, Configurations.texts(properties));
    }

    @Override
    public Outcome install(InstallRequest request, boolean start, Progress progress) throws InterruptedException {
        return install(request, start ? Wanted.STARTED : Wanted.STOPPED, start, progress);
    }

    @Override
    public Outcome installUnsettled(InstallRequest request, boolean start, Progress progress) throws InterruptedException {
        return install(request, Wanted.UNSETTLED, start, progress);
    }

    @Override
    public void settle(String module, boolean start) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            Wanted wanted = entry.record().wanted();
            if (wanted.open()) {
                boolean runs = start || wanted == Wanted.LEAVING;
                container.wish(entry.id(), runs ? Wanted.STARTED : Wanted.STOPPED);
                if (runs && entry.life().state() instanceof ModuleState.Installed) {
                    container.boot(entry);
                }
            }
            return entry;
        });
    }

    @Override
    public void unsettle(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        container.locks().with(named.id().name(), () -> {
            ModuleEntry entry = container.directory().find(module);
            if (entry.record().wanted() == Wanted.STARTED) {
                container.wish(entry.id(), Wanted.LEAVING);
            }
            return entry;
        });
    }

    private Outcome install(InstallRequest request, Wanted wanted, boolean start, Progress progress)
            throws InterruptedException {
        GrantWord.check(request.grants());
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES);
                Intake intake = look(request, Optional.empty(), content, progress)) {
            ModuleFace face = intake.face();
            Manifest manifest = checked(request, face);
            ModuleId id = manifest.module().id();
            refuseIfInstalled(id);
            List<String> found = ContentCheck.check(manifest, face);
            ModuleRecord record = records.first(request, manifest, content, wanted);
            return container.locks().with(id.name(), () -> {
                refuseIfInstalled(id);
                ModuleEntry entry = container.entry(record, face);
                List<String> told = concat(concat(found, container.providers().lacking(entry)),
                        intake.compile(entry.limits(), progress));
                Bundle bundle = container.install(entry, intake.wasm());
                try {
                    container.store().add(record, content);
                } catch (ArcellaException e) {
                    container.retire(id, bundle);
                    throw e;
                }
                container.directory().put(entry);
                if (start) {
                    startInstalled(entry, bundle, wanted);
                }
                return outcome(id, notes(request, entry, told));
            });
        }
    }

    private Intake look(InstallRequest request, Optional<ModuleRecord> old, StagedContent content, Progress progress) {
        progress.told("decoding and validating", 0, -1);
        return container.intake(request, old, content);
    }

    /** What a module would be called and ask for, if it can come. */
    private Manifest checked(InstallRequest request, ModuleFace face) {
        Manifest manifest = container.bounded(ModuleNaming.manifest(request, face));
        ContentCheck.checkSupported(manifest.module().id(), manifest);
        return manifest;
    }

    @Override
    public ModulePlan.Asks check(InstallRequest request) {
        GrantWord.check(request.grants());
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES);
                Intake intake = container.intake(request, Optional.empty(), content)) {
            Manifest manifest = checked(request, intake.face());
            ContentCheck.check(manifest, intake.face());
            ModuleRecord record = records.first(request, manifest, content, Wanted.STOPPED);
            return asks(container.given(record, manifest, intake.face()));
        }
    }

    @Override
    public InputStream content(String module) {
        ModuleRecord record = container.directory().find(module).record();
        return new ByteArrayInputStream(container.load(record));
    }

    /** Starts what the store has as to be started already, or as not settled, which it stays. */
    private void startInstalled(ModuleEntry entry, Bundle bundle, Wanted wanted) throws InterruptedException {
        try {
            container.providers().refuseCircle(entry);
            if (wanted == Wanted.UNSETTLED) {
                container.quietly(bundle, () -> container.start(entry, bundle));
                awaitUp(entry);
            } else {
                run(entry);
            }
        } catch (ArcellaException e) {
            if (wanted == Wanted.STARTED && bundle.getState() != Bundle.ACTIVE && !entry.life().needsNewWorker()) {
                container.wish(entry.id(), Wanted.STOPPED);
            }
            throw new ArcellaException(
                    e.code(), "module " + entry.id() + " is installed, and did not start: " + e.what(), e.remedy(), e);
        }
    }

    @Override
    public Outcome start(String module) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        // In its backoff it is stopped and started, and those who wait for it wait on.
        try (ManagedModule.Restart _ = named.life().restarting()) {
            return container.locks().with(named.id().name(), () -> {
                ModuleEntry entry = container.directory().find(module);
                ModuleState before = entry.life().state();
                if (before instanceof ModuleState.Active || before instanceof ModuleState.Waiting) {
                    return outcome(entry.id(), List.of(entry.id() + " runs already"));
                }
                container.providers().refuseCircle(entry);
                container.forgive(entry);
                run(entry);
                return outcome(entry.id(), entry.notes());
            });
        }
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
        try (ManagedModule.Restart _ = named.life().restarting()) {
            named.life().giveUpStart();
            return container.locks().with(named.id().name(), () -> {
                ModuleEntry entry = container.directory().find(module);
                if (!entry.life().state().live()) {
                    container.providers().refuseCircle(entry);
                }
                container.forgive(entry);
                run(entry);
                return outcome(entry.id(), entry.notes());
            });
        }
    }

    /** Stops a module until it is restarted, without writing down that anybody wants it so. */
    void pause(String module) {
        ModuleEntry entry = container.directory().find(module);
        entry.life().giveUpStart();
        Bundle bundle = container.bundle(entry);
        if (bundle.getState() == Bundle.ACTIVE) {
            container.quietly(bundle, () -> container.bundles().stop(entry.id(), bundle));
        }
    }

    /** Brings a module up, from whatever state; its bundle is stopped first if it is active. */
    private void run(ModuleEntry entry) throws InterruptedException {
        Bundle bundle = container.bundle(entry);
        if (bundle.getState() == Bundle.ACTIVE) {
            container.quietly(bundle, () -> container.bundles().stop(entry.id(), bundle));
        }
        container.start(entry, bundle);
        awaitUp(entry);
    }

    /** Waits until a module whose bundle has been started is up, or has failed. */
    private static void awaitUp(ModuleEntry entry) throws InterruptedException {
        entry.life().align();
        ModuleState state = entry.life().settled(SETTLE);
        if (state instanceof ModuleState.Restarting(int _, String why) && entry.life().awaitsPlace()) {
            throw new ArcellaException(RuntimeError.START_FAILED, "module " + entry.id() + " did not start: " + why,
                    "it ran before, and comes by itself as soon as that is mended");
        }
        if (state instanceof ModuleState.Failed(String why)) {
            throw new ArcellaException(
                    RuntimeError.INSTANCE_FAILED, "module " + entry.id() + " failed: " + why, "see log:tail " + entry.id());
        }
    }

    @Override
    public UpdateReport update(String module, InstallRequest request, UpdateOptions options, Progress progress)
            throws InterruptedException {
        GrantWord.check(request.grants());
        ModuleEntry named = container.directory().find(module);
        // Looked at before the lock is taken: who has it may wait for a worker, and must not wait for this one.
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES);
                Intake intake = look(request, Optional.of(named.record()), content, progress)) {
            return container.locks().with(named.id().name(), () -> {
                ModuleEntry old = container.directory().find(module);
                container.forgive(old);
                return update(old, request, content, intake, options, progress);
            });
        }
    }

    private UpdateReport update(ModuleEntry old, InstallRequest request, StagedContent content, Intake intake,
            UpdateOptions options, Progress progress) throws InterruptedException {
        ModuleFace face = intake.face();
        Manifest manifest = container.bounded(
                ModuleNaming.manifest(request, face, old.id(), Records.kept(request, old.record())));
        ContentCheck.checkSupported(manifest.module().id(), manifest);
        refuseIfTaken(old.id(), manifest.module().id());
        List<String> found = ContentCheck.check(manifest, face);
        ModuleRecord record = records.successor(request, old, manifest, content, wanted(old));
        UpdateReport report = replacement.run(old, new Replacement.Next(intake.wasm(), face, manifest, record, true,
                intake::compile, written -> container.store().replace(old.id(), written, content)), options, found, progress);
        ModuleEntry entry = container.directory().find(record.id().toString());
        return report.with(notes(request, entry, List.of()));
    }

    @Override
    public UpdateReport rollback(String module, UpdateOptions options) throws InterruptedException {
        ModuleEntry named = container.directory().find(module);
        return container.locks().with(named.id().name(), () -> {
            ModuleEntry old = container.directory().find(module);
            container.forgive(old);
            ModuleRecord.Previous before = old.record().previous().orElseThrow(() -> new ArcellaException(
                    RuntimeError.NO_PREVIOUS, "module " + old.id() + " has had no other content",
                    "give it another with module:update"));
            ModuleRecord record = new ModuleRecord(before.id(), before.sha256(), before.sizeBytes(), before.manifest(),
                    wanted(old), old.record().revision() + 1, records.now(), before.grants(), before.origin(),
                    Optional.of(old.record().asPrevious()));
            refuseIfTaken(old.id(), record.id());
            byte[] wasm = container.load(record);
            ModuleFace face = container.faces().of(container.file(record));
            Manifest manifest = container.bounded(Container.manifest(record));
            List<String> found = ContentCheck.check(manifest, face);
            UpdateReport report = replacement.run(old, new Replacement.Next(wasm, face, manifest, record, false,
                    (limits, hears) -> container.again(record, manifest, limits), written -> container.store().replace(old.id(), written)), options, found, Progress.NONE);
            return report.with(List.of("this is the content of revision " + before.revision()));
        });
    }

    private void refuseIfTaken(ModuleId old, ModuleId id) {
        if (!id.equals(old)) {
            refuseIfInstalled(id);
        }
    }

    private static Wanted wanted(ModuleEntry old) {
        return old.life().state().live() ? Wanted.STARTED : old.record().wanted();
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
            List<String> kept = new ArrayList<>();
            if (Files.exists(data)) {
                kept.add("kept what it wrote: " + data);
            }
            if (container.directory().all().stream().noneMatch(other -> other.id().name().equals(entry.id().name()))) {
                container.keyValues().release(entry.id().name());
            }
            Path values = container.keyValues().file(entry.id().name());
            if (Files.exists(values)) {
                kept.add("kept its key-value store: " + values);
            }
            return new Outcome(report, kept);
        });
    }

    @Override
    public ModuleTree tree(String module, boolean reverse) {
        ModuleEntry entry = container.directory().find(module);
        Trees trees = new Trees(container.directory(), container.providers(), container.consumers().java());
        return reverse ? trees.consumers(entry) : trees.providers(entry);
    }

    @Override
    public ModulePlan plan(ModulePlan.Action action, String module, Optional<InstallRequest> content) {
        ModuleEntry entry = container.directory().find(module);
        Planner planner = new Planner(container.providers(), container.consumers());
        return switch (action) {
            case START -> planner.start(entry).with(asks(entry.configuration().now()));
            case STOP -> planner.stop(entry);
            case REMOVE -> planner.remove(entry);
            case UPDATE -> planUpdate(planner, entry, content.orElseThrow(() -> new ArcellaException(
                    RuntimeError.BAD_CONTENT, "there is no plan of an update without its content",
                    "name the file: module:plan update NAME FILE")));
        };
    }

    /** As an answer to a start or an update tells it, before it is done. */
    private static ModulePlan.Asks asks(ModuleConfiguration.Now now) {
        Permissions permissions = now.permissions();
        return new ModulePlan.Asks(permissions.granted(), permissions.denied(),
                ModuleConfiguration.word(permissions.inMain(now.manifest())), permissions.notes(now.manifest()));
    }

    private ModulePlan planUpdate(Planner planner, ModuleEntry entry, InstallRequest request) {
        GrantWord.check(request.grants());
        try (StagedContent content = container.store().stage(request.content(), MOST_CONTENT_BYTES);
                Intake intake = container.intake(request, Optional.of(entry.record()), content)) {
            ModuleFace face = intake.face();
            Manifest manifest = container.bounded(
                    ModuleNaming.manifest(request, face, entry.id(), Records.kept(request, entry.record())));
            ContentCheck.checkSupported(manifest.module().id(), manifest);
            refuseIfTaken(entry.id(), manifest.module().id());
            ContentCheck.check(manifest, face);
            ModuleRecord record = records.successor(request, entry, manifest, content, wanted(entry));
            return planner.update(entry, manifest.module().id(), ModuleWit.of(face),
                    WitChanges.between(container.load(entry.record()), intake.wasm()))
                    .with(asks(container.given(record, manifest, face)));
        }
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
        boolean awaited = instance.filter(present -> present instanceof LazyInstance lazy && !lazy.made()).isPresent();
        return new Running(
                awaited ? Optional.empty() : instance.map(ModuleInstance::statistics),
                instance.map(ModuleInstance::interpreted).orElse(InterpretedFunctions.none()), awaited);
    }

    @Override
    public Optional<String> manifest(String module) {
        return container.directory().find(module).record().manifest();
    }

    @Override
    public ModuleFace face(String module) {
        return container.faces().of(container.file(container.directory().find(module).record()));
    }

    @Override
    public String call(String module, String text) throws InterruptedException {
        return call(module, text, (instance, call) ->
                call.function().text(instance.invoke(call.function().key(), call.arguments()), MOST_RESULT_CHARACTERS));
    }

    @Override
    public MeteredCall meteredCall(String module, String text) throws InterruptedException {
        return call(module, text, (instance, call) -> {
            MeteredResults brought = instance.metered(call.function().key(), call.arguments());
            return new MeteredCall(call.function().text(brought.results(), MOST_RESULT_CHARACTERS), brought.fuel());
        });
    }

    private <T> T call(String module, String text, BiFunction<ModuleInstance, CallText, T> way) throws InterruptedException {
        long deadline = System.nanoTime()
                + container.directory().find(module).manifest().restart().callWait().toNanos();
        ModuleInstance before = null;
        while (true) {
            // Looked up again each time: an update may have put another in its place.
            ModuleEntry entry = container.directory().find(module);
            CallText call = CallText.parse(text, entry.id().toString(), face(entry.id().toString()).functions());
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Optional<ModuleInstance> instance = entry.life().callable(left, before);
            if (instance.isEmpty()) {
                if (container.directory().find(module).life() == entry.life()) {
                    throw notRunning(entry);
                }
                // An update ended what this call waited for.
                continue;
            }
            try {
                return way.apply(instance.get(), call);
            } catch (NotBegunException e) {
                // It was ending: nothing has happened, and its successor may do it.
                before = instance.get();
            }
        }
    }

    private static ArcellaException notRunning(ModuleEntry entry) {
        ModuleState state = entry.life().explained();
        return new ArcellaException(RuntimeError.WRONG_STATE,
                "module " + entry.id() + " does not run, it is " + state.text()
                        + (state.reason().isEmpty() ? "" : ": " + state.reason()),
                state.live() ? "wait until it is Active; see module:info " + entry.id() : "start it with module:start");
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

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<String> notes(InstallRequest request, ModuleEntry entry, List<String> found) {
        List<String> notes = new ArrayList<>(found);
        if (request.grantAll() || !request.grants().isEmpty()) {
            List<String> granted = entry.report().granted();
            notes.add(!granted.isEmpty() ? "granted: " + String.join(", ", granted)
                    : entry.permissions().asked().isEmpty() ? "nothing was asked for, and nothing granted"
                    : "nothing was granted of what was asked for");
        }
        notes.addAll(entry.notes());
        return notes;
    }
}
