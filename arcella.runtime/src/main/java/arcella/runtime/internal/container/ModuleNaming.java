package arcella.runtime.internal.container;

import java.util.Optional;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;
import arcella.runtime.manifest.Manifest;
import arcella.runtime.manifest.ManifestReader;
import arcella.worker.face.ModuleFace;

/** Finds a module's name and version: the operator's word, then the manifest's, then a file name with both, then the content's own, then the file's name. */
final class ModuleNaming {

    private static final String NO_VERSION = "0.0.0";

    private ModuleNaming() {}

    /**
     * The manifest of what is to be installed, under the name and version that it will have.
     *
     * @param face what the content says of itself
     */
    static Manifest manifest(InstallRequest request, ModuleFace face) {
        if (request.manifest().isPresent()) {
            InstallRequest.ManifestFile file = request.manifest().get();
            Manifest manifest = ManifestReader.read(file.text(), file.fileName());
            ModuleId id = manifest.module().id();
            return manifest.as(new ModuleId(request.name().orElse(id.name()), request.version().orElse(id.version())));
        }
        String stem = stem(request.fileName());
        int at = stem.indexOf('@');
        Optional<ModuleFace> own = at < 0 ? Optional.of(face) : Optional.empty();
        String name = request.name().or(() -> own.flatMap(ModuleFace::name).filter(ModuleId::validName))
                .orElse(at < 0 ? stem : stem.substring(0, at));
        String version = request.version().or(() -> own.flatMap(ModuleFace::version).filter(ModuleId::validVersion))
                .orElse(at < 0 ? NO_VERSION : stem.substring(at + 1));
        if (request.name().isEmpty() && !ModuleId.validName(name)) {
            throw new ArcellaException(
                    RuntimeError.BAD_NAME,
                    "the file name '" + request.fileName() + "' gives no module name",
                    "give one with --name (lower-case words joined by single hyphens), or a manifest beside the file");
        }
        return Manifest.absent(new ModuleId(name, version));
    }

    /**
     * The manifest of what is to take a module's place: without one of its own it keeps the module's, unless it is in a
     * folder, where what is not there is meant to be gone: its name and version are those that it would be installed by.
     */
    static Manifest manifest(InstallRequest request, ModuleFace face, ModuleId old, Optional<String> oldManifest) {
        Manifest manifest;
        if (request.manifest().isPresent() || !request.byHand()) {
            manifest = manifest(request, face);
        } else {
            Manifest kept = oldManifest.map(text -> ManifestReader.read(text, "arcella.toml"))
                    .orElseGet(() -> Manifest.absent(old));
            String stem = stem(request.fileName());
            int at = stem.indexOf('@');
            Optional<String> fromFile = at < 0 ? Optional.empty() : Optional.of(stem.substring(at + 1));
            // A file name of the form NAME@VERSION says what the content is, as a manifest does.
            Optional<String> nameOfFile = at < 0 ? Optional.empty() : Optional.of(stem.substring(0, at));
            manifest = kept.as(new ModuleId(
                    request.name().or(() -> nameOfFile).orElse(old.name()),
                    request.version().or(() -> fromFile).orElse(old.version())));
        }
        ModuleId id = manifest.module().id();
        if (!id.name().equals(old.name())) {
            throw new ArcellaException(
                    RuntimeError.NAME_CHANGED,
                    "the new content is module '" + id.name() + "', and cannot take the place of " + old,
                    "install it beside with module:install, or say --name " + old.name());
        }
        return manifest;
    }

    private static String stem(String fileName) {
        return fileName.endsWith(".wasm") ? fileName.substring(0, fileName.length() - ".wasm".length()) : fileName;
    }
}
