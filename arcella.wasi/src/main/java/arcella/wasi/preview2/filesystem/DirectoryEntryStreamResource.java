package arcella.wasi.preview2.filesystem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.fs.Directory;
import arcella.wasi.fs.FsException;

/**
 * The resource {@code directory-entry-stream}: a folder's entries without {@code .} and {@code ..}, read in portions.
 * Used by one thread at a time.
 */
@WitName("directory-entry-stream")
public final class DirectoryEntryStreamResource implements AutoCloseable {

    private static final int PORTION = 64;
    /** The cookie of a listing after its own entries {@code .} and {@code ..}. */
    private static final long AFTER_OWN = 2;

    private final OpenNodes.OpenNode node;
    private final Directory directory;
    private final ArrayDeque<DirectoryEntry> ahead = new ArrayDeque<>();
    private long cookie = AFTER_OWN;
    private boolean ended;

    DirectoryEntryStreamResource(OpenNodes.OpenNode node, Directory directory) {
        this.node = node;
        this.directory = directory;
    }

    /** {@code read-directory-entry}: the next one; empty at the end. */
    public Optional<DirectoryEntry> readDirectoryEntry() throws FilesystemFailure {
        if (ahead.isEmpty() && !ended) {
            try {
                directory.list(cookie, (next, _, kind, name) -> {
                    cookie = next;
                    ahead.add(new DirectoryEntry(DescriptorType.of(kind), new String(name, StandardCharsets.UTF_8)));
                    return ahead.size() < PORTION;
                });
            } catch (FsException e) {
                throw ErrorCode.of(e.error()).failure();
            }
            ended = ahead.size() < PORTION;
        }
        return Optional.ofNullable(ahead.poll());
    }

    @Override
    public void close() {
        node.release();
    }
}
