package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import arcella.runtime.InstallRequest;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleId;
import arcella.runtime.Progress;
import arcella.runtime.internal.store.ModuleRecord;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;
import arcella.runtime.manifest.ModuleSection.Isolation;
import arcella.worker.InstanceLimits;
import arcella.worker.ModuleContent;
import arcella.worker.Workbench;
import arcella.worker.face.ModuleFace;

/**
 * Content that an operator or a folder brings, decoded and validated: in a worker that is there for it alone, or, if it
 * will run in this process anyway, here, where it takes a few milliseconds. What a worker has accepted before needs none;
 * then only declarations are looked at, here. For one thread.
 */
final class Intake implements AutoCloseable {

    private final byte[] wasm;
    private final ModuleFace face;
    private final Replacement.Compiling compiling;
    private final Runnable onClose;

    private Intake(byte[] wasm, ModuleFace face, Replacement.Compiling compiling, Runnable onClose) {
        this.wasm = wasm;
        this.face = face;
        this.compiling = compiling;
        this.onClose = onClose;
    }

    /**
     * Looks at content.
     *
     * @param trusted whether it is granted to run in this process
     * @throws arcella.error.ArcellaException if it is no module that can run here
     */
    static Intake of(Preparation preparation, ModuleContent content, boolean trusted) {
        if (trusted) {
            byte[] wasm = content.load().toArray();
            return new Intake(wasm, ModuleFace.of(wasm),
                    (limits, progress) -> preparation.compileTrusted(content, limits, wasm, progress), () -> { });
        }
        Optional<Workbench> free = preparation.workbench(content);
        if (free.isEmpty()) {
            byte[] wasm = content.load().toArray();
            return new Intake(wasm, ModuleFace.ofValidated(wasm),
                    (limits, progress) -> preparation.again(content, limits, false, progress), () -> { });
        }
        Workbench bench = free.get();
        try {
            ModuleFace face = preparation.examine(bench, content);
            return new Intake(bench.wasm(), face, (limits, progress) -> preparation.compile(bench, content, limits, progress),
                    bench::close);
        } catch (RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /**
     * Whether what is brought is to run in this process, and is granted to.
     *
     * @param old the module whose place it is to take, if any
     * @param sha256 the content's hash
     * @param standing what {@code etc/arcella.toml} grants, which is read if something is asked for
     */
    static boolean trusted(
            InstallRequest request, Optional<ModuleRecord> old, String sha256, Supplier<ContainerConfig> standing) {
        Optional<ManifestFile> file = request.manifest().or(() -> old.flatMap(record -> Records.kept(request, record))
                .map(text -> new ManifestFile("arcella.toml", text)));
        if (file.isEmpty()) {
            return false;
        }
        Manifest manifest = ManifestReader.read(file.get().text(), file.get().fileName());
        if (manifest.module().isolation() != Isolation.MAIN) {
            return false;
        }
        String name = old.map(ModuleRecord::id).map(ModuleId::name).or(request::name)
                .orElse(manifest.module().id().name());
        List<String> granted = new ArrayList<>(request.grantAll() ? List.of(Permissions.ALL) : request.grants());
        old.filter(record -> record.sha256().equals(sha256)).ifPresent(record -> granted.addAll(record.grants()));
        granted.addAll(standing.get().grantsFor(name, sha256, request.byHand()));
        return Permissions.judge(manifest, granted).inMain(manifest);
    }

    /** What it imports and exports. */
    ModuleFace face() {
        return face;
    }

    /** The content. */
    byte[] wasm() {
        return wasm;
    }

    /**
     * Compiles it where it was looked at.
     *
     * @return what is to be told
     */
    List<String> compile(InstanceLimits limits, Progress progress) {
        return compiling.run(limits, progress);
    }

    /** Ends the worker, if there is one. */
    @Override
    public void close() {
        onClose.run();
    }
}
