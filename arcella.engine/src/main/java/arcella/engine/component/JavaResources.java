package arcella.engine.component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import arcella.engine.EngineError;
import arcella.engine.binding.HandleScope;
import arcella.error.ArcellaException;
import arcella.wit.resolved.ResourceId;

/**
 * The Java objects that one user of {@link JavaInterface}s holds, by number. A number is never given again, so that one
 * that is no longer held, or never was, is told from all others; and it is good for its own resource type only.
 *
 * <p>A call holds what it uses: an object that is lent to a call cannot be given away meanwhile, and if it is dropped it is
 * closed when the last call that uses it has returned. Safe for use by many threads.
 */
public final class JavaResources implements HandleScope, AutoCloseable {

    private static final int DEFAULT_MOST = 10_000;

    private final int most;
    private final Map<Long, Held> held = new HashMap<>();
    private final Map<ResourceId, Class<?>> classes = new IdentityHashMap<>();
    private long last;
    private boolean closed;

    /** One number. Guarded by the outer object. */
    private static final class Held {
        private final Class<?> type;
        private final AutoCloseable object;
        private int lent;
        private boolean taken;
        private boolean dropped;

        Held(Class<?> type, AutoCloseable object) {
            this.type = type;
            this.object = object;
        }

        boolean used() {
            return lent > 0 || taken;
        }
    }

    /** How a call uses a number: as one that is given away with it, or lent. */
    record Use(long number, boolean owned, Class<?> type) {}

    /** For 10,000 objects at a time. */
    public JavaResources() {
        this(DEFAULT_MOST);
    }

    /** @param most how many objects may be held at a time */
    public JavaResources(int most) {
        this.most = most;
    }

    /** How many objects are held. */
    public synchronized int size() {
        return held.size();
    }

    /** Lets a class stand for a resource, in all interfaces that use it. */
    synchronized void define(ResourceId resource, Class<?> type) {
        classes.put(resource, type);
    }

    synchronized Optional<Class<?>> type(ResourceId resource) {
        return Optional.ofNullable(classes.get(resource));
    }

    /**
     * Gives an object a number.
     *
     * @throws ArcellaException if it is none of that class, too many are held, or this is closed; the object is closed then
     */
    long add(Class<?> type, Object object) {
        if (!type.isInstance(object)) {
            ArcellaException wrong = new ArcellaException(EngineError.BAD_CALL, "an object of " + object.getClass()
                    + " was given where the resource is " + type, "give such an object");
            throw object instanceof AutoCloseable closeable ? closed(closeable, wrong) : wrong;
        }
        ArcellaException refusal;
        synchronized (this) {
            if (!closed && held.size() < most) {
                held.put(++last, new Held(type, (AutoCloseable) object));
                return last;
            }
            refusal = closed
                    ? new ArcellaException(EngineError.BAD_CALL, "a resource came after all had been closed", "")
                    : new ArcellaException(EngineError.LIMIT, "no more than " + most + " resources can be held at a time",
                            "drop those that are not needed");
        }
        throw closed((AutoCloseable) object, refusal);
    }

    private static ArcellaException closed(AutoCloseable object, ArcellaException failure) {
        try {
            close(object);
        } catch (ArcellaException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /**
     * Lets a call use these numbers, all of them or none, until {@link #end}.
     *
     * @throws ArcellaException with {@code BAD_CALL} if one is not held, is of another type, or cannot be used so now
     */
    synchronized void begin(List<Use> uses) {
        int begun = 0;
        try {
            for (Use use : uses) {
                begin(use);
                begun++;
            }
        } finally {
            if (begun < uses.size()) {
                uses.subList(0, begun).forEach(this::undo);
            }
        }
    }

    private void begin(Use use) {
        Held found = held.get(use.number());
        if (found == null || found.dropped) {
            throw refusal(use, "was given away, dropped, or never given out");
        }
        if (found.type != use.type()) {
            throw refusal(use, "is a " + found.type.getSimpleName() + " and no " + use.type().getSimpleName());
        }
        if (found.taken) {
            throw refusal(use, "is being given away");
        }
        if (use.owned() && found.lent > 0) {
            throw refusal(use, "is lent to a call, and cannot be given away meanwhile");
        }
        if (use.owned()) {
            found.taken = true;
        } else {
            found.lent++;
        }
    }

    private static ArcellaException refusal(Use use, String what) {
        return new ArcellaException(EngineError.BAD_CALL, "the resource " + use.number() + " " + what,
                "use each owning handle once, and a borrowed one only during its call");
    }

    private void undo(Use use) {
        Held found = held.get(use.number());
        if (found != null && use.owned()) {
            found.taken = false;
        } else if (found != null) {
            found.lent--;
        }
    }

    /** The object behind a number that the calling call uses. */
    synchronized Object object(long number) {
        Held found = held.get(number);
        if (found == null) {
            throw new IllegalStateException("no call uses the resource " + number);
        }
        return found.object;
    }

    /** The call takes over what is given away with it: from here on those objects are no longer of our concern. */
    synchronized void give(List<Use> uses) {
        for (Use use : uses) {
            if (use.owned()) {
                held.remove(use.number());
            }
        }
    }

    /**
     * The call has ended. What it was given and did not take stays held.
     *
     * @throws ArcellaException if closing what was dropped meanwhile fails
     */
    void end(List<Use> uses) {
        List<AutoCloseable> ended = new ArrayList<>(0);
        synchronized (this) {
            for (Use use : uses) {
                undo(use);
                Held found = held.get(use.number());
                if (found != null && found.dropped && !found.used()) {
                    held.remove(use.number());
                    ended.add(found.object);
                }
            }
        }
        closeAll(ended);
    }

    /**
     * Closes an object; nothing if the number is not held.
     *
     * @throws ArcellaException if closing it fails
     */
    public void drop(long number) {
        AutoCloseable ended;
        synchronized (this) {
            Held found = held.get(number);
            if (found == null) {
                return;
            }
            found.dropped = true;
            if (found.used()) {
                return;
            }
            held.remove(number);
            ended = found.object;
        }
        close(ended);
    }

    /**
     * Closes all objects that are left; those that calls use at the moment, as soon as these return. No more can be added.
     *
     * @throws ArcellaException the first failure of closing one, with the others attached, after all have been closed
     */
    @Override
    public void close() {
        List<AutoCloseable> ended = new ArrayList<>();
        synchronized (this) {
            closed = true;
            for (Iterator<Held> all = held.values().iterator(); all.hasNext();) {
                Held found = all.next();
                found.dropped = true;
                if (!found.used()) {
                    all.remove();
                    ended.add(found.object);
                }
            }
        }
        closeAll(ended);
    }

    private static void closeAll(List<AutoCloseable> objects) {
        List<ArcellaException> failures = new ArrayList<>(0);
        for (AutoCloseable object : objects) {
            try {
                close(object);
            } catch (ArcellaException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            ArcellaException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (ArcellaException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            if (e instanceof InterruptedException) {
                // The mark stays for the owner of the thread.
                Thread.currentThread().interrupt();
            }
            throw new ArcellaException(EngineError.HOST_FUNCTION, "closing a " + object.getClass().getSimpleName()
                    + " failed (" + e + ")", "see the cause; this is an error of the host's", e);
        }
    }
}
