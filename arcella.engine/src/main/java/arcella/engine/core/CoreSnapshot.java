package arcella.engine.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Element;

/**
 * The state of one instance at one moment: the memories, tables and globals that it defines, and which of its segments
 * were dropped. What it imports belongs to others and is not part of it.
 *
 * <p>Immutable; good for the instance it was taken of only.
 */
public final class CoreSnapshot {

    private final CoreInstance owner;
    private final List<MemoryState> memories;
    private final List<TableState> tables;
    private final List<GlobalState> globals;
    private final DataSegment[] data;
    private final Element[] elements;

    /** A memory up to its last byte that is not zero. */
    private record MemoryState(CoreMemory memory, int bytes, byte[] content) {}

    private record TableState(TableInstance table, int[] refs, @Nullable Object[] objects, @Nullable Instance[] from) {}

    private record GlobalState(GlobalInstance global, long bits, @Nullable Object reference) {}

    CoreSnapshot(CoreInstance owner, List<CoreMemory> memories, List<CoreTable> tables, List<CoreGlobal> globals,
            DataSegment[] data) {
        this.owner = owner;
        this.memories = memories.stream().map(CoreSnapshot::state).toList();
        this.tables = tables.stream().map(CoreTable::table).map(CoreSnapshot::state).toList();
        this.globals = globals.stream().map(CoreGlobal::global)
                .map(g -> new GlobalState(g, g.getValueLow(), g.getRefValue())).toList();
        this.data = data.clone();
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < owner.linked().elementCount(); i++) {
            all.add(owner.linked().element(i));
        }
        this.elements = all.toArray(Element[]::new);
    }

    private static MemoryState state(CoreMemory memory) {
        byte[] bytes = memory.bytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new MemoryState(memory, bytes.length, Arrays.copyOf(bytes, end));
    }

    private static TableState state(TableInstance table) {
        int[] refs = new int[table.size()];
        @Nullable Object[] objects = new Object[refs.length];
        @Nullable Instance[] from = new Instance[refs.length];
        for (int i = 0; i < refs.length; i++) {
            refs[i] = table.ref(i);
            objects[i] = table.objRef(i);
            from[i] = table.instance(i);
        }
        return new TableState(table, refs, objects, from);
    }

    /** How many bytes of memory content it holds. */
    public long bytes() {
        return memories.stream().mapToLong(m -> m.content().length).sum();
    }

    boolean of(CoreInstance instance) {
        return owner == instance;
    }

    /** Brings the owner back; {@code false} if a table has grown since, which cannot be undone. */
    boolean restore(DataSegment[] segments) {
        for (TableState state : tables) {
            if (state.table().size() != state.refs().length) {
                return false;
            }
        }
        for (MemoryState state : memories) {
            state.memory().restore(state.bytes(), state.content());
        }
        for (TableState state : tables) {
            restore(state);
        }
        for (GlobalState state : globals) {
            state.global().setValueLow(state.bits());
            state.global().setRefValue(state.reference());
        }
        System.arraycopy(data, 0, segments, 0, data.length);
        for (int i = 0; i < elements.length; i++) {
            owner.linked().setElement(i, elements[i]);
        }
        return true;
    }

    private static void restore(TableState state) {
        boolean objects = state.table().elementType().isObjectRef();
        for (int i = 0; i < state.refs().length; i++) {
            if (objects) {
                state.table().setObjRef(i, state.objects()[i], state.from()[i]);
            } else {
                state.table().setRef(i, state.refs()[i], state.from()[i]);
            }
        }
    }
}
