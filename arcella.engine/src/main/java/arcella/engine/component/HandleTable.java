package arcella.engine.component;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.core.Trap;
import arcella.wit.component.Canon;

/**
 * A component instance's table of handles ({@code CanonicalABI.md}, {@code Table}): small numbers from 1 on, the last
 * one freed is the next one given, which guests can see.
 */
final class HandleTable {

    /** What the specification allows at the most. */
    private static final int MAX = (1 << 28) - 1;

    private final List<@Nullable TableEntry> entries = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private final int limit;
    private int used;

    /**
     * @param limit how many entries there may be at a time
     */
    HandleTable(int limit) {
        this.limit = Math.min(limit, MAX);
        entries.add(null);
    }

    /** Traps unless there is room for one more. */
    void checkRoom() {
        if (used == limit) {
            throw new Trap(Trap.Kind.HANDLES_LIMIT, "the instance has reached its limit of " + limit + " handles",
                    List.of());
        }
    }

    int add(TableEntry entry) {
        checkRoom();
        used++;
        if (!free.isEmpty()) {
            int index = free.removeLast();
            entries.set(index, entry);
            return index;
        }
        entries.add(entry);
        return entries.size() - 1;
    }

    TableEntry get(int index) {
        TableEntry entry = index > 0 && index < entries.size() ? entries.get(index) : null;
        if (entry == null) {
            throw Traps.trap("unknown handle index " + Integer.toUnsignedString(index));
        }
        return entry;
    }

    /** The resource handle at that index, if it is one of that resource. */
    ResourceHandle resource(int index, ResourceTag tag) {
        TableEntry entry = get(index);
        if (entry instanceof ResourceHandle handle && handle.tag == tag) {
            return handle;
        }
        throw wrong(index, entry instanceof ResourceHandle, tag.description());
    }

    /** The end of a channel at that index, if it is that end of a channel of that type. */
    ChannelEnd end(int index, Canon.Channel kind, Canon.End end, ChannelType type) {
        if (get(index) instanceof ChannelEnd found && found.channel.kind == kind && found.end == end) {
            if (found.channel.type.equals(type)) {
                return found;
            }
            throw wrong(index, true, found.description());
        }
        throw wrong(index, (end == Canon.End.READ ? "readable" : "writable") + " end of a " + kind.text());
    }

    WaitableSet set(int index) {
        if (get(index) instanceof WaitableSet found) {
            return found;
        }
        throw wrong(index, "waitable-set");
    }

    ErrorContext errorContext(int index) {
        if (get(index) instanceof ErrorContext found) {
            return found;
        }
        throw wrong(index, "error-context");
    }

    /** What is at that index is something else; a trap, too, if nothing is there. */
    Trap wrong(int index, String expected) {
        return wrong(index, false, expected);
    }

    private Trap wrong(int index, boolean different, String expected) {
        return Traps.trap("handle index " + Integer.toUnsignedString(index) + " used with the wrong type, expected "
                + expected + " but found " + (different ? "a different " : "") + get(index).description());
    }

    TableEntry remove(int index) {
        TableEntry entry = get(index);
        entries.set(index, null);
        free.add(index);
        used--;
        return entry;
    }

    /** Empties the table, and gives the resources that were in it. */
    List<Store.HostHandle> takeAll() {
        List<Store.HostHandle> taken = new ArrayList<>();
        for (TableEntry entry : entries) {
            if (entry instanceof ResourceHandle handle) {
                taken.add(new Store.HostHandle(handle.tag, handle.representation, handle.owns()));
            }
        }
        entries.clear();
        entries.add(null);
        free.clear();
        used = 0;
        return taken;
    }

    int size() {
        return used;
    }
}
