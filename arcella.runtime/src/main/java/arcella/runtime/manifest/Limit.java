package arcella.runtime.manifest;

import java.time.Duration;
import java.util.Locale;

/** What a module may use at most. Each has a default for untrusted modules. */
public enum Limit {
    /** Linear memory of one instance. */
    MEMORY(Unit.BYTES, 256L << 20, "Linear memory of one instance"),
    /** Fuel per call. */
    FUEL(Unit.COUNT, 10_000_000_000L, "Fuel per call"),
    /** Time per call. */
    DEADLINE(Unit.TIME, 30_000, "Time per call"),
    /** Elements in all tables of an instance. */
    TABLE_ELEMENTS(Unit.COUNT, 100_000, "Elements in all tables of an instance"),
    /** Core instances in one component instance. */
    INSTANCES(Unit.COUNT, 32, "Core instances in one component instance"),
    /** Tables in one component instance. */
    TABLES(Unit.COUNT, 16, "Tables in one component instance"),
    /** Memories in one component instance. */
    MEMORIES(Unit.COUNT, 8, "Memories in one component instance"),
    /** Frames of a guest's call stack. */
    CALL_DEPTH(Unit.COUNT, 20_000, "Frames of a guest's call stack"),
    /** Resource handles. */
    HANDLES(Unit.COUNT, 10_000, "Resource handles"),
    /** Strings, lists and buffers of one call to the host. */
    HOST_CALL_BYTES(Unit.BYTES, 64L << 20, "Strings, lists and buffers of one call to the host"),
    /** Random bytes of one call. */
    RANDOM_BYTES(Unit.BYTES, 64L << 10, "Random bytes of one call"),
    /** Bytes of HTTP fields. */
    HTTP_FIELD_BYTES(Unit.BYTES, 64L << 10, "Bytes of HTTP fields"),
    /** Open files. */
    OPEN_FILES(Unit.COUNT, 128, "Open files"),
    /** Open sockets. */
    SOCKETS(Unit.COUNT, 64, "Open sockets");

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
    private final String meaning;

    Limit(Unit unit, long standard, String meaning) {
        this.unit = unit;
        this.standard = standard;
        this.meaning = meaning;
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

    /** What it bounds, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether living instances take on a change; of fuel, where it is counted. */
    public boolean live() {
        return this == DEADLINE || this == HOST_CALL_BYTES || this == FUEL;
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
