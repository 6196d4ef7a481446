package arcella.runtime.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import arcella.error.ArcellaException;
import arcella.runtime.ModuleId;
import arcella.runtime.RuntimeError;

/**
 * The installed modules on disk, safe against a crash at any moment.
 *
 * <p>Layout: {@code content/<sha256>.wasm}, {@code state/<name>@<version>} and, for what did not read,
 * {@code damaged/}. A file is written under a temporary name, forced to the disk, renamed, and its folder forced to the
 * disk. Content comes before the state file that names it, and goes after: so the rename of a state file is the one
 * moment in which a module becomes installed or changes, and what a crash leaves behind is at most an unnamed file,
 * which the next start removes. An update that changes the version writes the new state file with the note that it
 * replaces the old one, removes the old one, and writes the note away; a start that finds the note finishes the work.
 * A state file also names the content that was in its module's place before; that stays until the next update.
 *
 * <p>Thread-safe; writers follow one another, readers see the last finished write. One process at a time: the home's
 * lock sees to that. When a method fails, the store is as before, on disk too, unless the disk refuses that as well; the
 * next start then mends it.
 */
public final class ModuleStore {

    /** How the names of files begin that are being written. */
    static final String TEMPORARY = ".tmp-";
    /** How the names of content files end, after the hash. */
    static final String WASM = ".wasm";

    private final Disk disk;
    private final Path contentFolder;
    private final Path stateFolder;
    private final Path damagedFolder;
    private final List<ArcellaException> problems = new CopyOnWriteArrayList<>();
    private final NavigableMap<ModuleId, ModuleRecord> records = new ConcurrentSkipListMap<>();
    /** Replaced modules whose state files are still there, with their successors; held by the lock. */
    private final Map<ModuleId, ModuleId> replacements = new HashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong temporaries = new AtomicLong();
    /** A change could be neither finished nor undone: no content is removed any more until the next start. */
    private boolean diskDiffers;

    /**
     * Opens the store, making its folders if need be, and mends what a crash left.
     *
     * @param folder {@code ${arcella.home}/modules}
     * @throws ArcellaException {@code STORE_WRITE} if the folders cannot be read or written
     */
    public static ModuleStore open(Path folder) {
        return new ModuleStore(folder, new Disk());
    }

    ModuleStore(Path folder, Disk disk) {
        this.disk = disk;
        this.contentFolder = folder.resolve("content");
        this.stateFolder = folder.resolve("state");
        this.damagedFolder = folder.resolve("damaged");
        try {
            Files.createDirectories(contentFolder);
            Files.createDirectories(stateFolder);
            recover();
        } catch (IOException e) {
            throw new ArcellaException(
                    RuntimeError.STORE_WRITE,
                    "the module store " + folder + " cannot be opened: " + e,
                    "check the folder's owner and permissions",
                    e);
        }
    }

    /** What did not read when the store was opened and was set aside, and files that could not be removed. */
    public List<ArcellaException> problems() {
        return List.copyOf(problems);
    }

    /** All modules, by name and version. */
    public List<ModuleRecord> records() {
        return List.copyOf(records.values());
    }

    /** One module. */
    public Optional<ModuleRecord> find(ModuleId id) {
        return Optional.ofNullable(records.get(id));
    }

    /** The file that holds a module's content. */
    public Path content(String sha256) {
        return contentFolder.resolve(sha256 + WASM);
    }

    /**
     * Takes content in under a temporary name.
     *
     * @param mostBytes the greatest size that is taken
     * @throws ArcellaException {@code BAD_CONTENT} if there is more, {@code STORE_WRITE} if it cannot be read or
     *     written; nothing stays behind
     */
    public StagedContent stage(InputStream content, long mostBytes) {
        Path file = temporary(contentFolder);
        boolean kept = false;
        try {
            MessageDigest digest = ContentHash.digest();
            long size = disk.copy(content, file, digest, mostBytes);
            if (size > mostBytes) {
                throw new ArcellaException(
                        RuntimeError.BAD_CONTENT,
                        "the content is larger than " + mostBytes + " bytes",
                        "build the module smaller, or strip its debug information");
            }
            kept = true;
            return new StagedContent(disk, file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException e) {
            throw failed("the content could not be taken in", e);
        } finally {
            if (!kept) {
                discard(file);
            }
        }
    }

    /**
     * Adds a module. When this returns, it is on the disk.
     *
     * @throws ArcellaException {@code ALREADY_INSTALLED} if the id is taken, {@code STORE_WRITE} if the disk refuses
     */
    public void add(ModuleRecord record, StagedContent content) {
        change(record.sha256(), () -> {
            if (records.containsKey(record.id())) {
                throw alreadyInstalled(record.id());
            }
            finishReplacementOf(record.id());
            keepContent(record, content);
            put(Optional.empty(), new StateFile(record, Optional.empty()));
        });
    }

    /**
     * Puts a module in the place of another, whose id it may share.
     *
     * @throws ArcellaException {@code ALREADY_INSTALLED} if its id is that of a third one, {@code STORE_WRITE} if the
     *     disk refuses
     */
    public void replace(ModuleId old, ModuleRecord record, StagedContent content) {
        replace(old, record, () -> keepContent(record, content));
    }

    /**
     * As {@link #replace(ModuleId, ModuleRecord, StagedContent)}, with content that the store has already, as that of
     * what was there before.
     *
     * @throws ArcellaException also {@code STORE_DAMAGED} if the content is not there
     */
    public void replace(ModuleId old, ModuleRecord record) {
        replace(old, record, () -> {
            if (!Files.isRegularFile(content(record.sha256()))) {
                throw new ArcellaException(
                        RuntimeError.STORE_DAMAGED, "the content of " + record.id() + " is not in the store any more",
                        "update the module with its file");
            }
        });
    }

    private void replace(ModuleId old, ModuleRecord record, Change content) {
        change(record.sha256(), () -> {
            ModuleRecord before = present(old);
            if (old.equals(record.id())) {
                content.run();
                put(Optional.of(before), new StateFile(record, Optional.empty()));
            } else {
                if (records.containsKey(record.id())) {
                    throw alreadyInstalled(record.id());
                }
                finishReplacementOf(record.id());
                content.run();
                put(Optional.empty(), new StateFile(record, Optional.of(old)));
                records.remove(old);
                replacements.put(old, record.id());
                finishIfPossible(old);
            }
            dropContentOf(before);
        });
    }

    /** Writes a changed wish or other change that keeps id and content. */
    public void save(ModuleRecord record) {
        change(record.sha256(), () -> {
            ModuleRecord before = present(record.id());
            if (!before.sha256().equals(record.sha256())) {
                throw new IllegalArgumentException("another content: use replace");
            }
            if (!before.equals(record)) {
                put(Optional.of(before), new StateFile(record, Optional.empty()));
            }
        });
    }

    /** Removes a module; its content too, unless another module shares it. */
    public void remove(ModuleId id) {
        change(present(id).sha256(), () -> {
            ModuleRecord before = present(id);
            disk.delete(stateFile(id));
            records.remove(id);
            try {
                disk.syncFolder(stateFolder);
            } catch (IOException e) {
                undo(e, () -> put(Optional.empty(), new StateFile(before, Optional.empty())));
                throw e;
            }
            dropContentOf(before);
        });
    }

    private void keepContent(ModuleRecord record, StagedContent content) throws IOException {
        if (!record.sha256().equals(content.sha256())) {
            throw new IllegalArgumentException("the record names another content");
        }
        disk.rename(content.file(), content(record.sha256()));
        disk.syncFolder(contentFolder);
    }

    /** Makes a state file be what it should be, or as it was before. */
    private void put(Optional<ModuleRecord> before, StateFile state) throws IOException {
        ModuleRecord record = state.record();
        Path file = temporary(stateFolder);
        try {
            disk.write(file, state.bytes());
            disk.rename(file, stateFile(record.id()));
        } catch (IOException e) {
            discard(file);
            throw e;
        }
        try {
            disk.syncFolder(stateFolder);
        } catch (IOException e) {
            undo(e, () -> {
                if (before.isPresent()) {
                    put(Optional.of(record), new StateFile(before.get(), Optional.empty()));
                } else {
                    disk.delete(stateFile(record.id()));
                }
            });
            throw e;
        }
        records.put(record.id(), record);
    }

    private void undo(IOException failure, Change back) {
        try {
            back.run();
        } catch (IOException e) {
            failure.addSuppressed(e);
            diskDiffers = true;
        }
    }

    /** Removes the state file of a module whose place another took, and the note that this is to be done. */
    private void finishReplacementOf(ModuleId old) throws IOException {
        ModuleId successor = replacements.get(old);
        if (successor == null) {
            return;
        }
        disk.delete(stateFile(old));
        disk.syncFolder(stateFolder);
        ModuleRecord record = records.get(successor);
        if (record != null) {
            put(Optional.of(record), new StateFile(record, Optional.empty()));
        }
        replacements.remove(old);
    }

    /** The replacement itself is done: what fails here is done before the old id is used again, or at the next start. */
    private void finishIfPossible(ModuleId old) {
        try {
            finishReplacementOf(old);
        } catch (IOException e) {
            problems.add(failed("the state file of " + old + ", which was replaced, could not be removed yet", e));
        }
    }

    /** A change of the disk that may fail. */
    private interface Change {
        void run() throws IOException;
    }

    /** Runs one change after the other, and lets no unused content stay, whether it succeeds or not. */
    private void change(String sha256, Change change) {
        writing.lock();
        try {
            change.run();
        } catch (IOException e) {
            throw failed("the module store could not be written", e);
        } finally {
            dropContentIfUnused(sha256);
            writing.unlock();
        }
    }

    private void dropContentOf(ModuleRecord record) {
        dropContentIfUnused(record.sha256());
        record.previous().ifPresent(before -> dropContentIfUnused(before.sha256()));
    }

    private void dropContentIfUnused(String sha256) {
        if (!diskDiffers && records.values().stream().noneMatch(record -> record.names(sha256))) {
            discard(content(sha256));
        }
    }

    /** Removes a file that nothing names. If the disk refuses, it does no harm, and the next start removes it. */
    private void discard(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            problems.add(failed(file.getFileName() + " could not be removed", e));
        }
    }

    private void recover() throws IOException {
        Recovery recovery = new Recovery(disk, contentFolder, stateFolder, damagedFolder, problems::add);
        List<StateFile> states = recovery.states();
        states.forEach(state -> records.put(state.record().id(), state.record()));
        for (StateFile state : states) {
            if (state.replaces().isPresent()) {
                ModuleId old = state.replaces().get();
                records.remove(old);
                replacements.put(old, state.record().id());
                finishReplacementOf(old);
            }
        }
        recovery.removeUnusedContent(records());
    }

    private ModuleRecord present(ModuleId id) {
        ModuleRecord record = records.get(id);
        if (record == null) {
            throw new ArcellaException(
                    RuntimeError.UNKNOWN_MODULE, "no module " + id + " is installed", "see module:list");
        }
        return record;
    }

    private Path stateFile(ModuleId id) {
        return stateFolder.resolve(id.toString());
    }

    private Path temporary(Path folder) {
        return folder.resolve(TEMPORARY + ProcessHandle.current().pid() + "-" + temporaries.incrementAndGet());
    }

    private static ArcellaException alreadyInstalled(ModuleId id) {
        return new ArcellaException(
                RuntimeError.ALREADY_INSTALLED,
                "module " + id + " is installed already",
                "replace it with module:update, or install it under another version with --version");
    }

    private ArcellaException failed(String what, IOException e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        return new ArcellaException(
                RuntimeError.STORE_WRITE,
                what + ": " + why,
                "check the free space and the permissions of " + contentFolder.getParent(),
                e);
    }
}
