package arcella.runtime.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.error.IoReason;
import arcella.runtime.InstallRequest;
import arcella.runtime.InstallRequest.ManifestFile;
import arcella.runtime.ModuleReport;
import arcella.runtime.Modules;
import arcella.runtime.Progress;
import arcella.runtime.RuntimeError;
import arcella.runtime.internal.store.ContentHash;

/**
 * Follows a folder by looking at it now and then; one look at a time.
 *
 * <p>A file {@code x.wasm}, with {@code x.toml} beside it if there is one, becomes a module that is installed and
 * started; another content or manifest, or that the manifest is gone, becomes an update, or another module in its place if
 * that is called otherwise; a file that is gone takes its module along. A file counts only
 * when two looks found it the same, so that one that is still being written is left alone, and one that fails is
 * reported once and tried again when it has changed. Whether a file is the module that is installed already is told by
 * content and manifest, not by times. The module's origin, which the store keeps, is the file's name: so
 * what happens to the folder while the container is down is found at its next start.
 *
 * <p>Whoever can write to the folder gets only what {@code etc/arcella.toml} grants to the content's hash.
 */
public final class DeployFolder {

    private static final String PREFIX = "deploy:";
    private static final String WASM = ".wasm";

    /**
     * What tells one state of a file and its manifest from another, without reading them: sizes, times, and the files' own
     * keys, since one that is moved here keeps its time.
     */
    private record Look(File content, Optional<File> manifest) {
        record File(long size, Instant modified, Optional<Object> key) {
            static File of(BasicFileAttributes file) {
                return new File(file.size(), file.lastModifiedTime().toInstant(), Optional.ofNullable(file.fileKey()));
            }
        }
    }

    private final Path folder;
    private final Modules modules;
    private final Consumer<ArcellaException> problems;
    private Map<String, Look> last = Map.of();
    private Set<String> missing = Set.of();
    private final Map<String, Look> done = new HashMap<>();
    /** What was told of as not to be looked at, and is so still; the folder itself as a dot. */
    private final Set<String> unreadable = new HashSet<>();

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
            tell(".", folder + " cannot be read: " + IoReason.of(e), "check it and its permissions", e);
            return;
        }
        unreadable.remove(".");
        Map<String, List<ModuleReport>> deployed = deployed();
        for (Map.Entry<String, Look> file : now.entrySet()) {
            String name = file.getKey();
            Look look = file.getValue();
            if (look.equals(last.get(name)) && !look.equals(done.get(name))) {
                done.put(name, look);
                attempt(name, () -> deploy(name, deployed.getOrDefault(name, List.of())));
            }
        }
        Set<String> gone = new HashSet<>(deployed.keySet());
        gone.removeAll(now.keySet());
        // A file that cannot be looked at may still be there.
        gone.removeAll(unreadable);
        for (String name : gone) {
            if (missing.contains(name)) {
                done.remove(name);
                for (ModuleReport module : deployed.getOrDefault(name, List.of())) {
                    attempt(name, () -> modules.remove(module.id().toString()));
                }
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
                    RuntimeError.BAD_CONTENT, "deploy/" + name + " cannot be read: " + IoReason.of(e), "check its permissions", e));
        }
    }

    private void deploy(String name, List<ModuleReport> present) throws IOException, InterruptedException {
        Optional<ManifestFile> manifest = manifest(name);
        if (present.isEmpty()) {
            install(name, manifest);
            return;
        }
        String hash = hash(name);
        Optional<ModuleReport> same = present.stream().filter(module -> module.sha256().equals(hash)
                && modules.manifest(module.id().toString()).equals(manifest.map(ManifestFile::text))).findFirst();
        ModuleReport stays = same.orElseGet(present::getFirst);
        // There are more if the container ended while one took the place of another.
        remove(present, stays);
        if (same.isEmpty()) {
            replace(name, stays, manifest);
        }
    }

    private void remove(List<ModuleReport> some, ModuleReport but) throws InterruptedException {
        for (ModuleReport module : some) {
            if (!module.id().equals(but.id())) {
                modules.remove(module.id().toString());
            }
        }
    }

    private void replace(String name, ModuleReport old, Optional<ManifestFile> manifest)
            throws IOException, InterruptedException {
        try (InputStream content = Files.newInputStream(folder.resolve(name))) {
            modules.update(old.id().toString(), InstallRequest.of(content, name, manifest, PREFIX + name));
        } catch (ArcellaException e) {
            if (e.code().number() != RuntimeError.NAME_CHANGED.number()) {
                throw e;
            }
            // It is another module: first the one comes, then the other goes.
            try {
                install(name, manifest);
            } catch (ArcellaException failure) {
                remove(deployed().getOrDefault(name, List.of()), old);
                throw failure;
            }
            modules.remove(old.id().toString());
        }
    }

    /** The modules that came from the folder, by the file's name. */
    private Map<String, List<ModuleReport>> deployed() {
        return modules.list().stream().filter(module -> module.origin().startsWith(PREFIX))
                .collect(Collectors.groupingBy(module -> module.origin().substring(PREFIX.length())));
    }

    private void install(String name, Optional<ManifestFile> manifest) throws IOException, InterruptedException {
        try (InputStream content = Files.newInputStream(folder.resolve(name))) {
            modules.install(InstallRequest.of(content, name, manifest, PREFIX + name), true, Progress.NONE);
        }
    }

    private String hash(String name) throws IOException {
        MessageDigest digest = ContentHash.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(folder.resolve(name)), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
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
                if (spoilt(name)) {
                    tell(name, "deploy/" + name + " has a name that is no UTF-8", "give it another", null);
                } else if (!name.startsWith(".")) {
                    look(name).ifPresent(look -> found.put(name, look));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Whether Java could not read a name's bytes as text, and would not find the file by that. */
    private boolean spoilt(String name) {
        try {
            return name.indexOf('\uFFFD') >= 0 && !Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** Nothing for what is no file; a file that cannot be looked at is told, and hinders no other. */
    private Optional<Look> look(String name) {
        try {
            Optional<BasicFileAttributes> content = attributes(folder.resolve(name));
            if (content.isEmpty() || !content.get().isRegularFile()) {
                return Optional.empty();
            }
            Optional<BasicFileAttributes> manifest = attributes(manifestOf(name));
            unreadable.remove(name);
            return Optional.of(new Look(Look.File.of(content.get()), manifest.map(Look.File::of)));
        } catch (IOException e) {
            tell(name, "deploy/" + name + " cannot be read: " + IoReason.of(e), "check it and its permissions", e);
            return Optional.empty();
        }
    }

    /** Once for as long as it stays so. */
    private void tell(String name, String what, String remedy, @Nullable IOException why) {
        if (unreadable.add(name)) {
            problems.accept(new ArcellaException(RuntimeError.BAD_CONTENT, what, remedy, why));
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
