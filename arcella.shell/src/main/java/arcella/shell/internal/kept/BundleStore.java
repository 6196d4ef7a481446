package arcella.shell.internal.kept;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

import arcella.error.ArcellaException;
import arcella.shell.ShellError;

/**
 * The kept bundles on disk, safe against a crash at any moment: {@code state}, a line for each in the order in which they were
 * installed and one with a checksum, and {@code content/<sha256>}. Content comes before the state that names it, and goes behind
 * it. The folder is made with the first bundle.
 *
 * <p>Thread-safe. Calls nobody while it holds its lock.
 */
final class BundleStore {

    private static final String HEAD = "arcella-bundles 1";
    private static final String CHECK = "check=";
    private static final String TEMPORARY = ".tmp-";
    private static final String NONE = "-";
    private static final String STARTED = "started";
    private static final String STOPPED = "stopped";

    private final Path folder;
    private final Path file;
    private final Optional<ArcellaException> problem;
    private List<KeptBundle> bundles;

    /**
     * Opens the store. A state that does not read is set aside, and what it said is gone.
     *
     * @throws ArcellaException {@link ShellError#BUNDLE_STORE} if the disk refuses
     */
    BundleStore(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("state");
        List<KeptBundle> read = List.of();
        Optional<ArcellaException> damage = Optional.empty();
        try {
            if (Files.exists(file)) {
                Optional<List<KeptBundle>> found = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                if (found.isEmpty()) {
                    Path aside = folder.resolve("state.damaged");
                    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
                    damage = Optional.of(new ArcellaException(ShellError.BUNDLE_STORE,
                            file + " is not as it was written, and was moved to " + aside, "install the bundles again"));
                }
                read = found.orElse(List.of());
            }
        } catch (IOException e) {
            throw failed(file + " cannot be read", e);
        }
        this.bundles = read;
        this.problem = damage;
    }

    /** What did not read when the store was opened. */
    Optional<ArcellaException> problem() {
        return problem;
    }

    /** The bundles, in the order of their installs. */
    synchronized List<KeptBundle> all() {
        return bundles;
    }

    synchronized Optional<KeptBundle> find(String location) {
        return bundles.stream().filter(one -> one.location().equals(location)).findFirst();
    }

    Path content(String sha256) {
        return folder.resolve("content").resolve(sha256);
    }

    /**
     * Takes content in, before a bundle is installed from it.
     *
     * @return its hash
     */
    String stage(InputStream content) throws IOException {
        Path temporary = Files.createTempFile(Files.createDirectories(folder.resolve("content")), TEMPORARY, "");
        try {
            MessageDigest digest = sha256();
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
                content.transferTo(out);
                channel.force(true);
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            Files.move(temporary, content(sha256), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder.resolve("content"));
            return sha256;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes down a bundle, in the place of what was known of its location. */
    synchronized void keep(KeptBundle bundle) {
        boolean known = find(bundle.location()).isPresent();
        List<KeptBundle> next = new ArrayList<>(bundles);
        if (known) {
            next.replaceAll(one -> one.location().equals(bundle.location()) ? bundle : one);
        } else {
            next.add(bundle);
        }
        write(next);
    }

    /** Writes down a change of a bundle, if it is kept and differs. */
    synchronized void change(String location, UnaryOperator<KeptBundle> change) {
        find(location).filter(one -> !change.apply(one).equals(one)).ifPresent(one -> keep(change.apply(one)));
    }

    /** Forgets a bundle, if it is kept. */
    synchronized void forget(String location) {
        if (find(location).isPresent()) {
            write(bundles.stream().filter(one -> !one.location().equals(location)).toList());
        }
    }

    /** Removes content that no bundle has. */
    synchronized void collect() {
        Set<String> named = bundles.stream().map(KeptBundle::sha256).collect(Collectors.toSet());
        if (!Files.exists(folder.resolve("content"))) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("content"))) {
            for (Path path : files) {
                if (!named.contains(String.valueOf(path.getFileName()))) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw failed(folder.resolve("content") + " cannot be cleaned", e);
        }
    }

    private void write(List<KeptBundle> next) {
        Path temporary = folder.resolve(TEMPORARY + "state");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text(next).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            bundles = List.copyOf(next);
            sync(folder);
        } catch (IOException e) {
            throw failed(file + " cannot be written", e);
        }
    }

    private static String text(List<KeptBundle> all) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        all.forEach(one -> text.append(one.sha256().isEmpty() ? NONE : one.sha256()).append(' ')
                .append(one.started() ? STARTED : STOPPED).append(' ').append(one.location()).append('\n'));
        return text + CHECK + checksum(text.toString()) + "\n";
    }

    private static Optional<List<KeptBundle>> parse(String text) {
        int check = text.lastIndexOf(CHECK);
        if (check < 0 || !text.startsWith(HEAD + "\n") || !text.substring(check).equals(CHECK + checksum(text.substring(0, check)) + "\n")) {
            return Optional.empty();
        }
        return Optional.of(text.substring(HEAD.length() + 1, check).lines().map(line -> line.split(" ", 3))
                .map(words -> new KeptBundle(words[2], words[0].equals(NONE) ? "" : words[0], words[1].equals(STARTED))).toList());
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ArcellaException failed(String what, IOException cause) {
        return new ArcellaException(ShellError.BUNDLE_STORE, what + ": " + cause, "check its owner, permissions and free space", cause);
    }
}
