package arcella.wasi.preview1;

import java.io.IOException;

import arcella.engine.core.CoreMemory;
import arcella.wasi.fs.FileStat.FileTime;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.TimeChange;

/** The functions that take an open descriptor ({@code fd_…}). */
final class DescriptorFunctions {

    private static final int FDSTAT_BYTES = 24;
    private static final int LAST_ADVICE = 5;
    static final int ACCESS = 1;
    private static final int ACCESS_NOW = 1 << 1;
    static final int MODIFY = 1 << 2;
    private static final int MODIFY_NOW = 1 << 3;

    private final Host host;

    DescriptorFunctions(Host host) {
        this.host = host;
    }

    void addTo(FunctionTable table) {
        table.add("fd_advise", "illi", a -> advise(a));
        table.add("fd_allocate", "ill", a -> allocate(a));
        table.add("fd_close", "i", a -> host.descriptors().close((int) a[0]));
        table.add("fd_datasync", "i", a -> host.descriptor(a[0]).sync(true));
        table.add("fd_fdstat_get", "ii", a -> stat(a));
        table.add("fd_fdstat_set_flags", "ii", a -> setFlags(a));
        table.add("fd_fdstat_set_rights", "ill", a -> host.descriptor(a[0]).restrict(a[1], a[2]));
        table.add("fd_filestat_get", "ii", a -> host.descriptor(a[0]).stat().store(host.memory(), (int) a[1]));
        table.add("fd_filestat_set_size", "il", a -> host.descriptor(a[0]).setSize(nonNegative(a[1])));
        table.add("fd_filestat_set_times", "illi", a -> setTimes(a));
        table.add("fd_pread", "iiili", a -> {
            host.memory().check((int) a[4], 4);
            Descriptor from = host.descriptor(a[0]);
            answer(a[4], from.readAt(host.buffers(a[1], a[2]), nonNegative(a[3])));
        });
        table.add("fd_pwrite", "iiili", a -> {
            host.memory().check((int) a[4], 4);
            Descriptor to = host.descriptor(a[0]);
            answer(a[4], to.writeAt(host.buffers(a[1], a[2]), nonNegative(a[3])));
        });
        table.add("fd_read", "iiii", a -> read(a));
        table.add("fd_renumber", "ii", a -> host.descriptors().renumber((int) a[0], (int) a[1]));
        table.add("fd_seek", "ilii", a -> {
            host.memory().check((int) a[3], 8);
            host.memory().writeLong((int) a[3], host.descriptor(a[0]).seek(a[1], (int) a[2] & 0xff));
        });
        table.add("fd_sync", "i", a -> host.descriptor(a[0]).sync(false));
        table.add("fd_tell", "ii", a -> host.memory().writeLong((int) a[1], host.descriptor(a[0]).tell()));
        table.add("fd_write", "iiii", a -> write(a));
    }

    /** An offset or size; the kernel's end at 2^63. */
    private static long nonNegative(long value) throws ErrnoException {
        if (value < 0) {
            throw Errno.INVAL.failure();
        }
        return value;
    }

    private void answer(long address, int value) {
        host.memory().writeInt((int) address, value);
    }

    private void read(long[] a) throws ErrnoException, FsException, IOException, InterruptedException {
        // Checked first: what was read must not be lost to a bad pointer.
        host.memory().check((int) a[3], 4);
        Descriptor from = host.descriptor(a[0]);
        answer(a[3], from.read(host.buffers(a[1], a[2])));
    }

    private void write(long[] a) throws ErrnoException, FsException, IOException, InterruptedException {
        host.memory().check((int) a[3], 4);
        Descriptor to = host.descriptor(a[0]);
        answer(a[3], to.write(host.buffers(a[1], a[2])));
    }

    private void advise(long[] a) throws ErrnoException, FsException {
        Descriptor target = host.descriptor(a[0]);
        int advice = (int) a[3] & 0xff;
        if (advice > LAST_ADVICE) {
            throw Errno.INVAL.failure();
        }
        target.advise(nonNegative(a[1]), nonNegative(a[2]), advice);
    }

    private void allocate(long[] a) throws ErrnoException, FsException {
        host.descriptor(a[0]).allocate(nonNegative(a[1]), nonNegative(a[2]));
    }

    private void stat(long[] a) throws ErrnoException {
        Descriptor target = host.descriptor(a[0]);
        CoreMemory memory = host.memory();
        int address = (int) a[1];
        memory.fill(address, (byte) 0, FDSTAT_BYTES);
        memory.writeByte(address, target.type().number());
        memory.writeShort(address + 2, (short) target.flags());
        memory.writeLong(address + 8, target.rights());
        memory.writeLong(address + 16, target.inheriting());
    }

    private void setFlags(long[] a) throws ErrnoException {
        Descriptor target = host.descriptor(a[0]);
        target.setFlags(flags(a[1]));
    }

    /** Descriptor flags as a call gives them, unknown ones refused. */
    static int flags(long slot) throws ErrnoException {
        int flags = (int) slot & 0xffff;
        if ((flags & ~Descriptor.ALL_FLAGS) != 0) {
            throw Errno.INVAL.failure();
        }
        return flags;
    }

    private void setTimes(long[] a) throws ErrnoException, FsException {
        Descriptor target = host.descriptor(a[0]);
        int which = times(a[3]);
        target.setTimes(change(which, ACCESS, a[1]), change(which, MODIFY, a[2]));
    }

    /** Which times to set, contradictions refused. */
    static int times(long slot) throws ErrnoException {
        int which = (int) slot & 0xffff;
        boolean unknown = (which & ~(ACCESS | ACCESS_NOW | MODIFY | MODIFY_NOW)) != 0;
        boolean both = (which & ACCESS) != 0 && (which & ACCESS_NOW) != 0
                || (which & MODIFY) != 0 && (which & MODIFY_NOW) != 0;
        if (unknown || both) {
            throw Errno.INVAL.failure();
        }
        return which;
    }

    /** What the flags say about the time whose first flag is {@code set}. */
    static TimeChange change(int which, int set, long nanos) {
        if ((which & set) != 0) {
            return new TimeChange.At(FileTime.ofNanos(nanos));
        }
        return (which & set << 1) != 0 ? new TimeChange.Now() : new TimeChange.Keep();
    }
}
