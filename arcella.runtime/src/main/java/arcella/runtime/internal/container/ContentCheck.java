package arcella.runtime.internal.container;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import arcella.engine.core.CoreOutline;
import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.text.Nearest;
import arcella.runtime.manifest.InstancesSection;
import arcella.runtime.manifest.Manifest;
import arcella.worker.LocalModuleHost;
import arcella.worker.face.ModuleFace;
import arcella.worker.face.UnofferedImport;

/** Refuses at install what could never start: damaged content, imports that nobody offers, asks that nothing fulfils. */
final class ContentCheck {

    private ContentCheck() {}

    /**
     * Compares a module's imports with what is offered, and a component's imports and exports with what
     * its manifest lists.
     *
     * @return what is to be told about it
     * @throws ArcellaException {@code UNKNOWN_IMPORT} naming every import that
     *     nobody offers, {@code NOT_LISTED} naming all that the manifest does not list
     */
    static List<String> check(Manifest manifest, ModuleFace face) {
        ModuleId id = manifest.module().id();
        face.outline().ifPresent(outline -> checkCore(id, outline));
        try {
            face.type().ifPresent(LocalModuleHost::checkImports);
        } catch (ArcellaException e) {
            throw new ArcellaException(RuntimeError.UNKNOWN_IMPORT, "module " + id + ": " + e.what(), e.remedy(), e);
        }
        return AllowLists.check(id, manifest.module(), face);
    }

    private static void checkCore(ModuleId id, CoreOutline outline) {
        List<UnofferedImport> unoffered = UnofferedImport.of(outline);
        if (!unoffered.isEmpty()) {
            throw new ArcellaException(
                    RuntimeError.UNKNOWN_IMPORT,
                    "module " + id + " imports what nobody offers: " + unoffered.stream()
                            .map(unknown -> unknown.text(Nearest::of)).collect(Collectors.joining("; ")),
                    UnofferedImport.REMEDY);
        }
    }

    /**
     * Refuses a manifest that asks for what this release does not have, rather than ignore it.
     *
     * @throws ArcellaException {@code NOT_SUPPORTED} naming each
     */
    static void checkSupported(ModuleId id, Manifest manifest) {
        List<String> missing = new ArrayList<>();
        if (manifest.instances().mode() != InstancesSection.Mode.SINGLE
                || manifest.instances().max() != 1) {
            missing.add("[instances] other than one single instance");
        }
        if (!missing.isEmpty()) {
            throw new ArcellaException(
                    RuntimeError.NOT_SUPPORTED,
                    "the manifest of " + id + " asks for what this release does not have yet: "
                            + String.join(", ", missing),
                    "leave it out of the manifest");
        }
    }
}
