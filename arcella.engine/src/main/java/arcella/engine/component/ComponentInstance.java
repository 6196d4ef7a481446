package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.core.CoreInstance;
import arcella.engine.core.Trap;
import arcella.error.ArcellaException;
import arcella.wit.value.WitValue;

/**
 * One instance of a component, with all component and core instances inside it.
 *
 * <p>Safe for use by many threads: it runs one call at a time, others wait. After a trap it is poisoned: nobody can tell
 * whose state is half-changed, so that later calls are refused.
 */
public final class ComponentInstance implements AutoCloseable {

    private final Item.Instance root;
    final Store store;
    private final List<CoreInstance> made;
    private final Quota quota;
    private final ReentrantLock turn = new ReentrantLock();

    ComponentInstance(Item.Instance root, Store store, List<CoreInstance> made, Quota quota) {
        this.root = root;
        this.store = store;
        this.made = new ArrayList<>(made);
        this.quota = quota;
    }

    Item.Instance root() {
        return root;
    }

    Item item(String export) {
        Item item = root.exports().get(export);
        if (item == null) {
            throw noExport(export);
        }
        return item;
    }

    /**
     * An exported function of the component itself.
     *
     * @throws ArcellaException if it exports no function of that name
     */
    public ExportedFunction export(String name) {
        if (item(name) instanceof Item.Func(ComponentFunction function)) {
            return new ExportedFunction(this, function);
        }
        throw noExport(name);
    }

    /**
     * A function of an exported interface.
     *
     * @param iface such as {@code ns:pkg/iface@1.0.0}
     * @param name the function's name
     * @throws ArcellaException if it exports no such function
     */
    public ExportedFunction export(String iface, String name) {
        if (item(iface) instanceof Item.Instance instance
                && instance.exports().get(name) instanceof Item.Func(ComponentFunction function)) {
            return new ExportedFunction(this, function);
        }
        throw noExport(iface + "#" + name);
    }

    /**
     * An object whose methods are the functions of an exported interface, found by name. How names and types correspond
     * is told by the package {@code arcella.engine.binding}, and checked here. Safe for use by many threads, as this
     * instance is.
     *
     * @param iface such as {@code ns:pkg/iface@1.0.0}
     * @param face a Java interface with some of the functions; its default methods stay what they are
     * @throws ArcellaException if no such interface is exported, or a method stands for no function or does not fit it
     */
    public <T> T proxy(String iface, Class<T> face) {
        if (item(iface) instanceof Item.Instance instance) {
            return new Faces(this, store).proxy(iface, instance.exports(), face);
        }
        throw noExport(iface);
    }

    /** As {@link #proxy(String, Class)}, for the functions that the component itself exports. */
    public <T> T proxy(Class<T> face) {
        return new Faces(this, store).proxy("component", root.exports(), face);
    }

    private ArcellaException noExport(String name) {
        return new ArcellaException(EngineError.BAD_CALL, "the component exports no '" + name + "'",
                "it exports " + root.exports().keySet());
    }

    Optional<WitValue> call(ComponentFunction function, List<WitValue> arguments) {
        turn.lock();
        try {
            if (store.poisoned()) {
                throw refusal();
            }
            return guarded(store, () -> function.call(Optional.empty(), arguments));
        } finally {
            turn.unlock();
        }
    }

    /**
     * Drops a resource that a call returned: its destructor runs. Or the readable end of a stream or future, or an error
     * context.
     *
     * @throws ArcellaException if the handle was given away or dropped before
     */
    public void drop(WitValue.Handle handle) {
        turn.lock();
        try {
            guarded(store, () -> {
                switch (handle.kind()) {
                    case STREAM, FUTURE -> {
                        store.takeChannel(handle).drop();
                        return handle;
                    }
                    case ERROR_CONTEXT -> {
                        return store.takeErrorContext(handle);
                    }
                    case OWN, BORROW -> { }
                }
                Store.HostHandle dropped = store.take(handle);
                if (dropped.owned()) {
                    Resources.end(dropped.tag(), dropped.representation(), Optional.empty());
                }
                return dropped;
            });
        } finally {
            turn.unlock();
        }
    }

    /** As {@link #drop}, without effect on what is no longer held, or no longer alive. */
    public void dropIfHeld(WitValue.Handle handle) {
        turn.lock();
        try {
            if (!store.poisoned() && store.knows(handle)) {
                drop(handle);
            }
        } finally {
            turn.unlock();
        }
    }

    /** What may throw anything, as a method of a Java interface may. */
    @FunctionalInterface
    interface Turn {
        @Nullable Object run() throws Throwable;
    }

    void lock() {
        turn.lock();
    }

    void unlock() {
        turn.unlock();
    }

    static ArcellaException refusal() {
        return new ArcellaException(EngineError.POISONED, "the instance cannot be used any more after a trap",
                "make a new instance");
    }

    /** Does something while no other thread uses this instance. */
    @Nullable Object inTurn(Turn action) throws Throwable {
        turn.lock();
        try {
            return action.run();
        } finally {
            turn.unlock();
        }
    }

    /** Runs something that may run guest code; a failure poisons the store, unless it came before any of that ran. */
    static <T> T guarded(Store store, Supplier<T> action) {
        try {
            return action.get();
        } catch (Refused e) {
            throw e.why();
        } catch (StackOverflowError e) {
            store.poison();
            throw new Trap(Trap.Kind.STACK_EXHAUSTED, "call stack exhausted", List.of(), e);
        } catch (RuntimeException e) {
            // Whatever it was, guest code may have been left in the midst.
            store.poison();
            throw e;
        }
    }

    /** Changes what one call may carry, from the next call on. May be called on any thread. */
    public void valueBytes(long most) {
        store.byteLimit().bytes(most);
    }

    /** What it holds of its limits. May be asked on any thread. */
    public ComponentUse use() {
        return quota.use(store.mostHandles(), store.byteLimit().most());
    }

    /** Whether calls are refused because of an earlier trap. */
    public boolean poisoned() {
        return store.poisoned();
    }

    /**
     * Gives the memory back to its budget, and closes the Java objects that the guest owned; the instance must not be
     * used afterwards.
     */
    @Override
    public void close() {
        store.poison();
        made.forEach(CoreInstance::close);
        store.close();
    }
}
