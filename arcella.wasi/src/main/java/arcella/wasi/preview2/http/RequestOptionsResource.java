package arcella.wasi.preview2.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import arcella.engine.binding.WitName;
import arcella.wasi.http.HttpTimeouts;

/** The resource {@code request-options}: times in nanoseconds, unsigned. Used by one thread at a time. */
@WitName("request-options")
public final class RequestOptionsResource implements AutoCloseable {

    private Optional<Long> connect = Optional.empty();
    private Optional<Long> firstByte = Optional.empty();
    private Optional<Long> betweenBytes = Optional.empty();

    /** {@code connect-timeout}. */
    public Optional<Long> connectTimeout() {
        return connect;
    }

    /** {@code set-connect-timeout}. */
    public void setConnectTimeout(Optional<Long> duration) throws Refusal {
        connect = Objects.requireNonNull(duration, "duration");
    }

    /** {@code first-byte-timeout}. */
    public Optional<Long> firstByteTimeout() {
        return firstByte;
    }

    /** {@code set-first-byte-timeout}. */
    public void setFirstByteTimeout(Optional<Long> duration) throws Refusal {
        firstByte = Objects.requireNonNull(duration, "duration");
    }

    /** {@code between-bytes-timeout}. */
    public Optional<Long> betweenBytesTimeout() {
        return betweenBytes;
    }

    /** {@code set-between-bytes-timeout}. */
    public void setBetweenBytesTimeout(Optional<Long> duration) throws Refusal {
        betweenBytes = Objects.requireNonNull(duration, "duration");
    }

    HttpTimeouts timeouts() {
        HttpTimeouts unset = HttpTimeouts.defaults();
        return new HttpTimeouts(connect.map(RequestOptionsResource::duration).orElse(unset.connect()),
                firstByte.map(RequestOptionsResource::duration).orElse(unset.firstByte()),
                betweenBytes.map(RequestOptionsResource::duration).orElse(unset.betweenBytes()));
    }

    private static Duration duration(long nanos) {
        return Duration.ofNanos(nanos < 0 ? Long.MAX_VALUE : nanos);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
