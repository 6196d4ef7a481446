package arcella.feature.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.feature.FeatureError;

/**
 * The features on disk, safe against a crash at any moment.
 *
 * <p>Layout: {@code state}, one file that says of all features what they are and how far, and {@code content/<sha256>},
 * the bundles and, while they are being installed or another feature takes their place, the modules. The state is written under a temporary name, forced to the
 * disk and renamed, and its folder forced to the disk: whatever is going to be changed stands in it before it is changed,
 * and again when it has been. Content comes before the state that names it; what no state names is removed at the next
 * start or by {@link #collect}.
 *
 * <p>Not thread-safe but for {@link #state()}: whoever changes features holds their lock.
 */
public final class FeatureStore {

    private static final String TEMPORARY = ".tmp-";

    private final Path contentFolder;
    private final Path folder;
    private final Path file;
    private final Optional<ArcellaException> problem;
    private volatile State state;

    /**
     * Opens the store, making its folders if need be. A state that does not read is set aside, and what it said is gone:
     * modules and configurations stay, bundles do not come again.
     *
     * @param folder {@code ${arcella.home}/features}
     * @throws ArcellaException {@link FeatureError#STORE_WRITE} if the folder cannot be read or written
     */
    public FeatureStore(Path folder) {
        this.folder = folder;
        this.contentFolder = folder.resolve("content");
        this.file = folder.resolve("state");
        State read = State.EMPTY;
        Optional<ArcellaException> damage = Optional.empty();
        try {
            Files.createDirectories(contentFolder);
            try {
                if (Files.exists(file)) {
                    read = StateText.read(Files.readString(file, StandardCharsets.UTF_8), file.toString());
                }
            } catch (ArcellaException | java.nio.charset.CharacterCodingException e) {
                Path aside = folder.resolve("state.damaged");
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                damage = Optional.of(new ArcellaException(FeatureError.STATE_DAMAGED,
                        file + " did not read, and was moved to " + aside + ": " + e.getMessage(),
                        "install the features again; remove with module:remove and config:delete what they left", e));
            }
        } catch (IOException e) {
            throw failed(folder + " cannot be opened", e);
        }
        this.state = read;
        this.problem = damage;
    }

    /** What did not read when the store was opened. */
    public Optional<ArcellaException> problem() {
        return problem;
    }

    /** What is there. */
    public State state() {
        return state;
    }

    /**
     * Writes down another state. When this returns, it is on the disk.
     *
     * @throws ArcellaException {@link FeatureError#STORE_WRITE} if the disk refuses; the state is as before, but where only the
     *     forcing of the folder was refused: then it is the next one, and may be lost with the power
     */
    public void write(State next) {
        Path temporary = folder.resolve(TEMPORARY + "state");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(StateText.write(next));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            state = next;
            sync(folder);
        } catch (IOException e) {
            throw failed(file + " cannot be written", e);
        }
    }

    /**
     * Takes content in. What no state names in the end goes with {@link #collect}.
     *
     * @return its hash
     */
    public String stage(InputStream content, long mostBytes) throws IOException {
        Path temporary = Files.createTempFile(contentFolder, TEMPORARY, "");
        try {
            MessageDigest digest = digest();
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
                byte[] piece = new byte[64 << 10];
                long total = 0;
                for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                    total += count;
                    if (total > mostBytes) {
                        throw new ArcellaException(FeatureError.ARTIFACT, "it is larger than " + mostBytes + " bytes",
                                "make it smaller");
                    }
                    out.write(piece, 0, count);
                }
                channel.force(true);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Files.move(temporary, content(sha256), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(contentFolder);
            return sha256;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The file with that content. */
    public Path content(String sha256) {
        return contentFolder.resolve(sha256);
    }

    /** The folder with all content. */
    public Path content() {
        return contentFolder;
    }

    /** Removes content that no state names. */
    public void collect() {
        Set<String> named = new HashSet<>();
        state.features().forEach(feature -> named.addAll(feature.bundles().values()));
        state.replaced().forEach(one -> {
            named.addAll(one.feature().bundles().values());
            one.modules().forEach(module -> named.add(one.feature().modules().get(module.id())));
        });
        try (DirectoryStream<Path> files = Files.newDirectoryStream(contentFolder)) {
            for (Path path : files) {
                if (!named.contains(String.valueOf(path.getFileName()))) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw failed(contentFolder + " cannot be cleaned", e);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** SHA-256, with which content is named. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ArcellaException failed(String what, IOException cause) {
        return new ArcellaException(FeatureError.STORE_WRITE, what + ": " + cause, "check its owner, permissions and free space", cause);
    }
}
