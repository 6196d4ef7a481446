package arcella.wasi.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import arcella.wasi.io.Pollable;

/** The addresses of one name, as soon as they are known; a pollable that is ready then. Asked by one thread at a time. */
public final class NameLookup implements Pollable, AutoCloseable {

    private final CompletableFuture<List<InetAddress>> answer;
    private final Set<Runnable> wakers = ConcurrentHashMap.newKeySet();
    private @Nullable ArrayDeque<InetAddress> left;

    NameLookup(CompletableFuture<List<InetAddress>> answer) {
        this.answer = answer;
        answer.whenComplete((_, _) -> wakers.forEach(Runnable::run));
    }

    /**
     * The next address, in the order of preference; empty after the last one.
     *
     * @throws NetworkException {@code WOULD_BLOCK} as long as nothing is known, {@code NAME_UNRESOLVABLE} if there is
     *     none that may be told
     */
    public Optional<InetAddress> next() throws NetworkException {
        if (!answer.isDone()) {
            throw NetworkError.WOULD_BLOCK.failure();
        }
        ArrayDeque<InetAddress> known = left;
        if (known == null) {
            known = new ArrayDeque<>(addresses());
            if (known.isEmpty()) {
                throw NetworkError.NAME_UNRESOLVABLE.failure();
            }
            left = known;
        }
        return Optional.ofNullable(known.poll());
    }

    private List<InetAddress> addresses() throws NetworkException {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw (e.getCause() instanceof UnknownHostException
                    ? NetworkError.NAME_UNRESOLVABLE : NetworkError.PERMANENT_RESOLVER_FAILURE).failure();
        }
    }

    @Override
    public boolean ready() {
        return answer.isDone();
    }

    @Override
    public Subscription subscribe(Runnable waker) {
        // A waker of its own per subscription: two of one guest may be the same object.
        Runnable own = waker::run;
        wakers.add(own);
        if (ready()) {
            own.run();
        }
        return () -> wakers.remove(own);
    }

    /** Forgets the answer. A look-up that has begun ends by itself. */
    @Override
    public void close() {
        left = new ArrayDeque<>();
    }
}
