package arcella.wasi.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import jdk.net.ExtendedSocketOptions;

/**
 * The options of one TCP socket. A socket accepted from another starts with the other's. Values out of the system's range
 * are clamped, and zero is refused, as WASI has it. Used by one thread at a time.
 */
public final class TcpOptions {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Range(long least, long most) {

        int clamp(long unsigned) {
            return (int) (unsigned < 0 ? most : Math.clamp(unsigned, least, most));
        }
    }

    /** What Linux takes; more is an error there. */
    private static final Range SECONDS = new Range(1, 32_767);
    private static final Range COUNT = new Range(1, 127);
    private static final Range BUFFER = new Range(1, 64 << 20);

    private final Supplier<NetworkChannel> channel;
    private final Map<SocketOption<?>, Object> chosen = new LinkedHashMap<>();
    private final Map<SocketOption<?>, Object> found = new HashMap<>();

    TcpOptions(Supplier<NetworkChannel> channel) {
        this.channel = channel;
    }

    private static void refuseZero(long value) throws NetworkException {
        if (value == 0) {
            throw NetworkError.INVALID_ARGUMENT.failure();
        }
    }

    private <T> T read(SocketOption<T> option) throws NetworkException {
        NetworkChannel present = channel.get();
        if (!present.isOpen()) {
            throw NetworkError.INVALID_STATE.failure();
        }
        if (present.supportedOptions().contains(option)) {
            try {
                return present.getOption(option);
            } catch (IOException e) {
                throw NetworkError.of(e).failure();
            }
        }
        Object known = chosen.getOrDefault(option, found.get(option));
        if (known == null) {
            throw NetworkError.NOT_SUPPORTED.failure();
        }
        return option.type().cast(known);
    }

    private <T> void write(SocketOption<T> option, T value) throws NetworkException {
        NetworkChannel present = channel.get();
        if (!present.isOpen()) {
            throw NetworkError.INVALID_STATE.failure();
        }
        apply(present, option, value);
        chosen.put(option, value);
    }

    private static <T> void apply(NetworkChannel channel, SocketOption<T> option, T value) throws NetworkException {
        if (channel.supportedOptions().contains(option)) {
            try {
                channel.setOption(option, value);
            } catch (IOException e) {
                throw NetworkError.of(e).failure();
            }
        }
    }

    /** Sets on another channel what was chosen here, and keeps what a channel about to be closed has by itself. */
    @SuppressWarnings("unchecked")
    void moveTo(NetworkChannel next) throws NetworkException {
        for (SocketOption<?> option : new SocketOption<?>[] {StandardSocketOptions.SO_KEEPALIVE,
                StandardSocketOptions.SO_SNDBUF, ExtendedSocketOptions.TCP_KEEPIDLE,
                ExtendedSocketOptions.TCP_KEEPINTERVAL, ExtendedSocketOptions.TCP_KEEPCOUNT}) {
            if (!next.supportedOptions().contains(option) && channel.get().supportedOptions().contains(option)) {
                found.put(option, read(option));
            }
        }
        for (Map.Entry<SocketOption<?>, Object> entry : chosen.entrySet()) {
            apply(next, (SocketOption<Object>) entry.getKey(), entry.getValue());
        }
    }

    /** Gives another socket, accepted from this one, the same. */
    @SuppressWarnings("unchecked")
    void inheritTo(TcpOptions accepted) throws NetworkException {
        for (Map.Entry<SocketOption<?>, Object> entry : chosen.entrySet()) {
            accepted.write((SocketOption<Object>) entry.getKey(), entry.getValue());
        }
    }

    /** Whether the connection is kept alive. */
    public boolean keepAlive() throws NetworkException {
        return read(StandardSocketOptions.SO_KEEPALIVE);
    }

    /** Sets whether the connection is kept alive. */
    public void keepAlive(boolean value) throws NetworkException {
        write(StandardSocketOptions.SO_KEEPALIVE, value);
    }

    private long nanos(SocketOption<Integer> option) throws NetworkException {
        return read(option) * NANOS_PER_SECOND;
    }

    private void nanos(SocketOption<Integer> option, long nanos) throws NetworkException {
        refuseZero(nanos);
        // Rounded up: a span of less than a second is not none.
        long seconds = Long.divideUnsigned(nanos, NANOS_PER_SECOND)
                + (Long.remainderUnsigned(nanos, NANOS_PER_SECOND) == 0 ? 0 : 1);
        write(option, SECONDS.clamp(seconds));
    }

    /** The time of silence before the connection is probed, in nanoseconds. */
    public long keepAliveIdleNanos() throws NetworkException {
        return nanos(ExtendedSocketOptions.TCP_KEEPIDLE);
    }

    /** Sets that time, in nanoseconds, unsigned; rounded up to seconds. */
    public void keepAliveIdleNanos(long nanos) throws NetworkException {
        nanos(ExtendedSocketOptions.TCP_KEEPIDLE, nanos);
    }

    /** The time between two probes, in nanoseconds. */
    public long keepAliveIntervalNanos() throws NetworkException {
        return nanos(ExtendedSocketOptions.TCP_KEEPINTERVAL);
    }

    /** Sets that time, in nanoseconds, unsigned; rounded up to seconds. */
    public void keepAliveIntervalNanos(long nanos) throws NetworkException {
        nanos(ExtendedSocketOptions.TCP_KEEPINTERVAL, nanos);
    }

    /** How many probes may stay without an answer. */
    public int keepAliveCount() throws NetworkException {
        return read(ExtendedSocketOptions.TCP_KEEPCOUNT);
    }

    /** Sets how many probes may stay without an answer, unsigned. */
    public void keepAliveCount(long value) throws NetworkException {
        refuseZero(value);
        write(ExtendedSocketOptions.TCP_KEEPCOUNT, COUNT.clamp(value));
    }

    /** The kernel's buffer for what comes in. */
    public long receiveBufferBytes() throws NetworkException {
        return read(StandardSocketOptions.SO_RCVBUF);
    }

    /** Sets the size of that buffer, unsigned; a hint. */
    public void receiveBufferBytes(long bytes) throws NetworkException {
        refuseZero(bytes);
        write(StandardSocketOptions.SO_RCVBUF, BUFFER.clamp(bytes));
    }

    /** The kernel's buffer for what goes out. */
    public long sendBufferBytes() throws NetworkException {
        return read(StandardSocketOptions.SO_SNDBUF);
    }

    /** Sets the size of that buffer, unsigned; a hint. */
    public void sendBufferBytes(long bytes) throws NetworkException {
        refuseZero(bytes);
        write(StandardSocketOptions.SO_SNDBUF, BUFFER.clamp(bytes));
    }
}
