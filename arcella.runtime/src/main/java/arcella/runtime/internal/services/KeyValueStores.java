package arcella.runtime.internal.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import arcella.error.ArcellaException;
import arcella.runtime.RuntimeError;
import arcella.wasi.keyvalue.FileKeyValues;
import arcella.wasi.keyvalue.KeyValueLimits;
import arcella.wasi.keyvalue.KeyValues;

/**
 * The modules' key-value stores: one file for each module's name, opened when it is first used. All versions of a module
 * share it, as they share the data folder, and it stays when the module is removed. Thread-safe.
 *
 * <p>The files lie beside the modules' data folders and not inside them: a module may have its whole folder as a preopen,
 * and the container's process must not read what a guest has written there byte by byte.
 */
public final class KeyValueStores implements AutoCloseable {

    /** The bucket that there is; an empty name means it, too. */
    static final String BUCKET = "default";

    private final Path folder;

    // Guarded by this.
    private final Map<String, FileKeyValues> open = new HashMap<>();
    private boolean closed;

    /** @param folder made when it is first needed */
    public KeyValueStores(Path folder) {
        this.folder = folder;
    }

    /** The store of the modules of a name; opens nothing yet. */
    KeyValues of(String name) {
        return new LazyKeyValues(() -> opened(name));
    }

    private synchronized KeyValues opened(String name) {
        FileKeyValues present = open.get(name);
        if (present != null) {
            return present;
        }
        if (closed) {
            throw new ArcellaException(RuntimeError.NOT_READY, "the container is stopping", "start it again");
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new ArcellaException(RuntimeError.STORE_WRITE, "the folder " + folder + " cannot be made: " + e,
                    "check its permissions", e);
        }
        FileKeyValues made = FileKeyValues.open(file(name), Set.of(BUCKET), KeyValueLimits.defaults());
        open.put(name, made);
        return made;
    }

    /** Where the modules of a name have what they keep; there once they keep something. */
    public Path file(String name) {
        return folder.resolve(name + ".mv");
    }

    /** No module of that name is left: what they kept stays, closed. */
    public void release(String name) {
        FileKeyValues gone;
        synchronized (this) {
            gone = open.remove(name);
        }
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(FileKeyValues::close);
        open.clear();
    }
}
