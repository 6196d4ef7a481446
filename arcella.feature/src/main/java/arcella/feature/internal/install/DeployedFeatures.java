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
import arcella.error.IoReason;
import arcella.feature.ArtifactId;
import arcella.feature.FeatureError;
import arcella.feature.internal.store.FeatureStore;
import arcella.feature.internal.store.Installed;

/**
 * Follows the features in a folder by looking at it now and then; one look at a time.
 *
 * <p>A feature bundle {@code x.jar} or a feature's {@code x.json} is installed; another content takes the place of the one
 * before; a file that is gone takes its feature along, and one that has another name now does not. A file counts only when two
 * looks found it the same, and one that fails is reported once and tried again when it has changed, when another one has
 * gone, or when what it lacks is granted. What is from which file the store knows, with the file's hash: so what
 * happens to the folder while the container is down is found at its next start. Other jars are left alone.
 */
final class DeployedFeatures {

    /** What tells one state of a file from another without reading it. */
    private record Look(long size, Instant modified, Optional<Object> key) {}

    private final Path folder;
    private final Deployments deployments;
    private final Consumer<ArcellaException> problems;
    private Map<String, Look> last = Map.of();
    private Set<String> missing = Set.of();
    private final Map<String, Look> done = new HashMap<>();
    private final Set<String> stuck = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    /** What was told of a file as it is, so that another attempt with the same end says nothing new. */
    private final Map<String, String> told = new HashMap<>();
    /** Files that a grant would let in, with their hashes. */
    private final Map<String, String> ungranted = new HashMap<>();

    DeployedFeatures(Path folder, Deployments deployments, Consumer<ArcellaException> problems) {
        this.folder = folder;
        this.deployments = deployments;
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
        Map<String, Installed> deployed = deployed();
        Set<String> gone = new HashSet<>(deployed.keySet());
        gone.removeAll(now.keySet());
        stuck.retainAll(gone);
        // First, so that what another file brings again does not meet it.
        for (String name : gone) {
            if (missing.contains(name) && stuck.add(name)) {
                done.remove(name);
                attempt(name, "gone", () -> withdraw(deployed.get(name), now));
                // What was refused while this was there may come now.
                done.keySet().removeAll(failed);
                failed.clear();
            }
        }
        ungranted.entrySet().removeIf(file -> {
            boolean granted = deployments.trusts(file.getValue());
            if (granted) {
                done.remove(file.getKey());
            }
            return granted || !now.containsKey(file.getKey());
        });
        Map<String, Installed> left = deployed();
        for (Map.Entry<String, Look> file : now.entrySet()) {
            String name = file.getKey();
            if (file.getValue().equals(last.get(name)) && !file.getValue().equals(done.get(name))) {
                done.put(name, file.getValue());
                failed.remove(name);
                ungranted.remove(name);
                if (!attempt(name, file.getValue().toString(), () -> deploy(name, Optional.ofNullable(left.get(name))))) {
                    failed.add(name);
                }
            }
        }
        missing = gone;
        last = now;
        told.keySet().removeIf(name -> !now.containsKey(name) && !gone.contains(name));
    }

    /** What is from a file of the folder, by the file's name. */
    private Map<String, Installed> deployed() throws InterruptedException {
        Map<String, Installed> deployed = new HashMap<>();
        for (Installed feature : deployments.installed()) {
            deployed.put(feature.origin().substring(InstallOptions.DEPLOYED.length()), feature);
        }
        return deployed;
    }

    /** The file of a feature is gone, or has another name now. */
    private void withdraw(Installed feature, Map<String, Look> now) throws IOException, InterruptedException {
        Set<String> others = new HashSet<>(now.keySet());
        others.removeAll(deployed().keySet());
        for (String other : others) {
            // One that is still being written has another hash, or will be found to have changed.
            if (hash(folder.resolve(other)).equals(feature.fileHash())) {
                deployments.renamed(feature.id(), InstallOptions.deployed(other, feature.fileHash()));
                return;
            }
        }
        deployments.withdraw(feature.id());
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Whether it went well; if not, that is told, once for each state of the file.
     *
     * @param state how the file is
     */
    private boolean attempt(String name, String state, Work work) throws InterruptedException {
        try {
            work.run();
            told.remove(name);
            return true;
        } catch (ArcellaException e) {
            tell(name, state, new ArcellaException(e.code(), "deploy/" + name + ": " + e.what(), e.remedy(), e));
        } catch (IOException e) {
            tell(name, state, new ArcellaException(FeatureError.BAD_FEATURE, "deploy/" + name + " cannot be read: " + IoReason.of(e),
                    "check it and its permissions", e));
        }
        return false;
    }

    private void tell(String name, String state, ArcellaException problem) {
        String news = state + " " + problem.getMessage();
        if (!news.equals(told.put(name, news))) {
            problems.accept(problem);
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
        try {
            deployments.deploy(file, InstallOptions.deployed(name, hash), old);
        } catch (ArcellaException e) {
            if (e.code().number() == FeatureError.NOT_GRANTED.number()) {
                ungranted.put(name, hash);
            }
            throw e;
        }
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
