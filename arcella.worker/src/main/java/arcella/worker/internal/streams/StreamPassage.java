package arcella.worker.internal.streams;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import arcella.engine.component.HostPassage;
import arcella.wasi.io.LocalPort;
import arcella.wasi.io.StreamPort;
import arcella.wasi.preview2.PassedStreams;

/**
 * The streams that leave one instance of this process and come to it. Those of its own that others use end with it.
 * Thread-safe but for what {@link HostPassage} says.
 */
public abstract class StreamPassage implements HostPassage, AutoCloseable {

    private final Set<LocalPort> out = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** For subclasses. */
    protected StreamPassage() {}

    /** Gives a stream of the instance a number: for good, or for the time of a call. */
    protected abstract long put(StreamPort port, boolean lent);

    /** Gives a stream on that has come from elsewhere. */
    protected abstract long putOn(StreamPort port);

    /** The stream that came for good under that number. */
    protected abstract StreamPort taken(long number);

    /** The stream that came under that number for the time of a call. */
    protected abstract StreamPort borrowed(long number);

    /** Those of the instance's streams that others have are to end: none is at work with them for long from now on. */
    protected abstract void ending(List<LocalPort> left);

    @Override
    public final boolean passes(Class<?> type) {
        return PassedStreams.passes(type);
    }

    @Override
    public final long give(Object stream) {
        Optional<StreamPort> from = PassedStreams.from(stream);
        return from.isPresent() ? putOn(from.get()) : put(port(stream, () -> PassedStreams.close(stream)), false);
    }

    @Override
    public final long lend(Object stream) {
        return put(port(stream, () -> {}), true);
    }

    private LocalPort port(Object stream, Runnable onDrop) {
        LocalPort[] made = new LocalPort[1];
        made[0] = PassedStreams.port(stream, () -> {
            out.remove(made[0]);
            onDrop.run();
        });
        out.add(made[0]);
        return made[0];
    }

    @Override
    public final Object take(Class<?> type, long number) {
        StreamPort port = taken(number);
        return PassedStreams.stream(type, port, () -> {
            if (closed) {
                // The end of one instance waits for no other, which may be in a process that answers nothing.
                port.letGo();
            } else {
                port.drop();
            }
        });
    }

    @Override
    public final Object borrow(Class<?> type, long number) {
        return PassedStreams.stream(type, borrowed(number), () -> {});
    }

    /** How many of the instance's streams others have. */
    public final int out() {
        return out.size();
    }

    /** The instance ends: nobody uses its streams any more when this returns, and it waits for no owner of those it has. */
    @Override
    public final void close() {
        closed = true;
        List<LocalPort> left = List.copyOf(out);
        left.forEach(LocalPort::close);
        ending(left);
        left.forEach(LocalPort::end);
    }
}
