package arcella.command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What verbs remember from one call to the next of somebody who stays, such as at a shell; gone when he leaves. One thing of
 * each class. Thread-safe.
 */
public final class Session {

    private final Map<Class<?>, Object> things = new ConcurrentHashMap<>();

    /** A session in which nothing is remembered yet. */
    public Session() {}

    /** What is remembered. */
    public <T> Optional<T> get(Class<T> kind) {
        return Optional.ofNullable(things.get(kind)).map(kind::cast);
    }

    /** Remembers this in place of what was remembered before. */
    public <T> void put(Class<T> kind, T thing) {
        things.put(kind, thing);
    }

    /** Forgets. */
    public void remove(Class<?> kind) {
        things.remove(kind);
    }
}
