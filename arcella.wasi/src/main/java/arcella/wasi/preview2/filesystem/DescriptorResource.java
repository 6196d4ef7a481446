package arcella.wasi.preview2.filesystem;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import arcella.engine.binding.WitName;
import arcella.wasi.Preopen.Access;
import arcella.wasi.fs.Directory;
import arcella.wasi.fs.FileStat;
import arcella.wasi.fs.FileStreams;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.GuestPath;
import arcella.wasi.fs.Node;
import arcella.wasi.fs.OpenFile;
import arcella.wasi.fs.OpenRequest;
import arcella.wasi.fs.Spans;
import arcella.wasi.fs.TimeChange;
import arcella.wasi.preview2.io.InputStreamResource;
import arcella.wasi.preview2.io.OutputStreamResource;

/**
 * The resource {@code descriptor} of {@code wasi:filesystem/types}: an open file or folder. Offsets and sizes are
 * unsigned 64-bit numbers. Used by one thread at a time.
 *
 * <p>Whether a folder's contents may be changed comes down from the preopen it was reached through: a folder that was
 * opened without {@code mutate-directory} below a writable one is writable, as the WASI 0.1 adapter expects, which
 * never sets that flag.
 */
@WitName("descriptor")
public final class DescriptorResource implements AutoCloseable {

    /** The most bytes that one {@code read} gives, well below what one call may carry. */
    private static final int READ_BYTES = 16 << 20;

    private final OpenNodes nodes;
    private final OpenNodes.OpenNode open;
    private final Set<DescriptorFlag> flags;

    DescriptorResource(OpenNodes nodes, OpenNodes.OpenNode open, Set<DescriptorFlag> flags) {
        this.nodes = nodes;
        this.open = open;
        this.flags = flags;
    }

    /** The answer of {@link #read}: the bytes, and whether the file's end was reached. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Portion(byte[] bytes, boolean end) {}

    private interface FsCall<T> {
        T run() throws FsException, FilesystemFailure;
    }

    private interface FsAction {
        void run() throws FsException, FilesystemFailure;
    }

    private static <T> T answer(FsCall<T> call) throws FilesystemFailure {
        try {
            return call.run();
        } catch (FsException e) {
            throw ErrorCode.of(e.error()).failure();
        }
    }

    private static void act(FsAction action) throws FilesystemFailure {
        try {
            action.run();
        } catch (FsException e) {
            throw ErrorCode.of(e.error()).failure();
        }
    }

    private OpenFile file() throws FilesystemFailure {
        return switch (open.node()) {
            case OpenFile file -> file;
            case Directory _ -> throw ErrorCode.BAD_DESCRIPTOR.failure();
        };
    }

    private OpenFile file(DescriptorFlag need) throws FilesystemFailure {
        OpenFile file = file();
        if (!flags.contains(need)) {
            throw ErrorCode.BAD_DESCRIPTOR.failure();
        }
        return file;
    }

    private Directory folder() throws FilesystemFailure {
        return switch (open.node()) {
            case Directory directory -> directory;
            case OpenFile _ -> throw ErrorCode.NOT_DIRECTORY.failure();
        };
    }

    private static long bounded(long unsigned) throws FilesystemFailure {
        if (unsigned < 0) {
            throw ErrorCode.INVALID.failure();
        }
        return unsigned;
    }

    private static boolean follow(Set<PathFlag> pathFlags) {
        return pathFlags.contains(PathFlag.SYMLINK_FOLLOW);
    }

    /** {@code read-via-stream}. */
    public InputStreamResource readViaStream(long offset) throws FilesystemFailure {
        OpenFile file = file(DescriptorFlag.READ);
        long from = bounded(offset);
        OpenNodes.OpenNode user = open.retain();
        return new InputStreamResource(FileStreams.reading(file, from), user::release);
    }

    /** {@code write-via-stream}. */
    public OutputStreamResource writeViaStream(long offset) throws FilesystemFailure {
        OpenFile file = file(DescriptorFlag.WRITE);
        long from = bounded(offset);
        OpenNodes.OpenNode user = open.retain();
        return new OutputStreamResource(FileStreams.writing(file, from), user::release);
    }

    /** {@code append-via-stream}. */
    public OutputStreamResource appendViaStream() throws FilesystemFailure {
        OpenFile file = file(DescriptorFlag.WRITE);
        OpenNodes.OpenNode user = open.retain();
        return new OutputStreamResource(FileStreams.appending(file), user::release);
    }

    /** {@code advise}. */
    public void advise(long offset, long length, Advice advice) throws FilesystemFailure {
        act(() -> file().advise(bounded(offset), length < 0 ? Long.MAX_VALUE - offset : length, advice.number()));
    }

    /** {@code sync-data}. */
    public void syncData() throws FilesystemFailure {
        act(() -> open.node().sync(true));
    }

    /** {@code sync}. */
    public void sync() throws FilesystemFailure {
        act(() -> open.node().sync(false));
    }

    /** {@code get-flags}. */
    public EnumSet<DescriptorFlag> getFlags() throws FilesystemFailure {
        return answer(() -> {
            open.node().stat();
            EnumSet<DescriptorFlag> answer = EnumSet.noneOf(DescriptorFlag.class);
            answer.addAll(flags);
            return answer;
        });
    }

    /** {@code get-type}. */
    public DescriptorType getType() throws FilesystemFailure {
        return answer(() -> DescriptorType.of(open.node().stat().kind()));
    }

    /** {@code set-size}. */
    public void setSize(long size) throws FilesystemFailure {
        act(() -> file().setSize(bounded(size)));
    }

    /** {@code set-times}. */
    public void setTimes(NewTimestamp accessed, NewTimestamp modified) throws FilesystemFailure {
        TimeChange access = accessed.change();
        TimeChange modify = modified.change();
        act(() -> open.node().setTimes(access, modify));
    }

    /** {@code read}: up to 16 MiB at a time. */
    public Portion read(long length, long offset) throws FilesystemFailure {
        OpenFile file = file(DescriptorFlag.READ);
        long from = bounded(offset);
        int wanted = length < 0 ? READ_BYTES : (int) Math.min(length, READ_BYTES);
        return answer(() -> {
            // No more room than there is to read.
            int room = (int) Math.min(wanted, Math.max(0, file.size() - from));
            byte[] bytes = new byte[room];
            int count = file.read(Spans.of(bytes, 0, room), from);
            return new Portion(count == room ? bytes : Arrays.copyOf(bytes, count),
                    count < wanted && !Thread.currentThread().isInterrupted());
        });
    }

    /** {@code write}: answers how many bytes. */
    public long write(byte[] buffer, long offset) throws FilesystemFailure {
        OpenFile file = file(DescriptorFlag.WRITE);
        return answer(() -> (long) file.write(Spans.of(buffer, 0, buffer.length), bounded(offset)));
    }

    /** {@code read-directory}. */
    public DirectoryEntryStreamResource readDirectory() throws FilesystemFailure {
        Directory directory = folder();
        return new DirectoryEntryStreamResource(open.retain(), directory);
    }

    /** {@code create-directory-at}. */
    public void createDirectoryAt(String path) throws FilesystemFailure {
        act(() -> folder().makeDirectory(GuestPath.of(path)));
    }

    /** {@code stat}. */
    public DescriptorStat stat() throws FilesystemFailure {
        return answer(() -> DescriptorStat.of(open.node().stat()));
    }

    /** {@code stat-at}. */
    public DescriptorStat statAt(Set<PathFlag> pathFlags, String path) throws FilesystemFailure {
        return answer(() -> DescriptorStat.of(folder().stat(GuestPath.of(path), follow(pathFlags))));
    }

    /** {@code set-times-at}. */
    public void setTimesAt(Set<PathFlag> pathFlags, String path, NewTimestamp accessed, NewTimestamp modified)
            throws FilesystemFailure {
        TimeChange access = accessed.change();
        TimeChange modify = modified.change();
        act(() -> folder().setTimes(GuestPath.of(path), follow(pathFlags), access, modify));
    }

    /** {@code link-at}; following a symbolic link at the old path's end is {@code invalid}. */
    public void linkAt(Set<PathFlag> oldPathFlags, String oldPath, DescriptorResource newDescriptor, String newPath)
            throws FilesystemFailure {
        if (follow(oldPathFlags)) {
            throw ErrorCode.INVALID.failure();
        }
        act(() -> folder().link(GuestPath.of(oldPath), newDescriptor.folder(), GuestPath.of(newPath)));
    }

    /** {@code open-at}. */
    public DescriptorResource openAt(Set<PathFlag> pathFlags, String path, Set<OpenFlag> openFlags,
            Set<DescriptorFlag> wanted) throws FilesystemFailure {
        Directory folder = folder();
        boolean write = wanted.contains(DescriptorFlag.WRITE);
        boolean create = openFlags.contains(OpenFlag.CREATE);
        boolean truncate = openFlags.contains(OpenFlag.TRUNCATE);
        boolean directory = openFlags.contains(OpenFlag.DIRECTORY);
        boolean exclusive = openFlags.contains(OpenFlag.EXCLUSIVE);
        if (directory && (create || truncate || exclusive)) {
            throw ErrorCode.INVALID.failure();
        }
        if (folder.access() == Access.READ_ONLY
                && (write || create || truncate || wanted.contains(DescriptorFlag.MUTATE_DIRECTORY))) {
            act(() -> folder.needWrite(GuestPath.of(path)));
        }
        return answer(() -> {
            nodes.requireRoom();
            Node node = folder.open(GuestPath.of(path), new OpenRequest(wanted.contains(DescriptorFlag.READ), write,
                    create, exclusive, truncate, directory, follow(pathFlags)));
            return of(nodes, node, wanted);
        });
    }

    /** A descriptor of a node that was just opened. */
    static DescriptorResource of(OpenNodes nodes, Node node, Set<DescriptorFlag> wanted) {
        EnumSet<DescriptorFlag> granted = EnumSet.noneOf(DescriptorFlag.class);
        granted.addAll(wanted);
        switch (node) {
            case OpenFile _ -> granted.remove(DescriptorFlag.MUTATE_DIRECTORY);
            case Directory directory -> {
                granted.remove(DescriptorFlag.WRITE);
                if (directory.access() == Access.READ_WRITE) {
                    granted.add(DescriptorFlag.MUTATE_DIRECTORY);
                }
            }
        }
        return new DescriptorResource(nodes, nodes.add(node), granted);
    }

    /** {@code readlink-at}. */
    public String readlinkAt(String path) throws FilesystemFailure {
        return answer(() -> new String(folder().readLink(GuestPath.of(path)), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** {@code remove-directory-at}. */
    public void removeDirectoryAt(String path) throws FilesystemFailure {
        act(() -> folder().removeDirectory(GuestPath.of(path)));
    }

    /** {@code rename-at}. */
    public void renameAt(String oldPath, DescriptorResource newDescriptor, String newPath) throws FilesystemFailure {
        act(() -> folder().rename(GuestPath.of(oldPath), newDescriptor.folder(), GuestPath.of(newPath)));
    }

    /** {@code symlink-at}. */
    public void symlinkAt(String oldPath, String newPath) throws FilesystemFailure {
        act(() -> folder().symlink(GuestPath.of(oldPath), GuestPath.of(newPath)));
    }

    /** {@code unlink-file-at}. */
    public void unlinkFileAt(String path) throws FilesystemFailure {
        act(() -> folder().unlink(GuestPath.of(path)));
    }

    /** {@code is-same-object}; false if either cannot be looked at. */
    public boolean isSameObject(DescriptorResource other) {
        try {
            FileStat mine = open.node().stat();
            FileStat others = other.open.node().stat();
            return mine.device() == others.device() && mine.inode() == others.inode();
        } catch (FsException e) {
            return false;
        }
    }

    /** {@code metadata-hash}. */
    public MetadataHashValue metadataHash() throws FilesystemFailure {
        return answer(() -> MetadataHashValue.of(open.node().stat()));
    }

    /** {@code metadata-hash-at}. */
    public MetadataHashValue metadataHashAt(Set<PathFlag> pathFlags, String path) throws FilesystemFailure {
        return answer(() -> MetadataHashValue.of(folder().stat(GuestPath.of(path), follow(pathFlags))));
    }

    @Override
    public void close() {
        open.release();
    }
}
