package arcella.wasi.preview2.clocks;

/**
 * The record {@code datetime} of {@code wasi:clocks/wall-clock}: a moment, or a span.
 *
 * @param seconds since 1970-01-01T00:00:00Z, unsigned 64 bits
 * @param nanoseconds on top, 0 to 999,999,999
 */
public record Datetime(long seconds, long nanoseconds) {

    private static final long NANOS = 1_000_000_000L;

    /** From nanoseconds; what lies before 1970 cannot be told and becomes 1970. */
    public static Datetime ofNanos(long nanos) {
        long shown = Math.max(0, nanos);
        return new Datetime(shown / NANOS, shown % NANOS);
    }
}
