package arcella.runtime.internal.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.Progress;
import arcella.runtime.RuntimeError;
import arcella.runtime.config.ConfigSource;
import arcella.runtime.internal.bundle.ModuleBundle;
import arcella.runtime.internal.config.Configurations;
import arcella.runtime.internal.host.Hosts;
import arcella.runtime.internal.interop.JavaBundles;
import arcella.runtime.internal.lifecycle.InstanceMaker;
import arcella.runtime.internal.lifecycle.ManagedModule;
import arcella.runtime.internal.lifecycle.Surroundings;
import arcella.runtime.internal.log.JournalLine;
import arcella.runtime.internal.log.JournalLine.Level;
import arcella.runtime.internal.services.KeyValueStores;
import arcella.runtime.internal.services.ModuleServices;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.internal.store.ModuleRecord.Wanted;
import arcella.runtime.internal.store.ModuleStore;
import arcella.runtime.internal.store.StagedContent;
import arcella.runtime.internal.wiring.ModuleWiring;
import arcella.runtime.internal.wiring.ModuleWit;
import arcella.runtime.internal.wiring.Publication;
import arcella.runtime.internal.wiring.Ranks;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;
import arcella.runtime.module.ModuleContainer;
import arcella.runtime.module.ModuleHandle;
import arcella.worker.InstanceLimits;
import arcella.worker.InstanceSpec;
import arcella.worker.ModuleContent;
import arcella.worker.ModuleHost;
import arcella.worker.ModuleInstance;
import arcella.worker.face.ModuleFace;

/**
 * Holds store, bundles and lives of the modules together.
 *
 * <p>Whoever starts or stops a module's bundle, by whatever command, comes through its activator to
 * {@link #starting} and {@link #stopping}; there, and not in the verbs, the operator's wish is written to the store.
 * The wish stays as it is when the framework or the container goes down, when the container itself stops a bundle for
 * a restart, and for a bundle that is on its way out or in during an update: those are {@linkplain #quietly quiet}.
 *
 * <p>Locks are taken in one order: a name's lock (verbs only), the framework's lock on a bundle, the store's.
 */
final class Container implements ModuleContainer {

    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    /** No module has such a name. */
    private static final String KEY_VALUE_FOLDER = ".keyvalue";

    private final Surroundings around;
    private final ModuleStore store;
    private final Bundles bundles;
    private final Hosts hosts;
    private final Preparation preparation;
    private final ConfigSource settings;
    private final LimitRules limitRules;
    private final Path dataFolder;
    private final Configurations configurations;
    private final KeyValueStores keyValues;
    private final Map<String, String> environment;
    private final ModuleDirectory directory = new ModuleDirectory();
    private final NameLocks locks = new NameLocks();
    private final ModuleFaces faces = new ModuleFaces();
    private final Ranks ranks = new Ranks();
    private final Providers providers;
    private final Consumers consumers;
    private final Set<Long> quiet = ConcurrentHashMap.newKeySet();
    private final Set<ModuleId> booting = ConcurrentHashMap.newKeySet();
    private final Set<ModuleId> cleared = ConcurrentHashMap.newKeySet();
    private final Needs needs;
    private final Consumer<ArcellaException> problems;
    private volatile boolean closing;

    /**
     * @param home the container's home
     * @param environment the container's own environment
     * @param configurations what operators configure
     * @param settings what the container's own configuration says
     * @param problems hears of what went wrong with nobody there to be told
     */
    Container(
            Surroundings around,
            ModuleStore store,
            Bundles bundles,
            Hosts hosts,
            JavaBundles java,
            Path home,
            Map<String, String> environment,
            Configurations configurations,
            ConfigSource settings,
            Consumer<ArcellaException> problems) {
        this.around = around;
        this.store = store;
        this.bundles = bundles;
        this.hosts = hosts;
        this.providers = new Providers(directory, java.providers());
        this.consumers = new Consumers(directory, providers, new JavaConsumers(java.faces()));
        this.needs = new Needs(directory, around.work());
        this.preparation = new Preparation(hosts, around.clock(), around.journal());
        this.settings = settings;
        this.limitRules = new LimitRules(settings);
        this.dataFolder = home.resolve("data");
        this.keyValues = new KeyValueStores(dataFolder.resolve(KEY_VALUE_FOLDER));
        this.configurations = configurations;
        this.environment = Map.copyOf(environment);
        this.problems = problems;
        hosts.members(new WorkerMembers(directory, this::data));
        store.problems().forEach(problems);
        ContainerConfig standing = standingAtStart();
        for (ModuleRecord record : store.records()) {
            try {
                ModuleEntry entry = restored(record, standing);
                directory.put(entry);
                if (record.wanted() == Wanted.STARTED) {
                    entry.life().queued();
                }
            } catch (ArcellaException e) {
                problems.accept(e);
            }
        }
    }

    ModuleDirectory directory() {
        return directory;
    }

    ModuleStore store() {
        return store;
    }

    Bundles bundles() {
        return bundles;
    }

    NameLocks locks() {
        return locks;
    }

    Preparation preparation() {
        return preparation;
    }

    Surroundings around() {
        return around;
    }

    boolean closing() {
        return closing;
    }

    /** Hears of a failure that nobody waits for. */
    void report(ArcellaException problem) {
        problems.accept(problem);
    }

    /** The standing grants at the start: none if the file has mistakes, which is reported; its modules stay listed. */
    private ContainerConfig standingAtStart() {
        try {
            return standing();
        } catch (ArcellaException e) {
            problems.accept(new ArcellaException(e.code(),
                    "no standing grant holds, and modules that ask for one do not start, nor do any if it is the limits that cannot be read: " + e.what(), e.remedy(), e));
            return ContainerConfig.NONE;
        }
    }

    /** As {@link #entry(ModuleRecord)}, at the container's start. */
    private ModuleEntry restored(ModuleRecord record, ContainerConfig standing) {
        Manifest manifest = manifest(record);
        ModuleContent content = file(record);
        return entry(record, manifest, faces.of(content), () -> content, granted(record, standing));
    }

    /** Somebody wants a module to run now, however often its worker has died. */
    void forgive(ModuleEntry entry) {
        if (entry.isolation().equals("worker")) {
            hosts.forgive(entry.group());
        }
    }

    /** What the store holds of a module, as an entry with a life that has not begun. */
    ModuleEntry entry(ModuleRecord record) {
        return entry(record, faces.of(file(record)));
    }

    /** As {@link #entry(ModuleRecord)}, where the content is decoded already, or not in the store yet. */
    ModuleEntry entry(ModuleRecord record, ModuleFace face) {
        ModuleContent content = file(record);
        return entry(record, manifest(record), face, () -> content);
    }

    /** The manifest of a module in the store. */
    static Manifest manifest(ModuleRecord record) {
        return record.manifest()
                .map(text -> ManifestReader.read(text, record.id() + "/arcella.toml").as(record.id()))
                .orElseGet(() -> Manifest.absent(record.id()));
    }

    /** What modules import and export. */
    ModuleFaces faces() {
        return faces;
    }

    /**
     * Looks at content that came; see {@link Intake}.
     *
     * @param old the module whose place it is to take, if any
     */
    Intake intake(InstallRequest request, Optional<ModuleRecord> old, StagedContent content) {
        return Intake.of(preparation, content.content(), Intake.trusted(request, old, content.sha256(), this::standing));
    }

    /** Compiles content of the store again, if the cache has lost it; what is to be told. */
    List<String> again(ModuleRecord record, Manifest manifest, InstanceLimits limits) {
        return preparation.again(file(record), limits, Permissions.judge(bounded(manifest), granted(record, manifest)).inMain(manifest), Progress.NONE);
    }

    /** Which modules could satisfy which. */
    Providers providers() {
        return providers;
    }

    /** Who uses which. */
    Consumers consumers() {
        return consumers;
    }

    /** A module's content in the store. */
    ModuleContent file(ModuleRecord record) {
        return new ModuleContent.InFile(record.sha256(), store.content(record.sha256()));
    }

    ModuleEntry entry(ModuleRecord record, Manifest manifest, ModuleFace face, Supplier<ModuleContent> content) {
        return entry(record, manifest, face, content, granted(record, manifest));
    }

    private ModuleEntry entry(ModuleRecord record, Manifest manifest, ModuleFace face, Supplier<ModuleContent> content,
            List<String> granted) {
        Permissions permissions = Permissions.judge(bounded(manifest), granted);
        ModuleConfiguration configuration = configuration(record, manifest, face, granted);
        Optional<ModuleServices> services = ModuleServices.of(record.id(), face.type(), configuration::values,
                around.clock(), around.journal(), keyValues);
        ModuleWit wit = ModuleWit.of(face);
        wit.imports().forEach(providers::want);
        ModuleWiring wiring = new ModuleWiring(record.id(), wit, bundles.context(), manifest.restart().callWait());
        LazyInstances.Making making = (apart, listener, ungranted) -> {
            // Standing grants and configuration may have changed since the module was installed.
            ModuleConfiguration.Now now = configuration.now();
            now.permissions().warnings(now.manifest(), record.origin().equals(InstallRequest.BY_HAND), record.sha256())
                    .forEach(ungranted);
            Set<String> imports = new LinkedHashSet<>(wit.importNames());
            services.ifPresent(served -> imports.addAll(served.names()));
            InstanceSpec spec = InstanceSpecs.spec(
                    now.manifest(), now.permissions(), face.command(), content.get(), environment, data(record.id()), imports);
            ModuleHost host = hosts.main();
            if (!now.permissions().inMain(manifest)) {
                preparation.start(record.id(), spec);
                String group = ModuleEntry.group(manifest);
                host = apart ? hosts.workerApart(group) : hosts.worker(group);
                Duration wait = hosts.backoff(group);
                if (wait.compareTo(WORTH_TELLING) > 0) {
                    // Each time, also in the same words: who looks why nothing happens finds it last in the log.
                    around.journal().add(new JournalLine(around.clock().instant(), Level.WARN, JournalLine.ABOUT, Optional.of(record.id()),
                            "workers of group " + group + " died soon after their start, time and again: the next one is started in "
                                    + wait.toSeconds() + " s, or at once by a restart of the module or of the worker"));
                }
            }
            configuration.given(now);
            ModuleInstance instance = WiredInstances.make(host, spec, listener, wiring, services);
            preparation.learnt(spec.content(), spec.limits(), instance.interpreted());
            if (!instance.interpreted().isEmpty()) {
                ungranted.accept(instance.interpreted().text());
            }
            // It may have been changed while the instance was being made.
            configuration.apply(configuration.now(), instance);
            return instance;
        };
        InstanceMaker maker = LazyInstances.maker(record, manifest, permissions.inMain(manifest), face, configuration, making);
        Publication publication = new Publication(record, () -> configuration.isolation(true),
                ModuleEntry.group(manifest), wit.exports(), ranks, configuration::rank, () -> needs.of(wiring));
        ManagedModule life = new ManagedModule(record.id(), manifest.restart(), maker, around,
                new WiredExposure(wiring, publication, providers, needs));
        return new ModuleEntry(record, manifest, permissions, life, wiring, configuration, publication, ModuleWit.asynchronous(face));
    }

    private ModuleConfiguration configuration(ModuleRecord record, Manifest manifest, ModuleFace face, List<String> granted) {
        String bundleVersion = ModuleBundle.version(record.id(), record.revision());
        return new ModuleConfiguration(manifest, face.command(),
                () -> configurations.of(record.id(), bundleVersion), new ModuleConfiguration.Rules(granted,
                        () -> granted(record), () -> limitRules.of(record.id().name()), () -> limitRules.known(record.id().name())));
    }

    /** What a module would be given, by grants and configuration as they are now, whether it is installed or not yet. */
    ModuleConfiguration.Now given(ModuleRecord record, Manifest manifest, ModuleFace face) {
        return configuration(record, manifest, face, granted(record, manifest)).now();
    }

    /** A manifest within the operator's defaults and caps for limits, as far as they are known. */
    Manifest bounded(Manifest manifest) {
        return manifest.with(manifest.limits().within(limitRules.known(manifest.module().id().name())));
    }

    /** What was started before the container's start has been started again: time for what may be needed next. */
    void booted() {
        hosts.keepSpare();
    }

    /** What is granted now; for a module that asks for nothing, there is no need to look. */
    private List<String> granted(ModuleRecord record, Manifest manifest) {
        return Permissions.asks(bounded(manifest)).isEmpty() ? record.grants() : granted(record);
    }

    private List<String> granted(ModuleRecord record) {
        return granted(record, standing());
    }

    /**
     * What the container's configuration says of modules now; where it has mistakes, what it said before they were made.
     *
     * @throws ArcellaException {@code BAD_CONFIGURATION} if it has had mistakes from the start on
     */
    ContainerConfig standing() {
        return ContainerConfig.of(settings.holding());
    }

    /** As {@link #standing}, refusing mistakes: for what tells an operator of it. */
    ContainerConfig standingWithoutMistakes() {
        return ContainerConfig.of(settings.latest().check());
    }

    private static List<String> granted(ModuleRecord record, ContainerConfig standing) {
        List<String> granted = new ArrayList<>(record.grants());
        granted.addAll(standing.grantsFor(
                record.id().name(), record.sha256(), record.origin().equals(InstallRequest.BY_HAND)));
        return granted;
    }

    /** The modules' key-value stores. */
    KeyValueStores keyValues() {
        return keyValues;
    }

    /** The folder in which a module keeps what it likes. */
    DataFolder data(ModuleId id) {
        return new DataFolder(dataFolder.resolve(id.name()));
    }

    /** The module's bundle; installs it if the framework has none. */
    Bundle bundle(ModuleEntry entry) {
        Optional<Bundle> known = entry.life().bundle().filter(bundle -> bundle.getState() != Bundle.UNINSTALLED);
        return known.orElseGet(() -> install(entry, load(entry.record())));
    }

    /** Installs an entry's bundle and binds the two. */
    Bundle install(ModuleEntry entry, byte[] wasm) {
        Bundle bundle = bundles.install(entry.jar(), wasm, entry.record().manifest());
        directory.bind(bundle, entry);
        return bundle;
    }

    /** Takes a bundle that the framework has already. */
    void bind(ModuleEntry entry, Bundle bundle) {
        bundles.level(bundle);
        directory.bind(bundle, entry);
    }

    /** Removes a bundle that no longer stands for a module. */
    void retire(ModuleId id, Bundle bundle) {
        quietly(bundle, () -> bundles.uninstall(id, bundle));
        directory.unbind(bundle);
    }

    byte[] load(ModuleRecord record) {
        Path file = store.content(record.sha256());
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ArcellaException(
                    RuntimeError.STORE_DAMAGED,
                    "the content of module " + record.id() + " cannot be read: " + IoReason.of(e),
                    "install the module again",
                    e);
        }
    }

    /** Does something to a bundle that says nothing about what the operator wants. */
    void quietly(Bundle bundle, Runnable work) {
        quiet.add(bundle.getBundleId());
        try {
            work.run();
        } finally {
            quiet.remove(bundle.getBundleId());
        }
    }

    boolean isQuiet(Bundle bundle) {
        return closing || quiet.contains(bundle.getBundleId());
    }

    /** Starts a module because the store says so; a failure is followed by restarts and not by an exception. */
    void boot(ModuleEntry entry) {
        booting.add(entry.id());
        try {
            bundles.start(entry.id(), bundle(entry));
            entry.life().align();
        } finally {
            booting.remove(entry.id());
        }
    }

    /** Starts the bundle of a module whose start was looked at already. */
    void start(ModuleEntry entry, Bundle bundle) {
        cleared.add(entry.id());
        try {
            bundles.start(entry.id(), bundle);
        } finally {
            cleared.remove(entry.id());
        }
    }

    @Override
    public void starting(Bundle bundle) {
        ManagedModule life = directory.life(bundle).orElseThrow(() -> new ArcellaException(
                RuntimeError.NOT_READY, "bundle " + bundle.getBundleId() + " stands for no installed module",
                "uninstall it"));
        boolean booted = booting.contains(life.id());
        if (!booted && !cleared.contains(life.id())) {
            directory.of(life).ifPresent(providers::refuseCircle);
        }
        try {
            life.starting(booted);
        } catch (ArcellaException e) {
            if (life.needsNewWorker()) {
                // It is for the next process, whenever that comes: somebody wants it to run.
                wish(bundle, life, Wanted.STARTED);
            }
            throw e;
        }
        try {
            wish(bundle, life, Wanted.STARTED);
        } catch (ArcellaException e) {
            life.stopping();
            throw e;
        }
    }

    @Override
    public void stopping(Bundle bundle) {
        Optional<ManagedModule> life = directory.life(bundle);
        if (life.isPresent()) {
            life.get().stopping();
            wish(bundle, life.get(), Wanted.STOPPED);
        }
    }

    private void wish(Bundle bundle, ManagedModule life, Wanted wanted) {
        if (!isQuiet(bundle)) {
            directory.of(life).ifPresent(entry -> wish(entry.id(), wanted));
        }
    }

    /** Writes down what the operator wants of a module. */
    void wish(ModuleId id, Wanted wanted) {
        directory.change(id, entry -> {
            ModuleRecord changed = entry.record().wanting(wanted);
            store.save(changed);
            return entry.with(changed);
        });
    }

    @Override
    public void bound(Bundle bundle, ServiceReference<?> reference) {
        directory.wiring(bundle).ifPresent(wiring -> {
            wiring.bind(reference);
            needs.changed(wiring);
        });
    }

    @Override
    public void unbound(Bundle bundle, ServiceReference<?> reference) {
        directory.wiring(bundle).ifPresent(wiring -> {
            wiring.unbind(reference);
            needs.changed(wiring);
        });
    }

    @Override
    public ModuleHandle activated(Bundle bundle) {
        ManagedModule life = directory.life(bundle)
                .orElseThrow(() -> new IllegalStateException("no module has bundle " + bundle.getBundleId()));
        life.activated();
        return life;
    }

    @Override
    public void deactivated(Bundle bundle, int reason) {
        if (reason == ComponentConstants.DEACTIVATION_REASON_REFERENCE) {
            directory.life(bundle).ifPresent(ManagedModule::unbound);
        }
    }

    /** The bundle has become active, whoever started it: its DS component may follow. */
    void started(Bundle bundle) {
        directory.life(bundle).ifPresent(ManagedModule::align);
    }

    /** From now on nothing is written about wishes; all instances begin to stop, side by side. */
    void closing(Duration grace) {
        closing = true;
        directory.all().forEach(entry -> entry.life().hurry(grace));
    }

    /** Stops all modules. */
    void close() {
        closing(Duration.ZERO);
        for (ModuleEntry entry : directory.all()) {
            try {
                entry.life().bundle()
                        .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                        .ifPresent(bundle -> bundles.stop(entry.id(), bundle));
            } catch (ArcellaException e) {
                problems.accept(e);
            }
        }
        hosts.close();
        keyValues.close();
    }
}
