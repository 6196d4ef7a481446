package arcella.runtime.internal.store;

import java.io.IOException;
import java.nio.file.Path;

import arcella.worker.ModuleContent;

/**
 * Content that is on the disk under a temporary name. It becomes part of the store by
 * {@link ModuleStore#add} or {@link ModuleStore#replace}; closing it otherwise removes it. One thread at a time.
 */
public final class StagedContent implements AutoCloseable {

    private final Disk disk;
    private final Path file;
    private final String sha256;
    private final long sizeBytes;

    StagedContent(Disk disk, Path file, String sha256, long sizeBytes) {
        this.disk = disk;
        this.file = file;
        this.sha256 = sha256;
        this.sizeBytes = sizeBytes;
    }

    /** Its SHA-256, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Its size. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** All of it, as it lies there; to be read before it is closed or becomes part of the store. */
    public ModuleContent content() {
        return new ModuleContent.InFile(sha256, file);
    }

    Path file() {
        return file;
    }

    /** Removes the temporary file if it is still there; what cannot be removed now is removed at the next start. */
    @Override
    public void close() {
        try {
            disk.delete(file);
        } catch (IOException e) {
            // It is in nobody's way, and the next start removes what has a temporary name.
            return;
        }
    }
}
