package arcella.worker;

import arcella.wit.value.WitValue;

/**
 * How handles of streams of {@code wasi:io/streams} are told from those of modules' own resources in values between
 * modules: their numbers have a bit that those of others never have. Stateless.
 */
public final class StreamNumbers {

    private static final long STREAM = 1L << 62;
    private static final long FOR_WORKER = 1L << 61;

    private StreamNumbers() {}

    /** Whether a handle is a stream's. Anything else about it is for whoever gave the number to say. */
    public static boolean isStream(WitValue.Handle handle) {
        return handle.id() > 0 && (handle.id() & STREAM) != 0;
    }

    /** The number of the stream that is the so-manieth of those that go out of here. */
    public static long of(long count) {
        return STREAM | count;
    }

    /** The number that a worker is given for the so-manieth stream that comes to one of its instances. */
    public static long forWorker(long count) {
        return STREAM | FOR_WORKER | count;
    }

    /** Whether a worker that passes it on was given that number, and has no such stream of its own. */
    public static boolean isForWorker(long number) {
        return (number & FOR_WORKER) != 0;
    }
}
