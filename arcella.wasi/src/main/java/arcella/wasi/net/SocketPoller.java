package arcella.wasi.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Tells waiting guests that a channel may have become ready. One thread per instance, started when a guest first waits
 * for a socket. Whether a channel is ready is for its user to find out by trying; this only wakes.
 *
 * <p>An interest is taken away when it has been met, so that nothing spins; whoever tries in vain arms it again.
 * Thread-safe.
 */
final class SocketPoller implements AutoCloseable {

    /** What waits for one channel. */
    private record Waiting(Map<Runnable, Integer> wakers) {}

    private @Nullable Selector selector;
    private boolean closed;

    private synchronized @Nullable Selector selector() {
        if (selector == null && !closed) {
            try {
                Selector opened = Selector.open();
                selector = opened;
                Thread.ofPlatform().daemon().name("arcella-sockets").start(() -> run(opened));
            } catch (IOException e) {
                throw new UncheckedIOException("no selector for sockets", e);
            }
        }
        return selector;
    }

    private static void run(Selector selector) {
        while (selector.isOpen()) {
            try {
                selector.select(SocketPoller::wake);
            } catch (IOException e) {
                throw new UncheckedIOException("waiting for sockets failed", e);
            } catch (ClosedSelectorException e) {
                return;
            }
        }
    }

    private static void wake(SelectionKey key) {
        try {
            int met = key.readyOps();
            key.interestOpsAnd(~met);
            if (key.attachment() instanceof Waiting(var wakers)) {
                wakers.forEach((waker, wanted) -> {
                    if ((wanted & met) != 0) {
                        waker.run();
                    }
                });
            }
        } catch (CancelledKeyException e) {
            wakeAll(key);
        }
    }

    private static void wakeAll(SelectionKey key) {
        if (key.attachment() instanceof Waiting(var wakers)) {
            wakers.keySet().forEach(Runnable::run);
        }
    }

    /**
     * Runs {@code waker} each time the channel may have become ready for {@code operation}, once armed.
     *
     * @return ends it
     */
    Runnable subscribe(SelectableChannel channel, int operation, Runnable waker) {
        Selector open = selector();
        if (open == null || !channel.isOpen()) {
            waker.run();
            return () -> {};
        }
        SelectionKey key;
        synchronized (this) {
            key = channel.keyFor(open);
            if (key == null) {
                try {
                    key = channel.register(open, 0, new Waiting(new ConcurrentHashMap<>()));
                } catch (ClosedChannelException | ClosedSelectorException e) {
                    waker.run();
                    return () -> {};
                }
            }
        }
        Map<Runnable, Integer> wakers = ((Waiting) key.attachment()).wakers();
        // A waker of its own per subscription: two of one guest may be the same object.
        Runnable own = waker::run;
        wakers.put(own, operation);
        arm(channel, operation);
        return () -> wakers.remove(own);
    }

    /** As {@link #subscribe}, and ends with the first time. */
    void once(SelectableChannel channel, int operation, Runnable waker) {
        AtomicReference<Runnable> end = new AtomicReference<>(() -> {});
        AtomicBoolean ran = new AtomicBoolean();
        end.set(subscribe(channel, operation, () -> {
            ran.set(true);
            waker.run();
            end.get().run();
        }));
        if (ran.get()) {
            end.get().run();
        }
    }

    /**
     * Waits no longer for that operation. A selector takes no notice of a connection that somebody else has finished
     * meanwhile, and would ask the kernel for it again and again.
     */
    void disarm(SelectableChannel channel, int operation) {
        Selector open;
        synchronized (this) {
            open = selector;
        }
        SelectionKey key = open == null ? null : channel.keyFor(open);
        if (key == null) {
            return;
        }
        try {
            if ((key.interestOpsAnd(~operation) & operation) != 0) {
                key.selector().wakeup();
            }
        } catch (CancelledKeyException e) {
            wakeAll(key);
        }
    }

    /** Asks to be woken for that operation, if anybody waits for it. */
    void arm(SelectableChannel channel, int operation) {
        Selector open;
        synchronized (this) {
            open = selector;
        }
        SelectionKey key = open == null ? null : channel.keyFor(open);
        if (key == null || !(key.attachment() instanceof Waiting(var wakers)) || wakers.isEmpty()) {
            return;
        }
        try {
            if ((key.interestOpsOr(operation) & operation) == 0) {
                key.selector().wakeup();
            }
        } catch (CancelledKeyException e) {
            wakeAll(key);
        }
    }

    /** Lets a channel that was closed go: a selector keeps it until it looks again. */
    void released() {
        Selector open;
        synchronized (this) {
            open = selector;
        }
        if (open != null) {
            open.wakeup();
        }
    }

    /** Ends the thread. */
    @Override
    public synchronized void close() {
        closed = true;
        Selector open = selector;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the selector for sockets cannot be closed", e);
            }
        }
    }
}
