package arcella.engine.component;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import arcella.engine.EngineError;
import arcella.engine.abi.ByteLimit;
import arcella.engine.binding.HandleScope;
import arcella.error.ArcellaException;
import arcella.wit.component.Canon;
import arcella.wit.value.WitValue;

/**
 * What all component instances of one root instance share: the handles under way between them and the host, and whether
 * one of them trapped. A trap anywhere poisons all, since nobody can tell whose state is half-changed.
 *
 * <p>One thread at a time.
 */
final class Store implements HandleScope {

    /** A resource that the host holds, or that is on its way from one instance to another. */
    record HostHandle(ResourceTag tag, int representation, boolean owned) {}

    private final Map<Long, HostHandle> handles = new HashMap<>();
    private final ByteLimit valueBytes;
    private final int handleLimit;
    private final boolean fuses;
    private long nextId = 1;
    private final HostResources hostResources;
    private final List<HandleTable> tables = new ArrayList<>();
    private boolean poisoned;
    private @Nullable Task running;
    private final Map<Long, Channel> channels = new HashMap<>();
    private final Map<Long, ErrorContext> errorContexts = new HashMap<>();

    /**
     * @param valueBytes what one call may carry between guest and host
     * @param handleLimit entries of one instance's table
     * @param hostResources which resources are Java objects
     * @param fuses whether calls from one component instance to another copy values straight; otherwise they are lifted
     *     and lowered, which is slower and does the same
     */
    Store(long valueBytes, int handleLimit, HostResources hostResources,
            boolean fuses) {
        this.fuses = fuses;
        this.valueBytes = new ByteLimit(valueBytes);
        this.handleLimit = handleLimit;
        this.hostResources = hostResources;
    }

    /** The Java class behind a resource, if there is one. */
    Optional<HostResource> hostResource(ResourceTag tag) {
        return hostResources.of(tag);
    }

    /** The resource that a Java class stands for. */
    HostResource hostResource(Class<?> type) {
        return hostResources.of(type);
    }

    /** A new instance's table. */
    HandleTable newTable() {
        HandleTable table = new HandleTable(handleLimit);
        tables.add(table);
        return table;
    }

    /**
     * Ends what the host implements and a guest of this store still owns. Resources of guests end with their memory:
     * no guest code runs any more.
     *
     * @throws RuntimeException the first failure, with the others attached, after all have been ended
     */
    void close() {
        List<HostHandle> owned = new ArrayList<>(handles.values());
        handles.clear();
        tables.forEach(table -> owned.addAll(table.takeAll()));
        List<RuntimeException> failures = new ArrayList<>();
        for (HostHandle handle : owned) {
            if (handle.owned() && handle.tag().owner().isEmpty()) {
                try {
                    Resources.end(handle.tag(), handle.representation(), Optional.empty());
                } catch (RuntimeException e) {
                    failures.add(e);
                }
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** Closes after a failure, which stays the one to throw. */
    RuntimeException closed(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** The handles of the table that has most. Its instances have all been made; any thread may ask. */
    int mostHandles() {
        return tables.stream().mapToInt(HandleTable::size).max().orElse(0);
    }

    /** What one call may carry, where that is asked for at every call. */
    ByteLimit byteLimit() {
        return valueBytes;
    }

    boolean fuses() {
        return fuses;
    }

    WitValue.Handle put(ResourceTag tag, int representation, boolean owned) {
        long id = nextId++;
        handles.put(id, new HostHandle(tag, representation, owned));
        return new WitValue.Handle(owned ? WitValue.HandleKind.OWN : WitValue.HandleKind.BORROW, id);
    }

    /** The readable end of a channel on its way. */
    WitValue.Handle put(Channel channel) {
        long id = nextId++;
        channels.put(id, channel);
        return new WitValue.Handle(
                channel.kind == Canon.Channel.STREAM ? WitValue.HandleKind.STREAM : WitValue.HandleKind.FUTURE, id);
    }

    WitValue.Handle put(ErrorContext context) {
        long id = nextId++;
        errorContexts.put(id, context);
        return new WitValue.Handle(WitValue.HandleKind.ERROR_CONTEXT, id);
    }

    Channel channel(WitValue.Handle handle) {
        return there(channels.get(handle.id()), handle);
    }

    Channel takeChannel(WitValue.Handle handle) {
        return there(channels.remove(handle.id()), handle);
    }

    ErrorContext takeErrorContext(WitValue.Handle handle) {
        return there(errorContexts.remove(handle.id()), handle);
    }

    /** What a handle refers to. */
    HostHandle get(WitValue.Handle handle) {
        return there(handles.get(handle.id()), handle);
    }

    private static <T> T there(@Nullable T found, WitValue.Handle handle) {
        if (found == null) {
            throw new ArcellaException(EngineError.BAD_CALL,
                    "the handle " + handle.id() + " was given away, dropped, or lent for a call that has ended",
                    "use each owning handle once, and a borrowed one only during its call");
        }
        return found;
    }

    boolean knows(WitValue.Handle handle) {
        return switch (handle.kind()) {
            case OWN, BORROW -> handles.containsKey(handle.id());
            case STREAM, FUTURE -> channels.containsKey(handle.id());
            case ERROR_CONTEXT -> errorContexts.containsKey(handle.id());
        };
    }

    HostHandle take(WitValue.Handle handle) {
        HostHandle found = get(handle);
        handles.remove(handle.id());
        return found;
    }

    void forget(long id) {
        handles.remove(id);
    }

    /** The task whose code runs at the moment ({@code current_task}). */
    Task task() {
        if (running == null) {
            throw new IllegalStateException("no guest code runs");
        }
        return running;
    }

    /** As {@link #task}, and null while no guest code runs. */
    @Nullable Task running() {
        return running;
    }

    /** For {@link Task}, which alone knows when one begins and ends: this one runs from now on, or none. */
    void run(@Nullable Task task) {
        running = task;
    }

    boolean poisoned() {
        return poisoned;
    }

    void poison() {
        poisoned = true;
    }
}
