package arcella.engine.component;

import java.util.List;

import org.jspecify.annotations.Nullable;

import arcella.engine.abi.AdapterPort;
import arcella.engine.binding.Adapter;

/** A Java method as its adapter sees it: what {@link LoweredFunction} does around a call from a guest. */
final class ImportPort extends AdapterPort {

    private final InstanceState state;
    private final Subtask subtask = new Subtask();
    private final AdapterHandles handles;

    ImportPort(Environment environment, Options options, List<Adapter.ResourceUse> resources) {
        super(null, options.encoding(), options.adapterMemory(environment.instance()),
                environment.instance().store.byteLimit());
        this.state = environment.instance();
        this.handles = new AdapterHandles(environment, resources, subtask);
    }

    @Override
    public void enter() {
        state.checkLeave();
        subtask.begin(state.store.task());
        renewBudget();
        handles.begin();
    }

    @Override
    public void begin() {
        // What a Java method throws passes through the guest, whether it has begun or not.
    }

    @Override
    public void leave(long flatResult) {
        handles.end();
        subtask.returned();
    }

    @Override
    public RuntimeException fail(Throwable failure) {
        throw new IllegalStateException("failures pass through the guest", failure);
    }

    @Override
    public Object liftHandle(int index, int resource) {
        return handles.lift(index, resource);
    }

    @Override
    public int lowerHandle(@Nullable Object object, int resource) {
        return handles.lower(object, resource);
    }
}
