package arcella.worker.internal.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import arcella.error.ArcellaException;
import arcella.wasi.io.StreamPort;
import arcella.worker.StreamNumbers;
import arcella.worker.WorkerError;

/**
 * The streams that are on their way from one instance to another, in the process through which all calls between modules
 * go: put down by the one with a number, taken up by the other. Thread-safe.
 */
public final class StreamHub {

    /** The one of this process. */
    public static final StreamHub HERE = new StreamHub();

    private final AtomicLong count = new AtomicLong();
    private final Map<Long, Passing> passing = new ConcurrentHashMap<>();

    private record Passing(StreamPort port, boolean lent) {}

    /**
     * Puts a stream down.
     *
     * @param lent whether it is to be had for the time of a call only
     */
    public long put(StreamPort port, boolean lent) {
        long number = StreamNumbers.of(count.incrementAndGet());
        passing.put(number, new Passing(port, lent));
        return number;
    }

    /** Takes up one for good. */
    public StreamPort take(long number) {
        Passing found = passing.get(number);
        if (found == null || found.lent() || !passing.remove(number, found)) {
            throw gone();
        }
        return found.port();
    }

    /** Puts one back that was taken up for nothing. */
    public void putBack(long number, StreamPort port) {
        passing.put(number, new Passing(port, false));
    }

    /** One for the time of a call. */
    public StreamPort borrow(long number) {
        Passing found = passing.get(number);
        if (found == null || !found.lent()) {
            throw gone();
        }
        return found.port();
    }

    static ArcellaException gone() {
        return new ArcellaException(WorkerError.RESOURCE_GONE, "a stream was passed that is not there any more",
                "make the stream anew");
    }

    /** The call is over for which it was put down; what is still here ends. */
    public void over(long number) {
        Passing found = passing.remove(number);
        if (found != null) {
            found.port().drop();
        }
    }

    /** These end, whether or not anybody takes them up. */
    public void forget(Predicate<StreamPort> ended) {
        passing.values().removeIf(one -> ended.test(one.port()));
    }

    /** How many are on their way. */
    public int size() {
        return passing.size();
    }
}
