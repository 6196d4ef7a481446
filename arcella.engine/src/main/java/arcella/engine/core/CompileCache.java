package arcella.engine.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

import arcella.engine.EngineError;
import arcella.error.ArcellaException;

/**
 * Compiled modules in a folder, so that a second start does not compile.
 *
 * <p>One file per module, named by what went into it: the engine's version, the options, and the SHA-256 of the module
 * and of those loaded along with it. A file is a mark, its own key, the content and check sums; one that does not agree
 * with itself counts as absent and is removed. The check sums (CRC-32 and CRC-32C) are against damage, not against
 * malice: they cost nothing even in a Java process that has just started, where a SHA-256 would take longer than all
 * the rest, and who can write to the folder could write a right SHA-256 too. Files are written beside and renamed into place, so that
 * several processes may use one folder: a reader sees a whole file or none, and of two writers of the same key either
 * wins. When the folder holds more than its bound, the files used longest ago go.
 *
 * <p>The files hold Java classes that will be run, so that the folder must belong to this user alone: it is made with
 * mode 0700, and one that others can write to is refused.
 *
 * <p>Thread-safe.
 */
public final class CompileCache {

    private static final byte[] MARK = {'A', 'R', 'C', '-', 'M', 'O', 'D', 1};
    private static final int KEY_BYTES = 32;
    private static final int SUM_BYTES = 8;
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
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(mine));
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be made: " + e.getMessage(), e);
        }
        checkPrivate(folder);
        checkOwner(folder);
        return new CompileCache(folder, limitBytes, true, clock);
    }

    /** The cache in {@code folder} for reading only; what is missing is compiled and not kept. */
    public static CompileCache readOnly(Path folder) {
        checkPrivate(folder);
        return new CompileCache(folder, 0, false, Clock.systemUTC());
    }

    private static void checkPrivate(Path folder) {
        try {
            Set<PosixFilePermission> others = EnumSet.of(PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(folder));
            if (!others.isEmpty()) {
                throw new ArcellaException(EngineError.CACHE,
                        "the compile cache " + folder + " can be written by other users, who could have their code run",
                        "chmod 700 it, after removing what is inside");
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whoever owns the folder can make it writable. */
    private static void checkOwner(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "new-", ".tmp");
            try {
                if (!Files.getOwner(probe).equals(Files.getOwner(folder))) {
                    throw new ArcellaException(EngineError.CACHE, "the compile cache " + folder + " belongs to "
                            + Files.getOwner(folder).getName() + ", who could have other code run",
                            "use a folder of your own");
                }
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw unusable(folder, "cannot be written: " + e.getMessage(), e);
        }
    }

    private static ArcellaException unusable(Path folder, String why, IOException e) {
        return new ArcellaException(EngineError.CACHE, "the compile cache " + folder + " " + why,
                "make it a folder that this user alone can write to", e);
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

    /** The content kept under a key, if it is there and whole. */
    Optional<CompiledModule> find(byte[] key) {
        Path file = file(key);
        Optional<CompiledModule> found = Optional.empty();
        try {
            byte[] all = Files.readAllBytes(file);
            found = content(all, key).flatMap(CompiledModule::decode);
            if (writes) {
                if (found.isEmpty()) {
                    Files.deleteIfExists(file);
                } else {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
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

    /** Whether everything is there and whole. What is counts as used; reads the entries, and decodes nothing. */
    CacheState state(CacheKeys keys) {
        CacheState state = CacheState.WHOLE;
        for (byte[] key : keys.keys()) {
            Path file = file(key);
            try {
                if (content(Files.readAllBytes(file), key).isEmpty()) {
                    return CacheState.DAMAGED;
                }
                if (writes) {
                    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                }
            } catch (NoSuchFileException e) {
                state = CacheState.MISSING;
            } catch (IOException e) {
                warn("a compiled module could not be read from ", e);
                return CacheState.DAMAGED;
            }
        }
        return state;
    }

    private static Optional<byte[]> content(byte[] all, byte[] key) {
        int start = MARK.length + KEY_BYTES;
        int end = all.length - SUM_BYTES;
        if (end < start || !Arrays.equals(all, 0, MARK.length, MARK, 0, MARK.length)
                || !Arrays.equals(all, MARK.length, start, key, 0, KEY_BYTES)) {
            return Optional.empty();
        }
        return ByteBuffer.wrap(all, end, SUM_BYTES).getLong() == sums(all, end)
                ? Optional.of(Arrays.copyOfRange(all, start, end)) : Optional.empty();
    }

    private static long sums(byte[] bytes, int end) {
        CRC32 one = new CRC32();
        one.update(bytes, 0, end);
        CRC32C other = new CRC32C();
        other.update(bytes, 0, end);
        return one.getValue() << 32 | other.getValue();
    }

    /** Keeps a module. A full disk, or a folder that went away, costs the cache, not the caller. */
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
                ByteBuffer all = ByteBuffer.allocate(MARK.length + KEY_BYTES + content.length + SUM_BYTES);
                all.put(MARK).put(key).put(content);
                all.putLong(sums(all.array(), all.position()));
                Files.write(temporary, all.array());
                Files.setLastModifiedTime(temporary, FileTime.from(clock.instant()));
                Files.move(temporary, file(key), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            evict();
        } catch (IOException e) {
            warn("a compiled module could not be kept in ", e);
        }
    }

    private void warn(String what, IOException e) {
        System.getLogger(CompileCache.class.getName()).log(System.Logger.Level.WARNING, what + folder, e);
    }

    private Path file(byte[] key) {
        return folder.resolve(java.util.HexFormat.of().formatHex(key) + SUFFIX);
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
            throw unusable(folder, "cannot be listed: " + e.getMessage(), e);
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
