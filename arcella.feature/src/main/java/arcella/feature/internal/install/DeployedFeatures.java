package arcella.feature.internal.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import arcella.error.ArcellaException;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;

/**
 * Follows the features in a folder by looking at it now and then; one look at a time.
 *
 * <p>A feature bundle {@code x.jar} or a feature's {@code x.json} is installed; another content takes the place of the one
 * before; a file that is gone takes its feature along. A file counts only when two looks found it the same, and one that fails is
 * reported once and tried again when it has changed. What is from which file the store knows, with the file's hash: so what
 * happens to the folder while the container is down is found at its next start. Other jars are left alone.
 */
final class DeployedFeatures {

    /** What tells one state of a file from another without reading it. */
    private record Look(long size, Instant modified, Optional<Object> key) {}

    private final Path folder;
    private final Features features;
    private final Consumer<ArcellaException> problems;
    private Map<String, Look> last = Map.of();
    private Set<String> missing = Set.of();
    private final Map<String, Look> done = new HashMap<>();
    private final Set<String> stuck = new HashSet<>();

    DeployedFeatures(Path folder, Features features, Consumer<ArcellaException> problems) {
        this.folder = folder;
        this.features = features;
        this.problems = problems;
    }

    /** Looks once, and does what has become due. */
    void look() throws InterruptedException {
        Map<String, Look> now;
        try {
            now = list();
        } catch (IOException e) {
            // The container tells of it, whose folder it is; here nothing is known to be gone.
            return;
        }
        Map<String, Installed> deployed = new HashMap<>();
        for (Installed feature : features.installed()) {
            if (feature.origin().startsWith(InstallOptions.DEPLOYED)) {
                deployed.put(feature.origin().substring(InstallOptions.DEPLOYED.length()), feature);
            }
        }
        for (Map.Entry<String, Look> file : now.entrySet()) {
            String name = file.getKey();
            if (file.getValue().equals(last.get(name)) && !file.getValue().equals(done.get(name))) {
                done.put(name, file.getValue());
                attempt(name, () -> deploy(name, Optional.ofNullable(deployed.get(name))));
            }
        }
        Set<String> gone = new HashSet<>(deployed.keySet());
        gone.removeAll(now.keySet());
        stuck.retainAll(gone);
        for (String name : gone) {
            if (missing.contains(name) && stuck.add(name)) {
                done.remove(name);
                attempt(name, () -> features.uninstall(Wanted.of(deployed.get(name).id().toString()), (_, _, _) -> { }));
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
            problems.accept(new ArcellaException(FeatureError.BAD_FEATURE, "deploy/" + name + " cannot be read: " + e,
                    "check it and its permissions", e));
        }
    }

    private void deploy(String name, Optional<Installed> present) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        if (name.endsWith(".jar") && FeatureFiles.bundle(file, name).isEmpty()) {
            return;
        }
        String hash = hash(file);
        if (present.isPresent() && present.get().fileHash().equals(hash)) {
            return;
        }
        Optional<ArtifactId> old = present.map(Installed::id);
        features.deploy(file, InstallOptions.deployed(name, hash), old);
    }

    private static String hash(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), FeatureStore.digest());
                InputStream all = in) {
            all.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private Map<String, Look> list() throws IOException {
        Map<String, Look> found = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{jar,json}")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")) {
                    look(file).ifPresent(look -> found.put(name, look));
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Optional<Look> look(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(new Look(attributes.size(), attributes.lastModifiedTime().toInstant(),
                    Optional.ofNullable(attributes.fileKey()))) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
