package arcella.runtime.manifest;

import java.time.Duration;
import java.util.Locale;

/** What a module may use at most. Each has a default for untrusted modules. */
public enum Limit {
    /** Linear memory of one instance. */
    MEMORY(Unit.BYTES, 256L << 20),
    /** Fuel per call. */
    FUEL(Unit.COUNT, 10_000_000_000L),
    /** Time per call. */
    DEADLINE(Unit.TIME, 30_000),
    /** Elements in all tables of an instance. */
    TABLE_ELEMENTS(Unit.COUNT, 100_000),
    /** Core instances in one component instance. */
    INSTANCES(Unit.COUNT, 32),
    /** Tables in one component instance. */
    TABLES(Unit.COUNT, 16),
    /** Memories in one component instance. */
    MEMORIES(Unit.COUNT, 8),
    /** Frames of a guest's call stack. */
    CALL_DEPTH(Unit.COUNT, 20_000),
    /** Resource handles. */
    HANDLES(Unit.COUNT, 10_000),
    /** Strings, lists and buffers of one call to the host. */
    HOST_CALL_BYTES(Unit.BYTES, 64L << 20),
    /** Random bytes of one call. */
    RANDOM_BYTES(Unit.BYTES, 64L << 10),
    /** Bytes of HTTP fields. */
    HTTP_FIELD_BYTES(Unit.BYTES, 64L << 10),
    /** Open files. */
    OPEN_FILES(Unit.COUNT, 128),
    /** Open sockets. */
    SOCKETS(Unit.COUNT, 64);

    /** What a limit counts. */
    public enum Unit {
        /** Bytes, written {@code "64MiB"}. */
        BYTES,
        /** A plain number. */
        COUNT,
        /** Milliseconds, written {@code "5s"}. */
        TIME
    }

    private final Unit unit;
    private final long standard;

    Limit(Unit unit, long standard) {
        this.unit = unit;
        this.standard = standard;
    }

    /** The key in the manifest, such as {@code table-elements}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it counts. */
    public Unit unit() {
        return unit;
    }

    /** The default for untrusted modules, in bytes, pieces or milliseconds. */
    public long standard() {
        return standard;
    }

    /** A value of this limit as a manifest writes it. */
    public String text(long value) {
        return switch (unit) {
            case BYTES -> new ByteSize(value).toString();
            case COUNT -> Long.toString(value);
            case TIME -> Durations.text(Duration.ofMillis(value));
        };
    }
}
