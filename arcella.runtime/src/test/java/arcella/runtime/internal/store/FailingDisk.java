package arcella.runtime.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/** A real disk whose n-th change fails as a full disk does, writing half of what it should. */
final class FailingDisk extends Disk {

    /** How long the failure lasts. */
    enum Kind { ONCE, FROM_THEN_ON }

    private final Kind kind;
    private int failing = Integer.MAX_VALUE;
    private int steps;

    FailingDisk(Kind kind) {
        this.kind = kind;
    }

    /** Lets step {@code n} fail, counted from 0 at the beginning. */
    void failAfter(int n) {
        failing = n;
    }

    void heal() {
        failing = Integer.MAX_VALUE;
    }

    /** Steps taken so far. */
    int steps() {
        return steps;
    }

    /** Whether the step that fails was reached. */
    boolean met() {
        return steps > failing;
    }

    private boolean fails() {
        int step = steps++;
        return step == failing || kind == Kind.FROM_THEN_ON && step > failing;
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    @Override
    long copy(InputStream from, Path to, MessageDigest digest, long mostBytes) throws IOException {
        if (fails()) {
            Files.write(to, Arrays.copyOf(from.readNBytes(10), 5));
            throw full();
        }
        return super.copy(from, to, digest, mostBytes);
    }

    @Override
    void write(Path to, byte[] bytes) throws IOException {
        if (fails()) {
            Files.write(to, Arrays.copyOf(bytes, bytes.length / 2));
            throw full();
        }
        super.write(to, bytes);
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        if (fails()) {
            throw full();
        }
        super.rename(from, to);
    }

    @Override
    void syncFolder(Path folder) throws IOException {
        if (fails()) {
            throw full();
        }
        super.syncFolder(folder);
    }

    @Override
    void delete(Path file) throws IOException {
        if (fails()) {
            throw full();
        }
        super.delete(file);
    }
}
