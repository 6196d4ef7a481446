package arcella.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one state of a file or folder from another without reading it. Immutable.
 *
 * @param there whether there was anything
 * @param settled whether it had not just been changed: times are too coarse to tell two changes that follow each other at once
 */
record FileState(boolean there, long size, Instant modified, Optional<Object> key, boolean settled) {

    /** How long after a change another may come that cannot be told from it, or the rest of a file that is being written. */
    static final long COARSE_MILLIS = 100;

    static FileState of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Instant modified = now.lastModifiedTime().toInstant();
            return new FileState(true, now.isDirectory() ? 0 : now.size(), modified, Optional.ofNullable(now.fileKey()),
                    Math.abs(Duration.between(modified, Instant.now()).toMillis()) > COARSE_MILLIS);
        } catch (IOException e) {
            return new FileState(false, 0, Instant.EPOCH, Optional.empty(), true);
        }
    }

    boolean same(FileState other) {
        return there == other.there && size == other.size && modified.equals(other.modified) && key.equals(other.key);
    }
}
