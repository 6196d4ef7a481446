package arcella.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import arcella.error.ArcellaException;
import arcella.wit.value.Bytes;

/** A WebAssembly binary and its SHA-256. The hash is its name: it is checked when the content is loaded. Immutable. */
public sealed interface ModuleContent {

    /** The SHA-256 of the binary, 64 lower-case hexadecimal digits. */
    String sha256();

    /**
     * The binary itself.
     *
     * @throws ArcellaException if the file cannot be read, or the bytes do not have the hash
     */
    Bytes load();

    /**
     * Its size in bytes.
     *
     * @throws ArcellaException if the file cannot be read
     */
    long size();

    /**
     * The binary as a stream, which is not held against the hash.
     *
     * @throws ArcellaException if the file cannot be read
     */
    InputStream open();

    /**
     * A binary in memory.
     *
     * @param sha256 its hash
     * @param bytes the binary
     */
    record InMemory(String sha256, Bytes bytes) implements ModuleContent {
        /** Refuses what is no hash. */
        public InMemory {
            check(sha256);
        }

        @Override
        public Bytes load() {
            return verify(sha256, bytes, "the content");
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes.toArray());
        }
    }

    /**
     * A binary in a file, which must stay as it is as long as somebody may instantiate it.
     *
     * @param sha256 its hash
     * @param path where it is
     */
    record InFile(String sha256, Path path) implements ModuleContent {
        /** Refuses what is no hash. */
        public InFile {
            check(sha256);
        }

        @Override
        public Bytes load() {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(path);
            } catch (IOException e) {
                throw unreadable(e);
            }
            return verify(sha256, Bytes.wrap(bytes), path.toString());
        }

        @Override
        public long size() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public InputStream open() {
            try {
                return Files.newInputStream(path);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private ArcellaException unreadable(IOException e) {
            return new ArcellaException(WorkerError.CONTENT, "cannot read the module's content " + path + ": " + e,
                    "install the module again", e);
        }
    }

    /** Content in memory, with its hash computed here. */
    static ModuleContent of(byte[] wasm) {
        Bytes bytes = Bytes.copyOf(wasm);
        return new InMemory(hash(bytes), bytes);
    }

    /** The SHA-256 of these bytes, as {@link #sha256()} gives it. */
    static String hash(Bytes bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.view());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Bytes verify(String sha256, Bytes bytes, String what) {
        String found = hash(bytes);
        if (!found.equals(sha256)) {
            throw new ArcellaException(WorkerError.CONTENT,
                    what + " has SHA-256 " + found + " where " + sha256 + " is expected", "install the module again");
        }
        return bytes;
    }

    private static void check(String sha256) {
        if (!Hash.FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + sha256);
        }
    }

    /** Holds the pattern, which an interface would have to publish. */
    final class Hash {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

        private Hash() {
        }
    }
}
