package arcella.runtime.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.runtime.InstallRequest;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleReport;
import arcella.runtime.Modules;
import arcella.runtime.Progress;
import arcella.runtime.RuntimeError;

/**
 * Follows a folder by looking at it now and then; one look at a time.
 *
 * <p>A file {@code x.wasm}, with {@code x.toml} beside it if there is one, becomes a module that is installed and
 * started; another content or manifest becomes an update; a file that is gone takes its module along. A file counts only
 * when two looks found it the same, so that one that is still being written is left alone, and one that fails is
 * reported once and tried again when it has changed. The module's origin, which the store keeps, is the file's name: so
 * what happens to the folder while the container is down is found at its next start.
 *
 * <p>Whoever can write to the folder gets only what {@code etc/arcella.toml} grants to the content's hash.
 */
public final class DeployFolder {

    private static final String PREFIX = "deploy:";
    private static final String WASM = ".wasm";

    /** What tells one state of a file and its manifest from another. */
    private record Look(long size, Instant modified, long manifestSize, Instant manifestModified) {
        Instant latest() {
            return modified.isAfter(manifestModified) ? modified : manifestModified;
        }
    }

    private final Path folder;
    private final Modules modules;
    private final Consumer<ArcellaException> problems;
    private Map<String, Look> last = Map.of();
    private Set<String> missing = Set.of();
    private final Map<String, Look> done = new HashMap<>();

    /** @param problems hears of files that do not become modules */
    public DeployFolder(Path folder, Modules modules, Consumer<ArcellaException> problems) {
        this.folder = folder;
        this.modules = modules;
        this.problems = problems;
    }

    /** Looks once, and does what has become due. */
    public void look() throws InterruptedException {
        Map<String, Look> now;
        try {
            now = list();
        } catch (IOException e) {
            problems.accept(new ArcellaException(
                    RuntimeError.BAD_CONTENT, folder + " cannot be read: " + e, "check its permissions", e));
            return;
        }
        Map<String, ModuleReport> deployed = new HashMap<>();
        for (ModuleReport module : modules.list()) {
            if (module.origin().startsWith(PREFIX)) {
                deployed.put(module.origin().substring(PREFIX.length()), module);
            }
        }
        for (Map.Entry<String, Look> file : now.entrySet()) {
            String name = file.getKey();
            Look look = file.getValue();
            if (look.equals(last.get(name)) && !look.equals(done.get(name))) {
                done.put(name, look);
                attempt(name, () -> deploy(name, look, Optional.ofNullable(deployed.get(name))));
            }
        }
        Set<String> gone = new HashSet<>(deployed.keySet());
        gone.removeAll(now.keySet());
        for (String name : gone) {
            if (missing.contains(name)) {
                done.remove(name);
                attempt(name, () -> modules.remove(deployed.get(name).id().toString()));
            }
        }
        missing = gone;
        last = now;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void attempt(String name, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (ArcellaException e) {
            problems.accept(new ArcellaException(e.code(), "deploy/" + name + ": " + e.what(), e.remedy(), e));
        } catch (IOException e) {
            problems.accept(new ArcellaException(
                    RuntimeError.BAD_CONTENT, "deploy/" + name + " cannot be read: " + e, "check its permissions", e));
        }
    }

    private void deploy(String name, Look look, Optional<ModuleReport> present)
            throws IOException, InterruptedException {
        if (present.isPresent() && present.get().sizeBytes() == look.size()
                && !look.latest().isAfter(present.get().installedAt())) {
            return;
        }
        try (InputStream content = Files.newInputStream(folder.resolve(name))) {
            InstallRequest request = InstallRequest.of(content, name, manifest(name), PREFIX + name);
            if (present.isPresent()) {
                modules.update(present.get().id().toString(), request);
            } else {
                modules.install(request, true, Progress.NONE);
            }
        }
    }

    private Optional<ManifestFile> manifest(String name) throws IOException {
        Path file = manifestOf(name);
        try {
            return Optional.of(new ManifestFile(String.valueOf(file.getFileName()), Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path manifestOf(String name) {
        return folder.resolve(name.substring(0, name.length() - WASM.length()) + ".toml");
    }

    private Map<String, Look> list() throws IOException {
        Map<String, Look> found = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + WASM)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                Optional<BasicFileAttributes> content = attributes(file);
                if (!name.startsWith(".") && content.isPresent() && content.get().isRegularFile()) {
                    Optional<BasicFileAttributes> manifest = attributes(manifestOf(name));
                    found.put(name, new Look(
                            content.get().size(),
                            content.get().lastModifiedTime().toInstant(),
                            manifest.map(BasicFileAttributes::size).orElse(-1L),
                            manifest.map(m -> m.lastModifiedTime().toInstant()).orElse(Instant.EPOCH)));
                }
            }
        }
        return found;
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
