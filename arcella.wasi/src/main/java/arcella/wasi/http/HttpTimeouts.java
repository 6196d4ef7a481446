package arcella.wasi.http;

import java.time.Duration;

/**
 * How long parts of a request may take.
 *
 * @param connect until there is a connection, the look-up of the name included
 * @param firstByte from then on until the response's head is there
 * @param betweenBytes for each wait for more of the response's body
 */
public record HttpTimeouts(Duration connect, Duration firstByte, Duration betweenBytes) {

    private static final Duration DEFAULT = Duration.ofMinutes(10);

    /** Refuses times below zero. */
    public HttpTimeouts {
        if (connect.isNegative() || firstByte.isNegative() || betweenBytes.isNegative()) {
            throw new IllegalArgumentException("a time below zero");
        }
    }

    /** Ten minutes each: a guest's own deadline is most often shorter. */
    public static HttpTimeouts defaults() {
        return new HttpTimeouts(DEFAULT, DEFAULT, DEFAULT);
    }
}
