package arcella.engine.core;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The compiled modules of one binary, for a process that seals itself before it decodes that binary and cannot open a
 * file from then on.
 *
 * <p>All that needs the file system happens in {@link #open}: one file per binary, named by the binary's hash, which
 * needs no decoding, is read if it is whole; else it is kept open, to be written at the end of the first load and closed
 * then, before any of the binary's code has run. A process that is led astray by a binary that it decodes can so spoil
 * the file of that very binary, and no other. A file that was written in part, or is being written by another process,
 * does not agree with its check sums and counts as absent; a lock lets one process write at a time.
 *
 * <p>For one load at a time.
 */
public final class SealedCache extends ModuleCache {

    private static final String SUFFIX = ".arcrun";

    private final byte[] name;
    private final Map<String, byte[]> known;
    private final long limitBytes;
    private @Nullable FileChannel channel;

    private SealedCache(byte[] name, Map<String, byte[]> known, long limitBytes, @Nullable FileChannel channel) {
        this.name = name;
        this.known = known;
        this.limitBytes = limitBytes;
        this.channel = channel;
    }

    /**
     * Reads what is known of a binary, or makes ready to write it.
     *
     * @param folder made with mode 0700 if it is not there
     * @param sha256 the binary's hash, in hexadecimal
     * @param options with which it will be compiled
     * @param limitBytes how much the folder may hold; the files used longest ago go
     * @throws arcella.error.ArcellaException with {@code CACHE} if the folder cannot be used, or others can write to it
     */
    public static SealedCache open(Path folder, String sha256, CoreOptions options, long limitBytes) {
        PrivateFolder.open(folder);
        byte[] name = CoreEngine.key(HexFormat.of().parseHex(sha256), options);
        Path file = folder.resolve(HexFormat.of().formatHex(name) + SUFFIX);
        try {
            FileChannel channel = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            boolean mine = locked(channel);
            Optional<Map<String, byte[]>> known = CacheFile.content(all(channel), name).map(SealedCache::entries);
            if (known.isPresent() || !mine) {
                channel.close();
                if (known.isPresent()) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                }
                return new SealedCache(name, known.orElse(new HashMap<>()), 0, null);
            }
            channel.truncate(0);
            makeRoom(folder, limitBytes);
            return new SealedCache(name, new HashMap<>(), limitBytes, channel);
        } catch (IOException e) {
            throw PrivateFolder.unusable(folder, "cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static byte[] all(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 16));
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // Goes on.
        }
        return all.hasRemaining() ? new byte[0] : all.array();
    }

    private static void makeRoom(Path folder, long limitBytes) throws IOException {
        record Entry(Path file, long bytes, FileTime used) {}
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    entries.add(new Entry(file, Files.size(file), Files.getLastModifiedTime(file)));
                } catch (NoSuchFileException gone) {
                    continue;
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

    /** The entries of a content that is whole. */
    private static Map<String, byte[]> entries(byte[] content) {
        Map<String, byte[]> entries = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(content);
        while (in.hasRemaining()) {
            byte[] key = new byte[CacheFile.KEY_BYTES];
            in.get(key);
            byte[] module = new byte[in.getInt()];
            in.get(module);
            entries.put(HexFormat.of().formatHex(key), module);
        }
        return entries;
    }

    @Override
    Optional<CompiledModule> find(byte[] key) {
        return Optional.ofNullable(known.get(HexFormat.of().formatHex(key))).flatMap(CompiledModule::decode);
    }

    @Override
    void store(byte[] key, CompiledModule module) {
        if (channel != null) {
            known.put(HexFormat.of().formatHex(key), module.encode());
        }
    }

    @Override
    CacheState state(CacheKeys keys) {
        return keys.keys().stream().allMatch(key -> known.containsKey(HexFormat.of().formatHex(key)))
                ? CacheState.WHOLE : CacheState.MISSING;
    }

    /** Writes what was compiled, and lets go of the file. A full disk costs the cache, not the caller. */
    @Override
    void loaded() {
        FileChannel out = channel;
        channel = null;
        if (out == null) {
            return;
        }
        try (out) {
            byte[] all = CacheFile.of(name, content());
            if (all.length <= limitBytes) {
                ByteBuffer rest = ByteBuffer.wrap(all);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
        } catch (IOException e) {
            System.getLogger(SealedCache.class.getName()).log(System.Logger.Level.WARNING,
                    "the compiled module could not be kept: " + e.getMessage());
        }
    }

    private byte[] content() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Map.Entry<String, byte[]> entry : known.entrySet()) {
            out.write(HexFormat.of().parseHex(entry.getKey()));
            out.writeInt(entry.getValue().length);
            out.write(entry.getValue());
        }
        return bytes.toByteArray();
    }
}
