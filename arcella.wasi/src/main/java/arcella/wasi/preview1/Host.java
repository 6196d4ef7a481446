package arcella.wasi.preview1;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.CoreInstance;
import arcella.engine.core.CoreMemory;
import arcella.error.ArcellaException;
import arcella.wasi.Ceiling;
import arcella.wasi.WasiConfig;
import arcella.wasi.WasiError;
import arcella.wasi.fs.FsException;
import arcella.wasi.fs.GuestPath;
import arcella.wasi.fs.Sandbox;

/** What the functions of one instance share: its configuration, its descriptors, and the memory of who calls. */
final class Host {

    private final WasiConfig config;
    private final Descriptors descriptors;
    private final Ceiling randomBytes;
    private @Nullable CoreInstance caller;
    private @Nullable CoreMemory memory;
    private @Nullable Buffers buffers;
    private @Nullable Sandbox sandbox;

    Host(WasiConfig config) {
        this.config = config;
        this.descriptors = new Descriptors(config.limits().openFiles(), config.notices());
        this.randomBytes = new Ceiling(config.limits().randomBytesPerCall());
    }

    WasiConfig config() {
        return config;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    /** How many random bytes one call may ask for. */
    Ceiling randomBytes() {
        return randomBytes;
    }

    /** Where the folders live; made at first use, as most guests have none. */
    Sandbox sandbox() {
        Sandbox found = sandbox;
        if (found == null) {
            found = Sandbox.create(config.notices());
            sandbox = found;
        }
        return found;
    }

    /** A path as the guest passes it. */
    GuestPath path(long address, long length) throws FsException {
        memory().check((int) address, (int) length);
        return GuestPath.of(memory().bytes(), (int) address, (int) length);
    }

    /** Closes everything. */
    void close() {
        descriptors.closeAll();
        Sandbox found = sandbox;
        if (found != null) {
            sandbox = null;
            found.close();
        }
    }

    /** Notes who calls. */
    void enter(CoreInstance now) {
        if (caller != now) {
            caller = now;
            memory = now.memory("memory").orElse(null);
        }
    }

    CoreMemory memory() {
        CoreMemory found = memory;
        if (found == null) {
            throw new ArcellaException(WasiError.NO_MEMORY,
                    "the module calls WASI but exports no memory named 'memory'", "export its memory under that name");
        }
        return found;
    }

    Buffers buffers(long table, long count) throws ErrnoException {
        Buffers found = buffers;
        if (found == null) {
            found = new Buffers(memory());
            buffers = found;
        }
        return found.load(memory(), (int) table, (int) count);
    }

    Descriptor descriptor(long number) throws ErrnoException {
        return descriptors.find((int) number);
    }
}
