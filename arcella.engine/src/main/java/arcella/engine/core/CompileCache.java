package arcella.engine.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import arcella.error.ArcellaException;

/**
 * Compiled modules in a folder, so that a second start does not compile.
 *
 * <p>One file per module, named by what went into it: the engine's version, the options, and the SHA-256 of the module
 * and of those loaded along with it. A file that does not agree with its check sums counts as absent and is removed.
 * Files are written beside and renamed into place, so that several processes may use one folder: a reader sees a whole file or none, and of two writers of the same key either
 * wins. When the folder holds more than its bound, the files used longest ago go.
 *
 * <p>The files hold Java classes that will be run, so that the folder must belong to this user alone: it is made with
 * mode 0700, and one that others can write to is refused.
 *
 * <p>Thread-safe.
 */
public final class CompileCache extends ModuleCache {

    private static final String SUFFIX = ".arcmod";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final long limitBytes;
    private final boolean writes;
    private final Clock clock;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();

    private CompileCache(Path folder, long limitBytes, boolean writes, Clock clock) {
        this.folder = folder;
        this.limitBytes = limitBytes;
        this.writes = writes;
        this.clock = clock;
    }

    /**
     * The cache in {@code folder}, which is made if it is not there.
     *
     * @param limitBytes how much it may hold
     * @throws ArcellaException with {@code CACHE} if the folder cannot be made or others can write to it
     */
    public static CompileCache open(Path folder, long limitBytes) {
        return open(folder, limitBytes, Clock.systemUTC());
    }

    static CompileCache open(Path folder, long limitBytes, Clock clock) {
        PrivateFolder.open(folder);
        return new CompileCache(folder, limitBytes, true, clock);
    }

    /** The cache in {@code folder} for reading only; what is missing is compiled and not kept. */
    public static CompileCache readOnly(Path folder) {
        PrivateFolder.check(folder);
        return new CompileCache(folder, 0, false, Clock.systemUTC());
    }

    /** How often a compiled module was found. */
    public long hits() {
        return hits.get();
    }

    /** How often none was found, or a damaged one. */
    public long misses() {
        return misses.get();
    }

    /** What the folder holds at present, in bytes. */
    public long bytes() {
        return entries().stream().mapToLong(Entry::bytes).sum();
    }

    @Override
    Optional<CompiledModule> find(byte[] key) {
        Path file = file(key);
        Optional<CompiledModule> found = Optional.empty();
        try {
            byte[] all = Files.readAllBytes(file);
            found = CacheFile.content(all, key).flatMap(CompiledModule::decode);
            if (writes) {
                if (found.isEmpty()) {
                    Files.deleteIfExists(file);
                } else {
                    used(file);
                }
            }
        } catch (IOException e) {
            // No such file, one that cannot be read, or one that another process removed since: what was read counts.
            if (!(e instanceof NoSuchFileException)) {
                warn("a compiled module could not be read from ", e);
            }
        }
        (found.isPresent() ? hits : misses).incrementAndGet();
        return found;
    }

    /** What is there counts as used. Reads the entries piece by piece, and decodes nothing. */
    @Override
    CacheState state(CacheKeys keys) {
        CacheState state = CacheState.WHOLE;
        for (byte[] key : keys.keys()) {
            Path file = file(key);
            try {
                if (!CacheFile.isWhole(file, key)) {
                    return CacheState.DAMAGED;
                }
                used(file);
            } catch (NoSuchFileException e) {
                state = CacheState.MISSING;
            } catch (IOException e) {
                warn("a compiled module could not be read from ", e);
                return CacheState.DAMAGED;
            }
        }
        return state;
    }

    /** Keeps a module. A full disk, or a folder that went away, costs the cache, not the caller. */
    @Override
    void store(byte[] key, CompiledModule module) {
        if (!writes) {
            return;
        }
        byte[] content = module.encode();
        if (content.length > limitBytes) {
            return;
        }
        try {
            Path temporary = Files.createTempFile(folder, "new-", ".tmp");
            try {
                Files.write(temporary, CacheFile.of(key, content));
                used(temporary);
                Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            evict();
        } catch (IOException e) {
            warn("a compiled module could not be kept in ", e);
        }
    }

    /**
     * Takes over what a process compiled that is not trusted, which has ended by now: exactly the modules of these keys,
     * from a folder with what a {@link HandoverCache} named, each of them only after {@link EntryCheck} has found in it nothing but what the compiler
     * makes. Nothing is read into memory as a whole, and nothing is kept unless all of it passes.
     *
     * @param keys as this process made them from the content
     * @param from the folder with the other process's entries; no link is followed there
     * @return false if not all is there, or it cannot be written here, which costs the cache and nobody else
     * @throws ArcellaException with {@code FOREIGN_CODE} if an entry is not what the compiler makes
     */
    public boolean adopt(CacheKeys keys, Path from) {
        Map<Path, Path> checked = new LinkedHashMap<>();
        try {
            long room = EntryCheck.MOST_BYTES;
            for (CacheKeys.Entry entry : keys.entries()) {
                Path copy = Files.createTempFile(folder, "new-", ".tmp");
                checked.put(copy, file(entry.key()));
                room -= EntryCheck.copy(from.resolve(file(entry.key()).getFileName()), copy, room);
                EntryCheck.check(copy, entry);
            }
            for (Map.Entry<Path, Path> each : checked.entrySet()) {
                used(each.getKey());
                Files.move(each.getKey(), each.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
            evict();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            warn("a compiled module could not be kept in ", e);
            return false;
        } finally {
            checked.keySet().forEach(this::discard);
        }
    }

    private void used(Path file) throws IOException {
        if (writes) {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        }
    }

    private void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // It is found abandoned later.
            warn("a temporary file could not be deleted from ", e);
        }
    }

    private void warn(String what, IOException e) {
        System.getLogger(CompileCache.class.getName()).log(System.Logger.Level.WARNING, what + folder, e);
    }

    private Path file(byte[] key) {
        return folder.resolve(name(key));
    }

    /** The name of the file that keeps a module. */
    static String name(byte[] key) {
        return java.util.HexFormat.of().formatHex(key) + SUFFIX;
    }

    private record Entry(Path file, long bytes, Instant used) {}

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                try {
                    entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException gone) {
                    continue;
                }
            }
        } catch (IOException e) {
            throw PrivateFolder.unusable(folder, "cannot be listed: " + e.getMessage(), e);
        }
        return entries;
    }

    private synchronized void evict() throws IOException {
        List<Entry> entries = new ArrayList<>(entries());
        for (Entry entry : List.copyOf(entries)) {
            if (!entry.file().toString().endsWith(SUFFIX)) {
                // Another process may be about to rename it.
                entries.remove(entry);
                if (entry.used().isBefore(clock.instant().minus(ABANDONED))) {
                    Files.deleteIfExists(entry.file());
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::used));
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry entry : entries) {
            if (total <= limitBytes) {
                return;
            }
            Files.deleteIfExists(entry.file());
            total -= entry.bytes();
        }
    }
}
