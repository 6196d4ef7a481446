package arcella.wasi.preview1;

import arcella.engine.core.CoreMemory;
import arcella.wasi.fs.Directory;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.Node;
import arcella.wasi.fs.OpenFile;
import arcella.wasi.fs.OpenRequest;
import arcella.wasi.fs.TimeChange;

/** The functions that start at a folder: {@code path_…}, {@code fd_readdir}, {@code fd_prestat_…}. */
final class PathFunctions {

    private static final int FOLLOW = 1;
    private static final int CREAT = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCL = 1 << 2;
    private static final int TRUNC = 1 << 3;
    private static final int ENTRY_BYTES = 24;

    private final Host host;

    PathFunctions(Host host) {
        this.host = host;
    }

    void addTo(FunctionTable table) {
        table.add("fd_prestat_get", "ii", a -> prestat(a));
        table.add("fd_prestat_dir_name", "iii", a -> prestatName(a));
        table.add("fd_readdir", "iiili", a -> list(a));
        table.add("path_create_directory", "iii", a ->
                folder(a[0], Rights.PATH_CREATE_DIRECTORY).makeDirectory(host.path(a[1], a[2])));
        table.add("path_filestat_get", "iiiii", a -> stat(a));
        table.add("path_filestat_set_times", "iiiilli", a -> setTimes(a));
        table.add("path_link", "iiiiiii", a -> link(a));
        table.add("path_open", "iiiiillii", a -> open(a));
        table.add("path_readlink", "iiiiii", a -> readLink(a));
        table.add("path_remove_directory", "iii", a ->
                folder(a[0], Rights.PATH_REMOVE_DIRECTORY).removeDirectory(host.path(a[1], a[2])));
        table.add("path_rename", "iiiiii", a -> {
            Directory from = folder(a[0], Rights.PATH_RENAME_SOURCE);
            Directory to = folder(a[3], Rights.PATH_RENAME_TARGET);
            from.rename(host.path(a[1], a[2]), to, host.path(a[4], a[5]));
        });
        table.add("path_symlink", "iiiii", a ->
                folder(a[2], Rights.PATH_SYMLINK).symlink(host.path(a[0], a[1]), host.path(a[3], a[4])));
        table.add("path_unlink_file", "iii", a ->
                folder(a[0], Rights.PATH_UNLINK_FILE).unlink(host.path(a[1], a[2])));
    }

    private DirectoryDescriptor directory(long number) throws ErrnoException {
        if (host.descriptor(number) instanceof DirectoryDescriptor directory) {
            return directory;
        }
        throw Errno.NOTDIR.failure();
    }

    private Directory folder(long number, long right) throws ErrnoException {
        DirectoryDescriptor directory = directory(number);
        directory.need(right);
        return directory.directory();
    }

    private static boolean follows(long lookupFlags) throws ErrnoException {
        if (((int) lookupFlags & ~FOLLOW) != 0) {
            throw Errno.INVAL.failure();
        }
        return ((int) lookupFlags & FOLLOW) != 0;
    }

    private byte[] preopenName(long number) throws ErrnoException {
        // C libraries count up from 3 and stop at the first badf.
        if (host.descriptor(number) instanceof DirectoryDescriptor directory && directory.preopenName().isPresent()) {
            return directory.preopenName().get();
        }
        throw Errno.BADF.failure();
    }

    private void prestat(long[] a) throws ErrnoException {
        byte[] name = preopenName(a[0]);
        CoreMemory memory = host.memory();
        memory.check((int) a[1], 8);
        memory.writeInt((int) a[1], 0);
        memory.writeInt((int) a[1] + 4, name.length);
    }

    private void prestatName(long[] a) throws ErrnoException {
        byte[] name = preopenName(a[0]);
        if (Integer.compareUnsigned((int) a[2], name.length) < 0) {
            throw Errno.NAMETOOLONG.failure();
        }
        host.memory().write((int) a[1], name);
    }

    private void stat(long[] a) throws ErrnoException, FsException {
        Directory folder = folder(a[0], Rights.PATH_FILESTAT_GET);
        Filestat.of(folder.stat(host.path(a[2], a[3]), follows(a[1]))).store(host.memory(), (int) a[4]);
    }

    private void setTimes(long[] a) throws ErrnoException, FsException {
        Directory folder = folder(a[0], Rights.PATH_FILESTAT_SET_TIMES);
        int which = DescriptorFunctions.times(a[6]);
        TimeChange accessed = DescriptorFunctions.change(which, DescriptorFunctions.ACCESS, a[4]);
        TimeChange modified = DescriptorFunctions.change(which, DescriptorFunctions.MODIFY, a[5]);
        folder.setTimes(host.path(a[2], a[3]), follows(a[1]), accessed, modified);
    }

    private void link(long[] a) throws ErrnoException, FsException {
        Directory from = folder(a[0], Rights.PATH_LINK_SOURCE);
        Directory to = folder(a[4], Rights.PATH_LINK_TARGET);
        if (follows(a[1])) {
            throw Errno.INVAL.failure();
        }
        from.link(host.path(a[2], a[3]), to, host.path(a[5], a[6]));
    }

    private void readLink(long[] a) throws ErrnoException, FsException {
        Directory folder = folder(a[0], Rights.PATH_READLINK);
        CoreMemory memory = host.memory();
        memory.check((int) a[3], (int) a[4]);
        memory.check((int) a[5], 4);
        byte[] content = folder.readLink(host.path(a[1], a[2]));
        int length = Math.min(content.length, (int) a[4]);
        memory.write((int) a[3], content, 0, length);
        memory.writeInt((int) a[5], length);
    }

    /**
     * Opens a path. Whether for reading or writing follows from the rights asked for. A descriptor gets the rights
     * asked for, as far as its folder passes them on and its kind has them; being refused reading or writing is an
     * error at once.
     */
    private void open(long[] a) throws ErrnoException, FsException {
        DirectoryDescriptor parent = directory(a[0]);
        parent.need(Rights.PATH_OPEN);
        boolean follow = follows(a[1]);
        int how = (int) a[4] & 0xffff;
        long rights = a[5];
        long inheriting = a[6] & parent.inheriting();
        int flags = DescriptorFunctions.flags(a[7]);
        if ((how & ~(CREAT | DIRECTORY | EXCL | TRUNC)) != 0) {
            throw Errno.INVAL.failure();
        }
        if ((how & CREAT) != 0) {
            parent.need(Rights.PATH_CREATE_FILE);
        }
        if ((how & TRUNC) != 0) {
            parent.need(Rights.PATH_FILESTAT_SET_SIZE);
        }
        if ((rights & (Rights.FD_READ | Rights.FD_WRITE) & ~parent.inheriting()) != 0) {
            throw Errno.NOTCAPABLE.failure();
        }
        host.memory().check((int) a[8], 4);
        host.descriptors().requireRoom();
        boolean write = (rights & Rights.FD_WRITE) != 0;
        Node node = parent.directory().open(host.path(a[2], a[3]), new OpenRequest(
                (rights & Rights.FD_READ) != 0, write, (how & CREAT) != 0, (how & EXCL) != 0, (how & TRUNC) != 0,
                (how & DIRECTORY) != 0, follow));
        long granted = rights & parent.inheriting();
        Descriptor opened = switch (node) {
            case OpenFile file -> new FileDescriptor(file, granted, inheriting, flags);
            case Directory folder -> DirectoryDescriptor.opened(folder, granted, inheriting, flags);
        };
        host.memory().writeInt((int) a[8], host.descriptors().add(opened));
    }

    /** Fills the guest's buffer with entries, the last one cut off where the buffer ends. */
    private void list(long[] a) throws ErrnoException, FsException {
        Directory folder = folder(a[0], Rights.FD_READDIR);
        CoreMemory memory = host.memory();
        int start = (int) a[1];
        int size = (int) a[2];
        memory.check(start, size);
        memory.check((int) a[4], 4);
        int[] used = {0};
        byte[] entry = new byte[ENTRY_BYTES + 256];
        java.nio.ByteBuffer view = java.nio.ByteBuffer.wrap(entry).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        if (size > 0) {
            folder.list(a[3], (next, inode, kind, name) -> {
                view.putLong(0, next).putLong(8, inode).putInt(16, name.length)
                        .putInt(20, FileType.of(kind).number()).put(ENTRY_BYTES, name);
                int length = Math.min(ENTRY_BYTES + name.length, size - used[0]);
                memory.write(start + used[0], entry, 0, length);
                used[0] += length;
                return used[0] < size;
            });
        }
        memory.writeInt((int) a[4], used[0]);
    }
}
