package arcella.wasi.keyvalue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

import arcella.error.ArcellaException;
import arcella.wasi.WasiError;
import arcella.wasi.keyvalue.KeyValueException.Reason;

/**
 * Buckets in one file of H2's MVStore.
 *
 * <p><b>Crashes.</b> Every write is committed to the file before it returns, whole: a killed process loses nothing that
 * it answered, and leaves no half of a write. The file is forced to the disk when it is closed and, under writes, once
 * a second: a loss of power may cost what was written since.
 *
 * <p><b>One thread.</b> All work is done by one daemon thread of the store's. The JDK closes a file when a thread is
 * interrupted in it, and guests' threads are interrupted by their deadlines; and so the writes of several guests follow
 * one another. Callers wait, and may be interrupted.
 */
public final class FileKeyValues implements KeyValues, AutoCloseable {

    private static final long SYNC_NANOS = 1_000_000_000L;
    private static final int CACHE_MEBIBYTES = 2;
    /** How long a part of the file that nothing needs any more is kept: longer than between two syncs. */
    private static final int RETENTION_MILLIS = 3_000;
    /** Files below this are not worth compacting. */
    private static final long COMPACT_BYTES = 16L << 20;
    private static final int COMPACT_EVERY = 256;
    private static final int PAGE_BYTES = 64 << 10;
    private static final String USED = "used";
    private static final String SEQUENCE = "sequence";

    private final Path file;
    private final KeyValueLimits limits;
    private final MVStore store;
    private final MVMap<String, Long> counters;
    private final Map<String, MVMap<String, byte[]>> buckets = new HashMap<>();
    private final ExecutorService worker;

    // Used by the worker's thread only.
    private long synced = System.nanoTime();
    private int writes;

    private FileKeyValues(Path file, MVStore store, Set<String> names, KeyValueLimits limits, ExecutorService worker) {
        this.file = file;
        this.limits = limits;
        this.store = store;
        this.worker = worker;
        store.setVersionsToKeep(0);
        store.setRetentionTime(RETENTION_MILLIS);
        counters = store.openMap("arcella", new MVMap.Builder<String, Long>().keyType(StringDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
        for (String name : names) {
            buckets.put(name, store.openMap("bucket." + name, new MVMap.Builder<String, byte[]>()
                    .keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE)));
        }
    }

    /**
     * Opens a store, and makes its file if there is none.
     *
     * @param file in a folder that exists
     * @param names the buckets it offers; those in the file under other names stay untouched
     * @throws ArcellaException with {@code BAD_STORE} if another process has it open, or it cannot be read
     */
    public static FileKeyValues open(Path file, Set<String> names, KeyValueLimits limits) {
        Objects.requireNonNull(limits, "limits");
        Set<String> offered = Set.copyOf(names);
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("arcella-keyvalue").factory());
        boolean opened = false;
        try {
            // There too: opening may be interrupted, like any use.
            FileKeyValues values = worker.submit(() -> new FileKeyValues(file, openFile(file), offered, limits, worker))
                    .get();
            opened = true;
            return values;
        } catch (ExecutionException e) {
            throw new ArcellaException(WasiError.BAD_STORE, "the key-value store " + file + " cannot be opened: "
                    + e.getCause().getMessage(),
                    "see that no other process has it open; a damaged file has to be restored or moved away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArcellaException(WasiError.BAD_STORE, "opening the key-value store " + file + " was interrupted",
                    "open it again", e);
        } finally {
            if (!opened) {
                worker.shutdown();
            }
        }
    }

    private static MVStore openFile(Path file) {
        return new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().cacheSize(CACHE_MEBIBYTES).open();
    }

    private <T> T run(Callable<T> work) throws KeyValueException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            Future<T> future = worker.submit(work);
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KeyValueException known) {
                throw new KeyValueException(known.reason(), known.getMessage(), known);
            }
            throw new KeyValueException(Reason.OTHER, "the key-value store failed: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (RejectedExecutionException | CancellationException e) {
            throw new KeyValueException(Reason.OTHER, "the key-value store is closed", e);
        }
    }

    private MVMap<String, byte[]> bucket(String name) throws KeyValueException {
        MVMap<String, byte[]> found = buckets.get(name);
        if (found == null) {
            throw new KeyValueException(Reason.NO_SUCH_STORE, "there is no bucket '" + name + "'");
        }
        return found;
    }

    private static Versioned decode(byte @Nullable [] stored) {
        return stored == null ? Versioned.ABSENT : new Versioned(ByteBuffer.wrap(stored).getLong(),
                Optional.of(Arrays.copyOfRange(stored, Long.BYTES, stored.length)));
    }

    @Override
    public void require(String identifier) throws KeyValueException {
        bucket(identifier);
    }

    @Override
    public Versioned get(String bucket, String key) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        return run(() -> decode(map.get(key)));
    }

    @Override
    public List<Versioned> getAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        List<String> wanted = List.copyOf(keys);
        return run(() -> wanted.stream().map(key -> decode(map.get(key))).toList());
    }

    @Override
    public void setAll(String bucket, Map<String, byte[]> values) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        Map<String, byte[]> given = Map.copyOf(values);
        run(() -> write(() -> {
            for (Map.Entry<String, byte[]> entry : given.entrySet()) {
                put(map, entry.getKey(), entry.getValue());
            }
            return true;
        }));
    }

    @Override
    public void deleteAll(String bucket, List<String> keys) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        List<String> given = List.copyOf(keys);
        run(() -> write(() -> {
            for (String key : given) {
                byte[] old = map.remove(key);
                if (old != null) {
                    count(USED, -size(key, old.length - Long.BYTES));
                }
            }
            return true;
        }));
    }

    @Override
    public boolean swap(String bucket, String key, long expected, byte[] value)
            throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        byte[] given = value.clone();
        return run(() -> decode(map.get(key)).version() == expected && write(() -> {
            put(map, key, given);
            return true;
        }));
    }

    @Override
    public long increment(String bucket, String key, long delta) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        return run(() -> write(() -> {
            Optional<byte[]> old = decode(map.get(key)).value();
            long before = old.isEmpty() ? 0 : number(key, old.get());
            long sum;
            try {
                sum = Math.addExact(before, delta);
            } catch (ArithmeticException e) {
                throw new KeyValueException(Reason.OTHER,
                        "'" + key + "' holds " + before + ", and adding " + delta + " overflows 64 bits", e);
            }
            put(map, key, Long.toString(sum).getBytes(StandardCharsets.US_ASCII));
            return sum;
        }));
    }

    private static long number(String key, byte[] value) throws KeyValueException {
        try {
            return Long.parseLong(new String(value, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            throw new KeyValueException(Reason.OTHER, "'" + key + "' does not hold a decimal number of 64 bits", e);
        }
    }

    @Override
    public KeyPage keys(String bucket, Optional<String> cursor) throws KeyValueException, InterruptedException {
        MVMap<String, byte[]> map = bucket(bucket);
        return run(() -> {
            List<String> keys = new ArrayList<>();
            int chars = 0;
            String key = cursor.isEmpty() ? map.firstKey() : map.higherKey(cursor.get());
            while (key != null && keys.size() < limits.pageKeys() && chars < PAGE_BYTES) {
                keys.add(key);
                chars += key.length();
                key = map.higherKey(key);
            }
            return new KeyPage(keys, key == null ? Optional.empty() : Optional.of(keys.getLast()));
        });
    }

    private static long size(String key, int valueBytes) {
        return KeyValueLimits.ENTRY_BYTES + key.getBytes(StandardCharsets.UTF_8).length + (long) valueBytes;
    }

    private long count(String counter, long delta) {
        long now = counters.getOrDefault(counter, 0L) + delta;
        counters.put(counter, now);
        return now;
    }

    private void put(MVMap<String, byte[]> map, String key, byte[] value) throws KeyValueException {
        if (value.length > limits.valueBytes()) {
            throw new KeyValueException(Reason.OTHER,
                    "a value of " + value.length + " bytes; the limit is " + limits.valueBytes());
        }
        int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (keyBytes > limits.keyBytes()) {
            throw new KeyValueException(Reason.OTHER, "a key of " + keyBytes + " bytes; the limit is "
                    + limits.keyBytes());
        }
        byte[] stored = ByteBuffer.allocate(Long.BYTES + value.length).putLong(count(SEQUENCE, 1)).put(value).array();
        byte[] old = map.put(key, stored);
        long more = size(key, value.length) - (old == null ? 0 : size(key, old.length - Long.BYTES));
        if (count(USED, more) > limits.storeBytes() && more > 0) {
            throw new KeyValueException(Reason.OTHER,
                    "the store is full: its limit is " + limits.storeBytes() + " bytes");
        }
    }

    /** Does a write as a whole: either all of it is committed, or none. */
    private <T> T write(Callable<T> work) throws Exception {
        long version = store.getCurrentVersion();
        boolean done = false;
        try {
            T result = work.call();
            store.commit();
            done = true;
            tidy();
            return result;
        } finally {
            if (!done && !store.isClosed()) {
                store.rollbackTo(version);
            }
        }
    }

    private void tidy() {
        long now = System.nanoTime();
        if (now - synced >= SYNC_NANOS) {
            synced = now;
            store.sync();
        }
        if (++writes % COMPACT_EVERY == 0) {
            long used = counters.getOrDefault(USED, 0L);
            if (store.getFileStore().size() > COMPACT_BYTES + 3 * used) {
                store.compactFile(50);
            }
        }
    }

    /** Writes what is left and closes the file. Waits for the work that callers had begun. */
    @Override
    public void close() {
        if (worker.isShutdown()) {
            return;
        }
        Future<?> closing = worker.submit(() -> store.close());
        worker.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                closing.get();
                break;
            } catch (InterruptedException e) {
                // The file must not stay open behind the caller's back.
                interrupted = true;
            } catch (ExecutionException e) {
                throw new ArcellaException(WasiError.BAD_STORE, "closing the key-value store " + file + " failed: "
                        + e.getCause().getMessage(), "what was answered is in the file; see that its disk has room", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
